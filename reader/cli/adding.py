"""Adding what a command line names: one outcome for each text, and the others go on when one fails."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from reader.cli.failures import os_sentence
from reader.cli.output import JsonList, complain, line_of, say_json
from reader.cli.words import plural
from reader.model import ReaderError
from reader.text.ids import short_id, show_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.cli.progress import Bar
    from reader.library import Library
    from reader.library.comparing import Alike
    from reader.model import Article, Imported

#: Texts are added together until there are so many, so long, or a person waits so long (seconds).
_MOST, _MOST_CHARACTERS, _LONGEST_WAIT = 50, 4_000_000, 0.3
_SAME = 0.9999
_MOST_LINES = 3  # of articles that come from one file


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one text: `status` is added, known, updated, failed or same (as before, where it was
    read again); `error` a sentence.
    """

    path: str
    status: str
    article: Article | None = None
    error: str = ""
    remarks: tuple[str, ...] = ()
    waiting: int = 0  # passages of the article to decide on
    of: str = ""  # the one source that it came from, with others
    passages: str = ""  # that came with it, in words


class Report:
    """Tells each outcome as it comes, in lines or as a JSON list, and counts.

    Where there is no end the list would never be whole: `endless` has each as JSON on a line of its own.
    """

    def __init__(self, bar: Bar, *, as_json: bool, endless: bool = False) -> None:
        self.done = self.failed = self.waiting = 0
        self._bar = bar
        self._list = JsonList() if as_json and not endless else None
        self._lines = as_json and endless
        self._of, self._same = "", 0  # how many articles came from the last source

    def __enter__(self) -> Report:
        return self

    def __exit__(self, *_: object) -> None:
        self._close_source()
        if self._list is not None:
            self._list.close()

    def tell(self, outcome: Outcome, *, steps: int = 1) -> None:
        """Count an outcome, as so many steps, and print it; what failed goes to standard error too."""
        if steps:
            self._bar.step()
        name = os.path.basename(outcome.path)
        for remark in outcome.remarks:
            self._bar.complain(f"{name}: {remark}")
        if outcome.status == "failed":
            self.failed += 1
            self._bar.complain(outcome.error)
        else:
            self.done += 1
            self.waiting += outcome.waiting
        if self._list is not None:
            self._list.add(outcome_shape(outcome))
        elif self._lines:
            say_json(outcome_shape(outcome))
        elif outcome.article is not None and outcome.status != "failed":
            if outcome.of != self._of:
                self._close_source()
            self._of, self._same = outcome.of, self._same + 1
            if not outcome.of or self._same <= _MOST_LINES:
                self._bar.say(outcome_line(outcome))

    def _close_source(self) -> None:
        """Say how many more articles than were listed came from one source."""
        if self._of and self._same > _MOST_LINES:
            self._bar.say(f"and {self._same - _MOST_LINES:,} more from {os.path.basename(self._of)}")
        self._of, self._same = "", 0


@contextmanager
def saying_what_stays(bar: Bar, done: Callable[[], int]) -> Iterator[None]:
    """On ctrl+c end the bar, say how many articles are in the library already, and stop."""
    try:
        yield
    except KeyboardInterrupt:
        bar.close()
        complain(f"stopped; {plural(done(), 'article')} already done, and kept")
        raise


def outcome_shape(outcome: Outcome) -> dict[str, object]:
    """Shape an outcome as `add --json` prints it."""
    article = outcome.article
    return {
        "path": outcome.path,
        "status": outcome.status,
        "id": show_id(article.id) if article and article.id else "",
        "title": article.title if article else "",
        "error": outcome.error,
    }


def outcome_line(outcome: Outcome) -> str:
    """Write what became of a text that was not refused."""
    assert outcome.article is not None
    name = short_id(outcome.article.id) if outcome.article.id else "-"
    line = f"{outcome.status:<7}  {name:<6}  {outcome.article.title}"
    if outcome.passages:
        return f"{line}  ({outcome.passages})"
    if outcome.waiting:
        return f"{line}  ({plural(outcome.waiting, 'highlight')} to decide on)"
    return f"{line}  (the same text is already in the library)" if outcome.status == "known" else line


def add_all(
    library: Library,
    paths: Sequence[str],
    *,
    tags: Sequence[str] = (),
    encoding: str = "",
    allow_private: bool = False,
    chapters: bool = False,
    status: str = "",
    trial: bool = False,
) -> Iterator[Outcome]:
    """Add every text of these files, folders and addresses; yield each outcome when it is on disk.

    `status` is that of new articles, where their source gives none. In a trial nothing is added, and the
    outcomes are those that there would be.
    """
    from reader import sources
    from reader.sources.imports import is_import

    add: Callable[[Sequence[Imported]], Iterator[Outcome]] = partial(_add, library, tags)
    if trial:
        from reader.cli.trial import foretelling

        add = foretelling(library, tags)
    for path in paths:
        if is_import(path):
            yield from _bring(library, path, tags, trial=trial)
            continue
        folder = os.path.isdir(path)
        loaded = sources.load(path, encoding=encoding, allow_private=allow_private, chapters=chapters)
        for group, failure in groups(loaded):
            texts = [each for each in group if not each.is_import]
            given = [replace(each, status=each.status or status) for each in texts]
            for outcome in add(given):
                yield outcome if folder else replace(outcome, of=path)
            for each in group:
                if each.is_import:
                    yield from _bring(library, each.origin, tags, trial=trial)
            if failure:
                yield Outcome(shown(path), "failed", error=sentence(failure))


def _bring(library: Library, path: str, tags: Sequence[str], *, trial: bool) -> Iterator[Outcome]:
    """Import a file of another program; see `reader.cli.importing`."""
    from reader.cli.importing import bring_all, passages_of
    from reader.sources.imports import open_file

    with open_file(path) as file, library.one_step(f"import of {file.name}"):
        for each in bring_all(library, file, "", tags, trial=trial):
            lost = ", ".join(plural(count, noun) for noun, count in sorted(each.lost.items()))
            remarks = (*each.remarks, *([f"not taken: {lost}"] if lost else []))
            if each.tags:
                continue
            if each.brought is None:
                yield Outcome(each.path, "failed", error=each.error, remarks=remarks, of=path)
                continue
            told = passages_of(each.brought)
            article, waiting = each.brought.article, each.brought.waiting
            yield Outcome(each.path, each.brought.status, article, "", remarks, waiting, path, told)


def groups(loaded: Iterator[Imported]) -> Iterator[tuple[list[Imported], ReaderError | OSError | None]]:
    """Yield texts to add together: as many as come in a moment; with the last ones what ended them."""
    group: list[Imported] = []
    began, size = time.monotonic(), 0
    failure: ReaderError | OSError | None = None
    while True:
        try:
            imported = next(loaded, None)
        except (ReaderError, OSError) as error:
            imported, failure = None, error
        if imported is None:
            yield group, failure
            return
        group.append(imported)
        size += len(imported.body.text)
        if len(group) >= _MOST or size >= _MOST_CHARACTERS or time.monotonic() - began > _LONGEST_WAIT:
            yield group, None
            group, began, size = [], time.monotonic(), 0


def _add(library: Library, tags: Sequence[str], group: Sequence[Imported]) -> Iterator[Outcome]:
    from reader.library import LibraryError, StoreFull, StoreReadOnly

    for imported, added in zip(group, library.add_all(group, tags=tags), strict=True):
        path, remarks = shown(imported.origin), imported.report
        if isinstance(added, StoreFull | StoreReadOnly):
            raise added  # the next one would fail in the same way
        if isinstance(added, LibraryError):
            yield Outcome(path, "failed", error=imported.error or str(added), remarks=remarks)
        else:
            is_newer = added.status == "updated"
            waiting = waiting_in(library, added.article) if is_newer else 0
            told = _in_place(library, added.article, waiting) if is_newer else ""
            if added.status == "added" and (like := library.alike(added.article)):
                remarks = (*remarks, alike_words(like))
            yield Outcome(path, added.status, added.article, remarks=remarks, waiting=waiting, passages=told)


def _in_place(library: Library, article: Article, waiting: int) -> str:
    """Say of passages that were marked elsewhere how many have a place in the text that came."""
    marks = library.highlights_of(article.id)
    if not any(mark.origin for mark in marks):
        return ""
    told = f"{sum(mark.attached for mark in marks)} of {plural(len(marks), 'highlight')} in place"
    return f"{told}, {waiting} to decide on" if waiting else told


def alike_words(like: Alike) -> str:
    """Say which article a new one is much like."""
    there = f"{short_id(like.article.id)} “{line_of(like.article.title, 60)}”"
    if like.likeness >= _SAME:
        return f"the same words as {there}; both are kept"
    return f"much like {there}, {round(100 * like.likeness)}% of its words in a row; both are kept"


def waiting_in(library: Library, article: Article) -> int:
    """Count the passages of an article that wait for a person to decide on them."""
    return sum(mark.waits for mark in library.highlights_of(article.id)) if article.highlights else 0


def sentence(error: ReaderError | OSError) -> str:
    """Say for a person what went wrong."""
    return os_sentence(error) if isinstance(error, OSError) else str(error)


def shown(path: str) -> str:
    """Make a path printable: a file name may hold bytes that are no text."""
    return os.fsencode(path).decode("utf-8", "replace")
