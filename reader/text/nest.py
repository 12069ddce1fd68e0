"""What a block stands in, and is: quotes and items of lists, in each other, from outside in; how far in.

A quote is `>`, an item its marker where it begins and `-` where it goes on. Most of it is told by a block's
kind and level; what is not, for lists in quotes and the like, by the containers that it is kept `within`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.body import BLOCK_KINDS
from reader.text.cells import cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.text.body import Blocks

ITEM, QUOTE, CODE = map(BLOCK_KINDS.index, ("item", "quote", "code"))
QUOTED, GOES_ON, BULLET = ">", "-", "•"
_BULLETS = frozenset("*-+>")  # as some texts have them
_ITEMS = 512  # blocks of a list that are looked at together; a longer one is set in parts
_QUOTE = 2  # cells of a quote's bar
_SIGNS = "•◦‣"


def containers(blocks: Blocks, block: int) -> Sequence[str]:
    """Return what a block stands in, a quote and an item in themselves as well."""
    kind, level = blocks.kinds[block], blocks.levels[block]
    within = blocks.withins.get(block, "").split()
    if kind == ITEM:
        label = blocks.labels.get(block) or ""
        return *(within or [GOES_ON] * level), (BULLET if label in _BULLETS else label or GOES_ON)
    if kind == QUOTE:
        return *(within or [QUOTED] * (level - 1)), QUOTED
    return within or ([GOES_ON] * level if kind == CODE else ())


def shared(above: Sequence[str], below: Sequence[str]) -> int:
    """Return how many of what a block stands in go on in the next one."""
    count = 0
    for before, here in zip(above, below, strict=False):
        if here not in (QUOTED, GOES_ON) or (before == QUOTED) != (here == QUOTED):
            break
        count += 1
    return count


def goes_on(above: Sequence[str], below: Sequence[str]) -> bool:
    """Tell whether a block stands in all that the one before it does, and in no more."""
    return shared(above, below) == len(above) == len(below)


def told(kind: str, level: int, inside: Sequence[str]) -> tuple[str, int, str, str]:
    """Return kind, level, label and `within` of what stands inside: a paragraph is a quote or an item."""
    label, outer = "", inside
    lists = sum(each != QUOTED for each in inside)
    if kind == "paragraph" and inside:
        *outer, last = inside
        if last == QUOTED:
            kind, level = "quote", len(inside) - lists
        else:
            kind, level, label = "item", lists - 1, last if last != GOES_ON else ""
    elif kind == "code":
        level = lists
    usual = {"quote": QUOTED, "item": GOES_ON, "code": GOES_ON}.get(kind)
    return kind, level, label, "" if all(each == usual for each in outer) else " ".join(outer)


class Lists:
    """The lists of a body: of each, the cells that the markers of each level take.

    Markers end in line, and stand under the text above.
    """

    def __init__(self, blocks: Blocks) -> None:
        self.blocks = blocks
        self._known: dict[int, list[int]] = {}

    def around(self, block: int) -> Sequence[tuple[str, int]]:
        """Return what a block stands in, from outside in, each with the cells it takes.

        It is `>` for a quote, its marker for an item, nothing for one that goes on.
        """
        found: list[tuple[str, int]] = []
        level = 0
        for each in containers(self.blocks, block):
            if each == QUOTED:
                found.append((each, _QUOTE))
            else:
                found.append((_marker(each, level), self._widths(block)[level]))
                level += 1
        return found

    def indent(self, block: int) -> int:
        """Return the cells before what stands in quotes and lists."""
        return sum(width for _, width in self.around(block))

    def _is_inside(self, block: int) -> bool:
        """Tell whether a block stands in a list."""
        kind = self.blocks.kinds[block]
        if block in self.blocks.withins:
            return kind == ITEM or set(containers(self.blocks, block)) != {QUOTED}
        return kind == ITEM or (kind == CODE and self.blocks.levels[block] > 0)

    def _widths(self, block: int) -> list[int]:
        if block not in self._known:
            if len(self._known) > 8 * _ITEMS:
                self._known.clear()
            kinds, first = self.blocks.kinds, block
            while first and self._is_inside(first - 1):
                first = min(first - 1, len(kinds[:first].rstrip(bytes([ITEM]))))
            first += (block - first) // _ITEMS * _ITEMS
            last, widths = first, [2]
            while last < min(len(kinds), first + _ITEMS) and (last <= block or self._is_inside(last)):
                markers = [each for each in containers(self.blocks, last) if each != QUOTED]
                widths += [2] * (len(markers) - len(widths))
                for level, marker in enumerate(markers):
                    if marker != GOES_ON:
                        widths[level] = max(widths[level], cells(_marker(marker, level)) + 1)
                last += 1
            self._known.update(dict.fromkeys(range(first, last), widths))
        return self._known[block]


def _marker(sign: str, level: int) -> str:
    """Return the sign that is drawn before an item; nothing where it goes on."""
    return _SIGNS[level % len(_SIGNS)] if sign == BULLET else "" if sign == GOES_ON else sign
