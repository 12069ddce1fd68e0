"""A strip that is cut where the reader measures it; Textual cuts where Rich does, to which some is narrower.

While nothing lies over a row it goes out whole; only what a popup leaves of it is cut.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

from reader.text.cells import between, cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Measured(Strip):
    """A strip whose cells are those of `reader.text.cells`.

    What Textual keeps with one takes longer to make than to paint a row: it is made when it is asked for.
    """

    __slots__ = ()

    def __init__(self, segments: list[Segment], cell_length: int) -> None:
        self._segments, self._cell_length = segments, cell_length

    def __getattr__(self, name: str) -> object:
        if name not in Strip.__slots__:
            raise AttributeError(name)
        super().__init__(self._segments, self._cell_length)
        return getattr(self, name)

    def crop(self, start: int, end: int | None = None) -> Strip:
        """Return the cells `start` to `end`."""
        start, end = max(0, start), self.cell_length if end is None else min(end, self.cell_length)
        if (start, end) == (0, self.cell_length):
            return self
        kept, at = [], 0
        for text, style, _ in self:
            kept.append(Segment(between(text, start - at, end - at), style))
            at += cells(text)
        return Measured([each for each in kept if each.text], max(0, end - start))

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """Return the parts that end at the cuts."""
        return [self.crop(a, b) for a, b in pairwise((0, *(cut for cut in cuts if cut <= self.cell_length)))]
