"""The hits of a pattern as rows of a list, which of them are kept, and the text around each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, overload

from reader.text.cells import cells, clip
from reader.ui.widgets.lines import Line

if TYPE_CHECKING:
    from reader.library.editing.bulk import Hit
    from reader.ui.lists.gathering import Gathered
    from reader.ui.widgets.painted import Part

_TITLE = 24  # cells of an article's title
_WORD = 16  # code points of a word that is left out rather than cut
BEFORE = 32  # cells before a place, where there is room


class HitRows(Sequence[Line]):
    """The hits as rows, each made when it is looked at.

    All are kept at first, but those that stand only where all was dropped in the rows `before`.
    """

    def __init__(self, *, titled: bool, before: HitRows | None = None) -> None:
        self.hits: list[Hit] = []
        self.kept = bytearray()
        self.titles: dict[int, str] = {}
        self.before: int = before.before if before else BEFORE
        self._titled = titled
        self._then = before.by_place() if before and 0 in before.kept else {}

    def add(self, gathered: Gathered) -> None:
        """Add what was found."""
        self.hits += gathered.hits
        self.kept += bytes(map(self._is_kept, gathered.hits))
        self.titles.update(gathered.titles)

    def by_place(self) -> dict[int, list[tuple[int, int, int]]]:
        """Return start, end and whether it is kept of each passage, in their order, by article."""
        places: dict[int, list[tuple[int, int, int]]] = {}
        for hit, kept in zip(self.hits, self.kept, strict=True):
            places.setdefault(hit.article, []).append((hit.start, hit.end, kept))
        return {article: sorted(some) for article, some in places.items()}

    def _is_kept(self, hit: Hit) -> bool:
        there, met = self._then.get(hit.article, []), []
        at = max(0, bisect_right(there, (hit.start, 0, 0)) - 1)  # it may reach in
        while at < len(there) and there[at][0] < hit.end:
            met += [there[at][2]] * (there[at][1] > hit.start)
            at += 1
        return not met or any(met)

    def __len__(self) -> int:
        return len(self.hits)

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        if isinstance(index, slice):
            return [self._row(number) for number in range(*index.indices(len(self)))]
        return self._row(range(len(self))[index])

    def _row(self, number: int) -> Line:
        """Return a row: the text in the passage bright, the rest dim, the place itself standing out.

        The title of an article stands out in the first of its rows.
        """
        hit, kept = self.hits[number], self.kept[number]
        edges = [hit.first, hit.start, hit.at, hit.to, hit.end, hit.first + len(hit.shown)]
        edges = [min(max(edge, hit.first), edges[-1]) - hit.first for edge in edges]
        out, before, place, after, rest = (hit.shown[a:b] for a, b in pairwise(edges))
        out, before = last_cells(out, before, self.before)
        look = "" if kept else "row--faint"
        left: list[Part] = [("✓ " if kept else "· ", "row--accent" if kept else "row--faint")]
        left += [(" " * (self.before - cells(out) - cells(before)), ""), (out, "row--dim" if kept else look)]
        left += [(before, look), (place, "row--key" if kept else look), (after, look)]
        left += [(rest, "row--dim" if kept else look)]
        title = clip(self.titles.get(hit.article, ""), _TITLE) if self._titled else ""
        again = number > 0 and self.hits[number - 1].article == hit.article
        return Line(tuple(left), ((title, "row--faint" if again else ""),) if title else ())


def last_cells(out: str, before: str, room: int) -> tuple[str, str]:
    """Cut what stands before a place, outside its passage and inside, to the last cells there is room for."""
    both = out + before
    at = len(both)
    while at > 0 and room >= cells(both[at - 1]):
        at -= 1
        room -= cells(both[at])
    if at:  # whole words, and a sign that there is more
        at = max(at, both.find(" ", at, at + _WORD))
        both = f"…{both[at + 1 :]}"
        return both[: max(0, len(out) - at)], both[max(0, len(out) - at) :]
    return out[at:], before[max(0, at - len(out)) :]
