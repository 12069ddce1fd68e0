"""A plain start, `reader` or `reader FILE`: what is known of it from last time, what is kept for the next."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from reader.early.code import keep as keep_code
from reader.early.record import Asked, Layer, Record, find, keep, sizes, state_of
from reader.early.terminal import is_wanted, size
from reader.model import ReaderError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from subprocess import Popen

    from reader.early.record import Size, State
    from reader.library import Library
    from reader.model import Article

#: A file changed so short a time before it was read may change again under the same time.
_RACY_NANOSECONDS = 20_000_000
_PATIENCE = 120  # seconds that what goes on after the end may take
_LOOK_AGAIN = 0.2  # seconds
_LEFT = (0, 128 + 1, 128 + 15)  # by a key, by closing the window or the session
_NICE = 19  # nobody waits for it
#: What the program calls itself with, to paint its next start.
PAINT = "--paint-next"


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


def terminal_size() -> Size | None:
    """Return the size of a terminal that is painted early; None where none is."""
    now = size()
    return now if all(now) and is_wanted() else None


def keep_first_screen(asked: Asked, root: Path, status: int, begun: Size | None) -> None:
    """Paint, when the program is over, what its next start will show, in a process that nobody waits for.

    The code that this loaded is kept too. `status` is its exit status; `begun` the size that the terminal had
    at the start: by now it may be gone.
    """
    now = terminal_size() or begun
    if now and status in _LEFT:
        _afterwards(lambda: paint_next(asked, root, now), keep_code)


class Meanwhile:
    """Paints the next start while one reads, for the program may be killed; one process at a time does it."""

    def __init__(self, asked: Asked, library: Library) -> None:
        self._words, self._library = [str(library.root), asked.library, asked.file], library
        self._seen: list[State] = []  # of the files that the open article is made of, at the last look
        self._painted: list[State] = []
        self._painter: Popen[bytes] | None = None

    def look(self, article: int) -> None:
        """Paint what the next start on an article shows, once its files stayed the same for a look."""
        try:
            own, _ = self._library.files_of(article)
        except ReaderError:
            return  # it is told where it is read
        before, self._seen = self._seen, [state_of(path) for path in own]
        busy = self._painter is not None and self._painter.poll() is None
        if self._seen == before and self._seen != self._painted and not busy:
            self._painted = self._seen
            self._paint()

    def _paint(self) -> None:
        now = terminal_size()
        if now is None:
            return
        import subprocess

        with suppress(OSError):
            self._painter = subprocess.Popen(
                [sys.executable, "-m", "reader", PAINT, *self._words, *map(str, now)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )


def paint(words: Sequence[str]) -> int:
    """Do what `Meanwhile` asks for, in a process of its own."""
    from pathlib import Path

    root, library, file, columns, rows = words
    os.nice(_NICE)
    paint_next(Asked(library, file), Path(root), (int(columns), int(rows)))
    return 0


def paint_next(asked: Asked, root: Path, now: Size) -> None:
    """Keep what `reader` will show first in a terminal of some columns and rows, and `reader FILE` too.

    It is kept for other sizes too in which it was shown of late.
    """
    from reader.config import config_path, load
    from reader.folders import cache_path
    from reader.library import Library
    from reader.ui.first import first_screen

    bare = Asked(asked.library)
    known = find(asked) if asked.file else None
    settings = str(config_path())
    state = state_of(settings)
    screens, config = [], load()
    with Library(root, annotator=config.annotator, cache=cache_path()) as library:
        last = library.last_read()
        if last is None:
            return
        while library.is_read_elsewhere():  # what is kept now would not hold when that is done
            time.sleep(_LOOK_AGAIN)
        own, listed = library.files_of(last.id)
        before = [*map(state_of, own), state]
        own.append(settings)
        for each in sizes(bare, now):
            screens.append((each, first_screen(library, last.id, config, each)))
    if [state_of(path) for path in own] != before:
        return
    for each, screen in reversed(screens):  # that of now is the newest
        if screen is None:
            continue
        text = Layer(dict(zip(own, before, strict=True)), screen[0])
        rest = Layer(text.files | {path: state_of(path) for path in listed}, screen[1])
        keep(Record(bare, article=last.id, digest=last.digest, size=each, layers=(text, rest)))
        if known and known.article == last.id:
            known.size, known.layers = each, (text, rest)
            keep(known)


def _afterwards(*work: Callable[[], None]) -> None:
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
            for each in work:
                each()
        finally:
            os._exit(0)
