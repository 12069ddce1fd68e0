"""How far the items of a list are indented: their markers end in line, and stand under the text above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.body import BLOCK_KINDS
from reader.text.cells import cells

if TYPE_CHECKING:
    from reader.text.body import Blocks

ITEM = BLOCK_KINDS.index("item")
_ITEMS = 512  # of a list that are looked at together; a longer one is set in parts
_BESIDE = 20  # blocks before one in which the item it belongs to is sought
_BULLETS = "•◦‣"


class Lists:
    """The lists of a body: of each, the cells that the markers of each level take."""

    def __init__(self, blocks: Blocks) -> None:
        self.blocks = blocks
        self._known: dict[int, list[int]] = {}

    def indent(self, block: int) -> int:
        """Return the cells before the text of an item: its marker's and those of the levels above."""
        return sum(self._widths(block)[: self.blocks.levels[block] + 1])

    def inside(self, block: int) -> int:
        """Return the cells before the text of an item that a block of another kind, of code, belongs to."""
        level, kinds = self.blocks.levels[block], self.blocks.kinds
        item = kinds.rfind(ITEM, max(0, block - _BESIDE), block) if level else -1
        return sum(self._widths(item)[:level]) if item >= 0 else 0

    def marker(self, block: int) -> str:
        """Return the sign before an item; nothing before one that only goes on."""
        label = self.blocks.labels.get(block, "")
        return _BULLETS[self.blocks.levels[block] % len(_BULLETS)] if label in "•*-+" and label else label

    def _widths(self, block: int) -> list[int]:
        if block not in self._known:
            if len(self._known) > 8 * _ITEMS:
                self._known.clear()
            kinds = self.blocks.kinds
            first = len(kinds[: block + 1].rstrip(bytes([ITEM])))
            first += (block - first) // _ITEMS * _ITEMS
            last = block + 1
            while last < min(len(kinds), first + _ITEMS) and kinds[last] == ITEM:
                last += 1
            widths = [2] * (1 + max(self.blocks.levels[first:last]))
            for at in range(first, last):
                level = self.blocks.levels[at]
                widths[level] = max(widths[level], cells(self.marker(at)) + 1)
            self._known.update(dict.fromkeys(range(first, last), widths))
        return self._known[block]
