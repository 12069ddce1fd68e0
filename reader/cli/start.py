"""A plain start, `reader` or `reader FILE`: what is known of it from last time, what is kept for the next."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from reader.early.record import Asked, Layer, Record, find, keep, state_of
from reader.early.terminal import is_wanted, size
from reader.model import ReaderError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.config import Config
    from reader.early.record import State
    from reader.library import Library
    from reader.model import Article

#: A file changed so short a time before it was read may change again under the same time.
_RACY_NANOSECONDS = 20_000_000
_PATIENCE = 120  # seconds that what goes on after the end may take
_LOOK_AGAIN = 0.2  # seconds


def source_state(path: str) -> State:
    """Return the state of a file that is about to be read; None where it may change without a trace."""
    state = state_of(path)
    return None if state is None or time.time_ns() - state[2] < _RACY_NANOSECONDS else state


def known_article(library: Library, asked: Asked) -> Article | None:
    """Return the article that was made of the file, where neither has changed since."""
    record = find(asked) if asked.file else None
    if record is None or not record.stands():
        return None
    try:
        article = library.article(record.article)
    except ReaderError:
        return None
    return article if article.digest == record.digest else None


def remember(asked: Asked, article: Article, source: State) -> None:
    """Keep that a file, as it was when it was read, is this article."""
    if source is not None:
        keep(Record(asked, article=article.id, digest=article.digest, source=source))


def keep_first_screen(asked: Asked, root: Path, config: Config) -> None:
    """Paint, when the program is over, what its next start will show, in a process that nobody waits for."""
    columns, rows = size()
    if not columns or not is_wanted():
        return
    _afterwards(lambda: paint_next(asked, root, config, (columns, rows)))


def paint_next(asked: Asked, root: Path, config: Config, size: tuple[int, int]) -> None:
    """Keep what `reader` will show first in a terminal of some columns and rows, and `reader FILE` too."""
    from reader.config import config_path
    from reader.library import Library
    from reader.ui.first import first_screen

    with Library(root, annotator=config.annotator) as library:
        last = library.last_read()
        if last is None:
            return
        while library.is_read_elsewhere():  # what is kept now would not hold when that is done
            time.sleep(_LOOK_AGAIN)
        own, listed = library.files_of(last.id)
        own.append(str(config_path()))
        before = [state_of(path) for path in own]
        screen = first_screen(library, last.id, config, size)
    if screen is None or [state_of(path) for path in own] != before:
        return
    text = Layer(dict(zip(own, before, strict=True)), screen[0])
    rest = Layer(text.files | {path: state_of(path) for path in listed}, screen[1])
    bare = Asked(asked.library)
    keep(Record(bare, article=last.id, digest=last.digest, size=size, layers=(text, rest)))
    record = find(asked) if asked.file else None
    if record and record.article == last.id:
        record.size, record.layers = size, (text, rest)
        keep(record)


def _afterwards(work: Callable[[], None]) -> None:
    """Do something in another process, apart from the terminal, while this one goes on to its end."""
    import signal

    with suppress(OSError):
        if os.fork():
            return
        try:
            os.setsid()
            signal.alarm(_PATIENCE)
            nowhere = os.open(os.devnull, os.O_RDWR)
            for number in (0, 1, 2):
                os.dup2(nowhere, number)
            work()
        finally:
            os._exit(0)
