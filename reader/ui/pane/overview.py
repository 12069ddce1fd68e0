"""Where in the whole text the highlights lie, for the scroll bar: kept up to date, never looked for anew."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from reader.ui.pane.styles import FOUND

if TYPE_CHECKING:
    from collections.abc import Sequence

_PARTS = 1024  # of the text; a highlight is known to lie in some of them


class Overview:
    """Counts the highlights of each colour number by parts of a text of `size` code points.

    To add and to remove takes constant time, at any number of highlights; the rows of a bar are worked out
    when one was added or removed, or the bar has another height.
    """

    def __init__(self, size: int = 0) -> None:
        self._size = max(1, size)
        self._steps: dict[
            int, list[int]
        ] = {}  # by colour: how many more lie in a part than in the one before
        self._bar: tuple[int, ...] = ()
        self._stale = True
        self._matched: tuple[Sequence[int], Sequence[int], int] | None = None  # what `_with` was made of
        self._with: tuple[int, ...] = ()

    def add(self, start: int, end: int, colour: int) -> None:
        """Count the highlight `[start, end)`."""
        self._count(start, end, colour, 1)

    def remove(self, start: int, end: int, colour: int) -> None:
        """Count a highlight no longer."""
        self._count(start, end, colour, -1)

    def clear(self) -> None:
        """Count none."""
        self._steps, self._stale = {}, True

    def _count(self, start: int, end: int, colour: int, step: int) -> None:
        steps = self._steps.get(colour)
        if steps is None:
            steps = self._steps[colour] = [0] * (_PARTS + 1)
        steps[min(_PARTS - 1, start * _PARTS // self._size)] += step
        steps[min(_PARTS, (end - 1) * _PARTS // self._size + 1)] -= step
        self._stale = True

    def rows(self, count: int) -> Sequence[int]:
        """Return, for each of `count` rows, the colour number of most highlights there; 0 for none."""
        if self._stale or len(self._bar) != count:
            counts = {colour: list(accumulate(steps)) for colour, steps in sorted(self._steps.items())}
            self._bar = tuple(self._most(counts, *part_of(y, count)) for y in range(count))
            self._stale = False
        return self._bar

    def with_matches(self, starts: Sequence[int], count: int) -> Sequence[int]:
        """Return the same with FOUND for a row where one of these offsets, which are in order, lies."""
        bar, known = self.rows(count), self._matched
        if known is None or known[0] is not bar or known[1] is not starts or known[2] != len(starts):
            edges = [bisect_left(starts, y * self._size // count) for y in range(count + 1)]
            marks = zip(pairwise(edges), self._bar, strict=True)
            self._with = tuple(FOUND if a < b else mark for (a, b), mark in marks)
            self._matched = bar, starts, len(starts)
        return self._with

    @staticmethod
    def _most(counts: dict[int, list[int]], low: int, high: int) -> int:
        most, found = 0, 0
        for colour, each in counts.items():
            here = sum(each[low:high])
            if here > most:
                most, found = here, colour
        return found


def part_of(row: int, rows: int) -> tuple[int, int]:
    """Return the parts of the text, at least one, that a row of a bar stands for."""
    low = row * _PARTS // rows
    return low, max(low + 1, (row + 1) * _PARTS // rows)
