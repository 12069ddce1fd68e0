"""The outline of a body: its headings, or where it has none its paragraphs by their first words."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from reader.text.body import BLOCK_KINDS
from reader.text.fuzzy import Names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.text.body import Body

_HEADING, _TITLE = BLOCK_KINDS.index("heading"), BLOCK_KINDS.index("title")
_UNSAID = {BLOCK_KINDS.index("rule")}
_LONGEST = 200  # code points of an entry


class Outline:
    """The places of a body that are worth going to, in order, each with a level from 0 and a title."""

    def __init__(self, body: Body) -> None:
        blocks = body.blocks
        self.body = body
        #: Whether these are headings; else paragraphs.
        self.has_headings = _HEADING in blocks.kinds
        if self.has_headings:
            wanted = [i for i, kind in enumerate(blocks.kinds) if kind in (_HEADING, _TITLE)]
        else:
            wanted = [i for i, kind in enumerate(blocks.kinds) if kind not in _UNSAID]
        self._blocks: Sequence[int] = wanted
        self.starts = [blocks.starts[i] for i in wanted]
        depths = [blocks.levels[i] for i in wanted if blocks.kinds[i] == _HEADING]
        self._least = min(depths, default=1) - (_TITLE in blocks.kinds and self.has_headings)

    def __len__(self) -> int:
        return len(self.starts)

    def level(self, index: int) -> int:
        """Return how deep an entry lies, the uppermost at 0; a title lies above all headings."""
        blocks, block = self.body.blocks, self._blocks[index]
        return max(0, blocks.levels[block] - self._least) if blocks.kinds[block] == _HEADING else 0

    def title(self, index: int) -> str:
        """Return an entry's words, on one line."""
        block, start = self._blocks[index], self.starts[index]
        return " ".join(self.body.text[start : min(self.body.blocks.ends[block], start + _LONGEST)].split())

    @cached_property
    def _parents(self) -> list[int | None]:
        parents: list[int | None] = []
        open_: list[int] = []  # the entries around, the innermost last
        for index in range(len(self)):
            level = self.level(index)
            while open_ and self.level(open_[-1]) >= level:
                open_.pop()
            parents.append(open_[-1] if open_ else None)
            open_.append(index)
        return parents

    def parent(self, index: int) -> int | None:
        """Return the entry under which one lies."""
        return self._parents[index]

    def at(self, offset: int) -> int:
        """Return the entry under which an offset lies; the first before it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    @cached_property
    def _names(self) -> Names:
        text, ends = self.body.text, self.body.blocks.ends
        spans = zip(self.starts, (ends[i] for i in self._blocks), strict=True)
        return Names((text[start : min(end, start + _LONGEST)] for start, end in spans), " ")

    def matches(self, text: str) -> Sequence[int]:
        """Return the entries that a few letters may mean, the likeliest first; all for no letters."""
        text = " ".join(text.split())
        return [index for _, index in self._names.matches(text)] if text else range(len(self))
