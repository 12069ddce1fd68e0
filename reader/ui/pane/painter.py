"""Spreads spans of the body over the rows of a screen."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from reader.ui.reading.states import SIGNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.text.wrap import Row

#: A span of the body, and the `bytes.translate` table that lays its look over what is there.
Laid = tuple[int, int, bytes]


class Painter:
    """Spreads spans over the rows of one screen."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.starts = [row[0] for row in rows]
        count = len(rows)
        self.grounds: list[list[Laid]] = [[] for _ in range(count)]
        self.inks: list[list[Laid]] = [[] for _ in range(count)]
        self.bars: list[list[int]] = [[] for _ in range(count)]
        self.notes = [False] * count
        self.states = [""] * count

    def touched(self, start: int, end: int) -> range:
        """Return the rows that a span lies on."""
        first = max(0, bisect_right(self.starts, start) - 1)
        last = first
        while last < len(self.starts) and self.starts[last] < end:
            last += 1
        return range(first, last)

    def lay(self, spans: list[list[Laid]], start: int, end: int, table: bytes) -> range:
        """Lay a span over every row that it touches, and return these."""
        touched = self.touched(start, end)
        for i in touched:
            spans[i].append((start, end, table))
        return touched

    def tell(self, row: int, sign: str) -> None:
        """Show the sign of a state beside a row; one of what only moved gives way to others."""
        if self.states[row] in ("", SIGNS["moved"]):
            self.states[row] = sign


def laid(spans: list[Laid], row: Row, under: bytes = b"") -> bytes:
    """Return the style bytes of a row with spans laid over those that it has; none where there are none."""
    if not spans:
        return under
    start, end, _ = row
    size = end - start
    buffer = under or bytes(size)
    for low, high, table in spans:
        a, b = max(0, low - start), min(size, high - start)
        if b > a:
            buffer = buffer[:a] + buffer[a:b].translate(table) + buffer[b:]
    return buffer
