"""Scrolling over cards of different heights, of which only those on the screen are ever measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

Address = tuple[int, int]  # a card's index, and a row in it (the blank row after it included)


class Deck:
    """A view on `count` cards, `height(index)` rows each. `top` is the address of its first row."""

    def __init__(self, count: int, height: Callable[[int], int], room: int = 0) -> None:
        self.count, self.height, self.room = count, height, room
        self.top: Address = (0, 0)

    def rows(self) -> list[Address]:
        """Return the address of every row in view; fewer than `room` where the cards end."""
        return [(index, at) for index, start, stop in self.cards() for at in range(start, stop)]

    def cards(self) -> list[tuple[int, int, int]]:
        """Return each card in view: its index, and the half-open range of its rows that is."""
        cards: list[tuple[int, int, int]] = []
        (index, row), left = self.top, self.room
        while index < self.count and left > 0:
            stop = min(self.height(index), row + left)
            if stop > row:
                cards.append((index, row, stop))
            left -= max(0, stop - row)
            index, row = index + 1, 0
        return cards

    def scroll(self, rows: int) -> None:
        """Move the view down, or up when `rows` is negative; it stops at the ends."""
        index, row = self.top
        row += rows
        while row < 0 and index > 0:
            index -= 1
            row += self.height(index)
        while index < self.count - 1 and row >= self.height(index):
            row -= self.height(index)
            index += 1
        self.top = (index, max(0, row))
        self._stop()

    def reveal(self, index: int) -> None:
        """Move the view as little as shows a card whole; a card taller than the view shows its head."""
        if not 0 <= index < self.count:
            return
        if (index, 0) <= self.top:
            self.top = (index, 0)
        else:
            self.top = max(self.top, self._ending_with(index))
        self._stop()

    def stays_in(self, index: int) -> bool:
        """Tell whether the view begins in a card that is taller than it."""
        return self.top[0] == index < self.count and self.height(index) - 1 > self.room

    def read_on(self, index: int, step: int) -> bool:
        """Scroll on (1) or back (-1) in a card taller than the view; tell whether more lay that way."""
        rows = self.rows()
        if not rows or self.height(index) - 1 <= self.room:
            return False
        at, row = rows[-1] if step > 0 else rows[0]
        more = self.height(index) - 2 - row if step > 0 else row
        if at == index and more > 0:
            self.scroll(step * min(more, self.room - 1))
        return at == index and more > 0

    def whole(self) -> int:
        """Return how many cards are in view from head to end, at least one."""
        rows = self.rows()
        heads = sum(row == 0 for _, row in rows)
        cut = bool(rows) and rows[-1][1] < self.height(rows[-1][0]) - 2
        return max(1, heads - cut)

    def _stop(self) -> None:
        """Go no further than the last card: where it may be in view, for it has to be measured then."""
        if self.count - self.top[0] <= self.room:
            self.top = min(self.top, self._last())

    def _last(self) -> Address:
        """Return the lowest address of `top`: the last card ends the view."""
        if not self.count:
            return (0, 0)
        index, row = self._ending_with(self.count - 1)
        return (
            (index, max(row, self.height(index) - 1 - self.room)) if index == self.count - 1 else (index, row)
        )

    def _ending_with(self, index: int) -> Address:
        """Return the `top` at which a card's last row (not the blank one) is the last of the view."""
        left = self.room - (self.height(index) - 1)
        if left <= 0:
            return (index, 0)
        while index > 0 and left > 0:
            index -= 1
            left -= self.height(index)
        return (index, max(0, -left))
