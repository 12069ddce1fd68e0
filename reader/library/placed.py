"""The highlights of the article that was asked for last, by their place; few are made anew after a change."""

from __future__ import annotations

from bisect import insort
from typing import TYPE_CHECKING

from reader.library.disk.records import highlight_of, is_highlight

if TYPE_CHECKING:
    from reader.library.disk.merge import Document, Documents
    from reader.model import Highlight

_FEW = 200  # that are put in their places one by one


class Placed:
    """Knows of which document each was made: a document is never changed, another takes its place."""

    def __init__(self) -> None:
        self._article = 0
        self._made: dict[str, tuple[Document, Highlight | None]] = {}
        self._order: list[Highlight] = []

    def of(self, article: int, docs: Documents) -> list[Highlight]:
        """Return the highlights among an article's documents, by start, then end."""
        if article != self._article:
            self._article, self._made, self._order = article, {}, []
        made = self._made
        gone: list[Highlight | None] = []
        fresh: list[Highlight] = []
        for key, document in docs.items():
            known = made.get(key)
            if known is None or known[0] is not document:
                found = highlight_of(article, int(key), document) if is_highlight(key, document) else None
                made[key] = document, found
                if known:
                    gone.append(known[1])
                if found:
                    fresh.append(found)
        if len(made) > len(docs):
            gone += [made.pop(key)[1] for key in made.keys() - docs.keys()]
        self._place(fresh, {old.id for old in gone if old})
        return list(self._order)

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
