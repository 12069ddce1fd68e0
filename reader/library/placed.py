"""The highlights of the article that was asked for last, by their place; few are made anew after a change."""

from __future__ import annotations

from bisect import insort
from typing import TYPE_CHECKING

from reader.library.disk.records import highlight_of, is_highlight
from reader.library.disk.seen import Seen

if TYPE_CHECKING:
    from reader.library.disk.files import Signature
    from reader.library.disk.merge import Documents
    from reader.model import Highlight

_FEW = 200  # that are put in their places one by one


class Placed:
    """Knows of which document each was made: a document is never changed, another takes its place."""

    def __init__(self) -> None:
        self._begin(0)

    def _begin(self, article: int) -> None:
        self._article, self._seen = article, Seen()
        self._state: Signature | None = None  # of the file whose documents were taken
        self._made: dict[str, Highlight] = {}
        self._order: list[Highlight] = []

    def of(self, article: int, docs: Documents, state: Signature | None = None) -> list[Highlight]:
        """Return the highlights among an article's documents, by start, then end.

        `state` is their file's, by which they are known to be those of the last call.
        """
        self._take(article, docs, state)
        return list(self._order)

    def count(self, article: int, docs: Documents, state: Signature | None = None) -> int:
        """Count the highlights among an article's documents; those of the last article are known."""
        if article != self._article:
            return sum(1 for key, document in docs.items() if is_highlight(key, document))
        self._take(article, docs, state)
        return len(self._order)

    def _take(self, article: int, docs: Documents, state: Signature | None) -> None:
        if article != self._article:
            self._begin(article)
        if state and state == self._state:
            return
        self._state = state
        gone, new = self._seen.take(docs)
        old = {self._made.pop(key).id for key in gone if key in self._made}
        fresh = {key: highlight_of(article, int(key), d) for key, d in new.items() if is_highlight(key, d)}
        self._made |= fresh
        self._place(list(fresh.values()), old)

    def _place(self, fresh: list[Highlight], gone: set[int]) -> None:
        if gone:
            self._order = [old for old in self._order if old.id not in gone]
        if len(fresh) > _FEW:
            self._order = sorted([*self._order, *fresh], key=_place)
        else:
            for highlight in fresh:
                insort(self._order, highlight, key=_place)


def _place(highlight: Highlight) -> tuple[int, int, int]:
    return highlight.start, highlight.end, highlight.id
