"""What an article's documents add up to for the index: all at once, or of a change only what changed."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from reader.library.disk.merge import DEFAULT, alive, last_stamp, members_of, stamps_of
from reader.library.disk.records import HEAD, anchor_of, is_highlight, links_in, text_of, was_of
from reader.library.disk.seen import Seen
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.library.disk.merge import Document, Documents

_FEW = 100  # documents whose stamps are put in their places one by one


class Sum(NamedTuple):
    """Ids of highlights; of each tag how often and when last it was used; of pairs how often; links.

    A link is (target, source); `anchors` are those that occur.
    """

    marks: list[int]
    uses: Mapping[str, tuple[int, str]]
    pairs: Mapping[tuple[str, str], int]
    ties: set[tuple[int, int]]
    anchors: set[str]
    noted: bool
    waits: bool
    deleted: bool


def sum_of(docs: Documents) -> Sum:
    """Add up documents once, those that are deleted too."""
    live = {key: document for key, document in docs.items() if alive(document)}
    marks = {key: document for key, document in live.items() if is_highlight(key, document)}
    counts: dict[str, int] = {}
    last: dict[str, str] = {}
    pairs: Counter[tuple[str, str]] = Counter()
    for document in marks.values():
        tags = _tags(document)
        for name, used in tags:
            counts[name] = counts.get(name, 0) + 1
            if used > last.get(name, ""):
                last[name] = used
        if len(tags) > 1:
            pairs.update(_pairs(tags))
    linked = ((key, document) for key, document in live.items() if "links" in document)
    ties = {(to, int(key)) for key, document in linked for to in _targets(key, document)}
    return Sum(
        list(map(int, marks)),
        {name: (count, last.get(name, "")) for name, count in counts.items()},
        pairs,
        ties,
        set(map(anchor_of, marks.values())),
        any(map(_has_note, marks.values())),
        any("was" in document and _waits(document) for document in marks.values()),
        len(live) < len(docs),
    )


class _Share(NamedTuple):
    """What one document adds."""

    is_deleted: bool
    is_mark: bool
    tags: list[tuple[str, str]]
    anchor: str
    noted: bool
    waits: bool
    targets: list[int]


class Tally:
    """Adds up documents that change again and again; one is never changed, another takes its place."""

    def __init__(self) -> None:
        self._seen = Seen()
        self._shares: dict[str, _Share] = {}
        self._marks: dict[str, int] = {}
        self._uses: dict[str, list[str]] = {}  # of each tag the stamps of its uses, in order
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._ties: set[tuple[int, int]] = set()
        self._of_anchors: Counter[str] = Counter()
        self._noted = self._waiting = self._deleted = 0

    def sum_of(self, docs: Documents) -> Sum:
        """Return what documents, those that are deleted too, add up to now."""
        self._take(docs)
        return Sum(
            list(self._marks.values()),
            {tag: (len(stamps), stamps[-1]) for tag, stamps in self._uses.items() if stamps},
            +self._pairs,
            self._ties,
            set(+self._of_anchors),
            self._noted > 0,
            self._waiting > 0,
            self._deleted > 0,
        )

    def _take(self, docs: Documents) -> None:
        gone, fresh = self._seen.take(docs)
        old = [(key, self._shares.pop(key)) for key in gone]
        new = [(key, _share(key, document)) for key, document in fresh.items()]
        self._shares.update(new)
        for key, share in old:
            self._count(key, share, -1)
            for tag, used in share.tags:
                stamps = self._uses[tag]
                del stamps[bisect_left(stamps, used)]
        put = insort if len(new) <= _FEW else list.append
        for key, share in new:
            self._count(key, share, 1)
            for tag, used in share.tags:
                put(self._uses.setdefault(tag, []), used)
        if len(new) > _FEW:
            for stamps in self._uses.values():
                stamps.sort()

    def _count(self, key: str, share: _Share, by: int) -> None:
        ends = [(target, int(key)) for target in share.targets]
        if by > 0:
            self._ties.update(ends)
        else:
            self._ties.difference_update(ends)
            self._marks.pop(key, None)
        self._deleted += by * share.is_deleted
        if share.is_mark:
            if by > 0:
                self._marks[key] = int(key)
            self._of_anchors[share.anchor] += by
            self._noted += by * share.noted
            self._waiting += by * share.waits
            for pair in _pairs(share.tags):
                self._pairs[pair] += by


def _share(key: str, document: Document) -> _Share:
    if not alive(document):
        return _Share(True, False, [], "", False, False, [])
    targets = _targets(key, document)
    if not is_highlight(key, document):
        return _Share(False, False, [], "", False, False, targets)
    noted, waits = _has_note(document), _waits(document)
    return _Share(False, True, _tags(document), anchor_of(document), noted, waits, targets)


def _tags(document: Document) -> list[tuple[str, str]]:
    """Return the tags of a highlight, and when each was put on it."""
    names = members_of(document, "tags")
    if not names:
        return []
    stamps = stamps_of(document)
    marked = stamps.get(DEFAULT) or last_stamp(document)
    return [(name, stamps.get("#" + name) or marked) for name in {*map(_clean_name, names)} if name]


def _pairs(tags: list[tuple[str, str]]) -> list[tuple[str, str]]:
    if len(tags) < 2:  # of most there is one
        return []
    return [(name, other) for name, other in combinations(sorted(name for name, _ in tags), 2)]


def _targets(key: str, document: Document) -> list[int]:
    if "links" not in document or key == HEAD:
        return []
    return [link.to for link in links_in(document)]


def _has_note(document: Document) -> bool:
    return "note" in document and bool(text_of(document, "note", lines=True))


def _waits(document: Document) -> bool:
    was = was_of(document) if "was" in document else None
    return was is not None and was.digest != ""


@lru_cache(maxsize=4096)
def _clean_name(tag: str) -> str:
    """Clean the name of a tag; the same few stand on many highlights."""
    from reader.text.clean import clean_line, is_clean

    return tag if is_clean(tag) else clean_line(tag)
