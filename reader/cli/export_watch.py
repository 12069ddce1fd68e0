"""`export --watch`: an export written again whenever what it is made of has changed."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from reader.cli.failures import os_sentence
from reader.cli.output import complain, line_of, say
from reader.model import ReaderError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from reader.cli.export import Export

_PAUSE = 1.0  # seconds between looks at the library


def keep_up_to_date(export: Export, pause: Callable[[float], object] = time.sleep) -> int:
    """Write an export, then what changes of it, until ctrl+c; print each file that was written."""
    code = 0
    try:
        export.library.poll()
        export.write()
        code = export.explain()
        _tell(export)
        while True:
            pause(_PAUSE)
            _look(export)
    except KeyboardInterrupt:  # the way to end it
        return code


def _look(export: Export) -> None:
    """Write what others changed since the last look; say what is refused, and go on."""
    changed = {change.article for change in export.library.poll()}
    if not changed:
        return
    _write(export, None if 0 in changed else changed | _linked(export, changed))


def _linked(export: Export, articles: Iterable[int]) -> set[int]:
    """Return the articles to or from which links of some, be they exported or not, lead or led."""
    for article in articles:
        with suppress(ReaderError):  # gone, or damaged: its writing says so
            export.note_links(export.library.told(article))
    return set().union(*(export.linked[article] for article in articles))


def _write(export: Export, articles: Collection[int] | None) -> None:
    export.left_out.clear()
    export.files.counts.clear()
    try:
        export.write(articles)
    except ReaderError as error:
        complain(str(error))
    except OSError as error:
        complain(os_sentence(error))
    for problem in (*export.left_out, *export.files.remarks()):
        complain(problem)
    _tell(export)


def _tell(export: Export) -> None:
    for path in export.written:
        say(f"written  {line_of(str(path))}")
    sys.stdout.flush()
