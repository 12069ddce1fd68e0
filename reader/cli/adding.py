"""Adding what a command line names: one outcome for each text, and the others go on when one fails."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.cli.failures import os_sentence
from reader.cli.output import JsonList, complain
from reader.cli.words import plural
from reader.model import ReaderError
from reader.text.ids import short_id, show_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.cli.progress import Bar
    from reader.library import Library
    from reader.model import Article, Imported


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one text: `status` is added, known, updated or failed; `error` a sentence."""

    path: str
    status: str
    article: Article | None = None
    error: str = ""
    remarks: tuple[str, ...] = ()


class Report:
    """Tells each outcome as it comes, in lines or as a JSON list, and counts."""

    def __init__(self, bar: Bar, *, as_json: bool) -> None:
        self.done = self.failed = 0
        self._bar = bar
        self._list = JsonList() if as_json else None

    def __enter__(self) -> Report:
        return self

    def __exit__(self, *_: object) -> None:
        if self._list is not None:
            self._list.close()

    def tell(self, outcome: Outcome) -> None:
        """Count an outcome and print it; what failed goes to standard error too."""
        self._bar.step()
        name = os.path.basename(outcome.path)
        for remark in outcome.remarks:
            self._bar.complain(f"{name}: {remark}")
        if outcome.status == "failed":
            self.failed += 1
            self._bar.complain(outcome.error)
        else:
            self.done += 1
        if self._list is not None:
            self._list.add(outcome_shape(outcome))
        elif outcome.article is not None:
            self._bar.say(outcome_line(outcome))


@contextmanager
def saying_what_stays(done: Callable[[], int]) -> Iterator[None]:
    """On ctrl+c say how many articles are in the library already, and stop."""
    try:
        yield
    except KeyboardInterrupt:
        complain(f"stopped; {plural(done(), 'article')} already done, and kept")
        raise


def outcome_shape(outcome: Outcome) -> dict[str, object]:
    """Shape an outcome as `add --json` prints it."""
    article = outcome.article
    return {
        "path": outcome.path,
        "status": outcome.status,
        "id": show_id(article.id) if article else "",
        "title": article.title if article else "",
        "error": outcome.error,
    }


def outcome_line(outcome: Outcome) -> str:
    """Write what became of a text that was not refused."""
    assert outcome.article is not None
    line = f"{outcome.status:<7}  {short_id(outcome.article.id)}  {outcome.article.title}"
    return f"{line}  (the same text is already in the library)" if outcome.status == "known" else line


def add_all(
    library: Library, paths: Sequence[str], *, tags: Sequence[str] = (), encoding: str = ""
) -> Iterator[Outcome]:
    """Add every text of these files and folders; yield each outcome when it is on disk."""
    from reader import sources

    for path in paths:
        loaded = sources.load(path, encoding=encoding)
        while True:
            try:
                imported = next(loaded, None)
            except (ReaderError, OSError) as error:
                yield Outcome(_shown(path), "failed", error=_sentence(error))
                break
            if imported is None:
                break
            yield _add(library, imported, tags)


def _add(library: Library, imported: Imported, tags: Sequence[str]) -> Outcome:
    from reader.library import StoreFull, StoreReadOnly

    path = _shown(imported.origin)
    if imported.error:
        return Outcome(path, "failed", error=imported.error, remarks=imported.report)
    try:
        added = library.add(imported, tags=tags)
    except (StoreFull, StoreReadOnly):
        raise  # the next one would fail in the same way
    except (ReaderError, OSError) as error:
        return Outcome(path, "failed", error=_sentence(error), remarks=imported.report)
    return Outcome(path, added.status, added.article, remarks=imported.report)


def _sentence(error: ReaderError | OSError) -> str:
    return os_sentence(error) if isinstance(error, OSError) else str(error)


def _shown(path: str) -> str:
    """Make a path printable: a file name may hold bytes that are no text."""
    return os.fsencode(path).decode("utf-8", "replace")
