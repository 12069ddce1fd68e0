"""A selection: an end that stays and an end that moves, each a whole span of text."""

from __future__ import annotations

from reader.tuples import NamedTuple

Span = tuple[int, int]


class Selection(NamedTuple):
    """The passage that covers `anchor` (what it began with) and `head` (what the last motion reached).

    Both are half-open ranges of code points on cluster bounds, so the passage splits no cluster.
    """

    anchor: Span
    head: Span

    @property
    def span(self) -> Span:
        """The half-open range selected."""
        return min(self.anchor[0], self.head[0]), max(self.anchor[1], self.head[1])

    @property
    def forward(self) -> bool:
        """Whether the moving end is the later one."""
        return self.head[1] >= self.anchor[1]

    def to(self, head: Span) -> Selection:
        """Return the selection with its moving end at `head`."""
        return Selection(self.anchor, head)

    def flip(self) -> Selection:
        """Return the same passage with the other end moving."""
        return Selection(self.head, self.anchor)
