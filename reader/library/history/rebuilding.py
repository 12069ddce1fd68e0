"""Steps that a killed process did not write down, read back from the stamps in the articles' files.

A file tells what each document was, line after line, and in the stamps of a document which fields the last
change touched. Where a file was written anew meanwhile, what a field was before may be lost; that is told.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.library.disk import codec
from reader.library.disk.files import read_file
from reader.library.disk.ids import stamp_nanoseconds
from reader.library.disk.merge import (
    DEFAULT,
    DELETED,
    SETS,
    STAMPS,
    Document,
    alive,
    contract,
    expand,
    last_stamp,
    stamps_of,
    tags_of,
)
from reader.library.disk.owed import ALONE, TURNING
from reader.library.disk.records import ARTICLE, HEAD, HIGHLIGHT, highlight_of, text_of
from reader.library.history.steps import PASSING, UNKNOWN
from reader.library.history.wording import changing, changing_article, deleting, marking, quoted
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    from reader.library.disk.owed import Belongs, Left
    from reader.library.disk.storage import Committed
    from reader.library.disk.store import Store
    from reader.library.history.history_lines import Changed

_SLACK = 2_000_000_000  # nanoseconds; file times may lag


class Operation(NamedTuple):
    """What was done to one article at once; the article 0 is the codebook."""

    stamp: str
    article: int
    done: Committed

    def label(self) -> str:
        """What it is called."""
        return _label(self.article, self.done)


def missing(
    store: Store, left: Left, since: str, known: Container[Changed]
) -> Iterator[tuple[Belongs, Operation]]:
    """Give what a process that ended did after `since`, but for what is `known`; with the step of each."""
    since, ours = max(since, left.since), "-" + left.since.rpartition("-")[2]
    articles = left.articles
    if left.rebooted:  # what it noted may be lost
        articles = {**dict.fromkeys((0, *_changed_since(store, left.since)), ALONE), **articles}
    for article, belongs in articles.items():
        if belongs == TURNING and not left.rebooted:
            continue  # a step that was being taken back stands as it was, and can be taken back again
        try:
            raw, _, _ = read_file(store.disk, store.path(article) if article else store.book)
        except OSError:
            continue

        def wanted(key: str, stamp: str, article: int = article) -> bool:
            return stamp > since and stamp.endswith(ours) and (article, key, stamp) not in known

        for operation in operations(article, raw, wanted):
            yield (ALONE if belongs == TURNING else belongs), operation


def _changed_since(store: Store, stamp: str) -> Iterator[int]:
    """Give the articles whose files changed since a stamp, or a moment before."""
    least = stamp_nanoseconds(stamp) - _SLACK
    for bucket, _ in store.buckets():
        for article, (_, _, changed, _) in store.articles_in(bucket):
            if changed >= least:
                yield article


def operations(article: int, raw: bytes, wanted: Callable[[str, str], bool]) -> list[Operation]:
    """Read from an article's file the operations, the oldest first, whose document and stamp are `wanted`."""
    found: dict[str, Committed] = {}
    for key, lines in codec.versions(raw).items():
        for old, new in _changes(lines, partial(wanted, key)):
            if old is None or not _is_passing(old, new):
                found.setdefault(last_stamp(new), {})[key] = old, new
    return [Operation(stamp, article, found[stamp]) for stamp in sorted(found)]


def _changes(
    lines: list[Document], wanted: Callable[[str], bool]
) -> Iterator[tuple[Document | None, Document]]:
    """Give the wanted changes of a document, each as what it was and what it became."""
    for old, new in pairwise(lines):
        if last_stamp(old) < last_stamp(new) and wanted(last_stamp(new)):
            yield old, new
    new = lines[0]  # in which there may be several, when the file was written anew
    while (stamp := last_stamp(new)) and wanted(stamp):
        before = _before(new, stamp)
        yield before, new
        if before is None:
            return
        new = before


def _before(new: Document, stamp: str) -> Document | None:
    """Return what a document was before the change of its last stamp; `None` when that made it."""
    stamps = stamps_of(new)
    names = {name for name, each in stamps.items() if each == stamp}
    if DEFAULT in names:
        return None
    fields = expand({name: value for name, value in new.items() if name != STAMPS})
    for name in names - {DELETED, "kind"}:  # a kind is stamped when a document comes back
        if name[:1] in SETS.values():
            if fields.pop(name, None) is None:
                fields[name] = True
        else:
            fields[name] = UNKNOWN
    return {**contract(fields), STAMPS: {name: each for name, each in stamps.items() if name not in names}}


def _is_passing(old: Document, new: Document) -> bool:
    """Tell whether a change was none that is taken back, such as of a reading place."""
    before, after = expand(old), expand(new)
    names = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    return alive(old) == alive(new) and names <= {*PASSING, STAMPS}


def _label(article: int, done: Committed) -> str:
    if not article:
        return "codebook"
    if HEAD in done:
        return _label_of_article(*done[HEAD])
    gone = [highlight_of(article, int(key), new) for key, (_, new) in done.items() if not alive(new)]
    if len(gone) == len(done):
        return deleting(gone)
    key, (old, new) = next(iter(done.items()))
    if new.get("kind") != HIGHLIGHT:
        return "a change"
    if len(done) > 1:
        return f"{len(done)} highlights"
    tags, note, colour = tags_of(new), text_of(new, "note", lines=True), text_of(new, "colour")
    if old is None:
        return marking(tags, note, colour, text_of(new, "quote"))
    if not alive(old):
        return f"bringing back {quoted(text_of(new, 'quote'))}"
    if new.get("links") != old.get("links"):
        return f"links of {quoted(text_of(new, 'quote'))}"
    return changing(
        highlight_of(article, int(key), old),
        tags if tags != tags_of(old) else None,
        note if new.get("note") != old.get("note") else None,
        colour if new.get("colour") != old.get("colour") else None,
    )


def _label_of_article(old: Document | None, new: Document) -> str:
    title = text_of(new, "title")
    if old is None or new.get("kind") != ARTICLE:
        return f"adding {quoted(title)}"
    if not alive(new):
        return f"deletion of the article {quoted(title)}"
    if not alive(old):
        return f"bringing back {quoted(title)}"
    if old.get("digest") != new.get("digest"):
        return f"new text of {quoted(title)}"
    names = old.keys() | new.keys()
    changed = {name: new.get(name) for name in sorted(names) if old.get(name) != new.get(name)}
    return changing_article(
        title, {n: v for n, v in changed.items() if n not in (*PASSING, STAMPS, "corrected")}
    )
