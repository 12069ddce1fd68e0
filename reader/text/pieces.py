"""A body in pieces small enough to be wrapped or segmented in an instant.

A piece is a block; a block longer than `PIECE` is cut into several, after a sentence where it can be.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING

from reader.text.cells import grapheme_start
from reader.text.pattern import pattern

if TYPE_CHECKING:
    from reader.text.body import Body

PIECE = 8192  # code points
_LOOK_BACK = 1024
_sentence_ends = pattern(r"[.!?…][\"'”’»)\]]*\s+|[。！？][」』”）]*").finditer


class Pieces:
    """The pieces of a body: `starts[i]` is where piece `i` begins, `owner[i]` the index of its block."""

    def __init__(self, body: Body) -> None:
        self.body = body
        blocks = body.blocks
        self.starts = blocks.starts
        self.owner: array[int] | range = range(len(blocks))
        if self._has_long_block():
            self._cut_long_blocks()

    def __len__(self) -> int:
        return len(self.starts)

    def _has_long_block(self) -> bool:
        """Look for a block longer than a piece: the last of those that begin within a piece's length."""
        starts, ends = self.body.blocks.starts, self.body.blocks.ends
        first = 0
        while first < len(starts):
            last = bisect_right(starts, starts[first] + PIECE, first) - 1
            if ends[last] - starts[last] > PIECE:
                return True
            first = last + 1
        return False

    def _cut_long_blocks(self) -> None:
        starts, owner = array("I"), array("I")
        blocks = self.body.blocks
        for i, (start, end) in enumerate(zip(blocks.starts, blocks.ends, strict=True)):
            for cut in _cuts(self.body.text, start, end) if end - start > PIECE else (start,):
                starts.append(cut)
                owner.append(i)
        self.starts, self.owner = starts, owner

    def at(self, offset: int) -> int:
        """Index of the piece that holds `offset`, or the one before it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def span(self, piece: int) -> tuple[int, int]:
        """Return the half-open range of a piece."""
        block = self.owner[piece]
        if piece + 1 < len(self.starts) and self.owner[piece + 1] == block:
            return self.starts[piece], self.starts[piece + 1]
        return self.starts[piece], self.body.blocks.ends[block]

    def opens_block(self, piece: int) -> bool:
        """Tell whether the piece is the first of its block."""
        return piece == 0 or self.owner[piece - 1] != self.owner[piece]


def _cuts(text: str, start: int, end: int) -> list[int]:
    cuts, pos = [start], start
    while end - pos > PIECE:
        limit = pos + PIECE
        line = text.rfind("\n", pos + 1, limit) + 1
        sentence = max((m.end() for m in _sentence_ends(text, limit - _LOOK_BACK, limit)), default=0)
        cut = grapheme_start(text, line or sentence or text.rfind(" ", pos + 1, limit) + 1 or limit)
        pos = cut if cut > pos else limit
        cuts.append(pos)
    return cuts
