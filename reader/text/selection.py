"""A selection: an anchor that stays and a head that moves, both on clusters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.text.cells import next_grapheme

if TYPE_CHECKING:
    from reader.text.segment import Segmenter


@dataclass(frozen=True, slots=True)
class Selection:
    """The passage between `anchor` and `head` (offsets of caret stops), both included.

    `unit` names what it grows by: "character", or a unit of the segmenter, whole ones at both ends.
    """

    anchor: int
    head: int
    unit: str = "character"

    def flip(self) -> Selection:
        """Return the same passage with its ends swapped: the other one moves."""
        return replace(self, anchor=self.head, head=self.anchor)

    def to(self, head: int) -> Selection:
        """Return the selection with its head at `head`."""
        return replace(self, head=head)

    def span(self, segmenter: Segmenter) -> tuple[int, int]:
        """Return the half-open range selected; no cluster is split."""
        low, high = min(self.anchor, self.head), max(self.anchor, self.head)
        if self.unit == "character":
            return low, next_grapheme(segmenter.text, high)
        return segmenter.unit(self.unit, low)[0], segmenter.unit(self.unit, high)[1]
