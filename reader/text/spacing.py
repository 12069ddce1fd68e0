"""The room around blocks: empty rows above them, indents before them, and what an indent is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.body import BLOCK_KINDS
from reader.text.cells import cells

if TYPE_CHECKING:
    from reader.text.body import Blocks
    from reader.text.nest import Lists
    from reader.text.tables import Tables

KIND = {name: i for i, name in enumerate(BLOCK_KINDS)}
_HEADLINE = frozenset((KIND["kicker"], KIND["title"], KIND["standfirst"]))
_HEADING, _ITEM, _ROW, _PARAGRAPH = KIND["heading"], KIND["item"], KIND["row"], KIND["paragraph"]
_FOOTNOTE = KIND["footnote"]
_VERSE = frozenset((_PARAGRAPH, KIND["quote"]))
_TIGHT = frozenset((_ROW, _FOOTNOTE))
_SIGNED = frozenset((KIND["code"], KIND["image"]))
_LARGE = 2  # headings up to this level have an empty row below and two above; smaller ones none and one
FIRST_LINE = 2  # cells a paragraph's first line is indented by, where no empty row parts it


class Spacing:
    """The space around the blocks of a body, set with empty lines or (`indented`) without."""

    def __init__(self, blocks: Blocks, lists: Lists, tables: Tables, *, indented: bool) -> None:
        self.blocks, self.lists, self.tables, self.indented = blocks, lists, tables, indented

    def above(self, block: int) -> int:
        """Return how many empty rows are drawn above a block: at most the line feeds that part it."""
        if block == 0:
            return 0
        blocks = self.blocks
        kind, before = blocks.kinds[block], blocks.kinds[block - 1]
        parted = blocks.starts[block] - blocks.ends[block - 1] >= 2  # else: lines of a stanza, items, rows
        if kind == before == _ROW:
            opens = self.tables.opens_body(block) or self.tables.opens(block)
            return int(opens or self.tables.of(block).is_records)
        if not parted or before == KIND["kicker"] or (kind == before and kind in _TIGHT):
            return 0
        if kind == _HEADING:
            return self._above_heading(block, before)
        if before == _HEADING:
            return int(blocks.levels[block - 1] <= _LARGE)
        if kind == _ITEM and before == _PARAGRAPH and not self.blocks.labels.get(block):
            return 0  # what explains a term
        if self.begins_notes(block) or (before in _HEADLINE and kind not in _HEADLINE):
            return 2
        if self._is_indented(block):
            return 0
        # under the title two rows, so that one can hold the byline
        return 2 if before == KIND["title"] else 1

    def begins_notes(self, block: int) -> bool:
        """Tell whether a block is the first of the footnotes that stand together."""
        kinds, before = self.blocks.kinds, block - 1
        if kinds[block] != _FOOTNOTE:
            return False
        while before > 0 and self.lists.around(before):  # a list or a quote in a note
            before -= 1
        return before < 0 or kinds[before] != _FOOTNOTE

    def _above_heading(self, block: int, before: int) -> int:
        if before == _HEADING:
            return int(self.blocks.levels[block - 1] <= _LARGE)
        return 2 if self.blocks.levels[block] <= _LARGE or before in _HEADLINE else 1

    def first_line(self, block: int) -> int:
        """Return the cells by which the first line of a block is further in than the others."""
        if self.blocks.kinds[block] in _VERSE and (verse := self.blocks.labels.get(block, "")).isdecimal():
            return int(verse[:2])
        return FIRST_LINE if self._is_indented(block) else 0

    def _is_indented(self, block: int) -> bool:
        """Tell whether a paragraph is parted from the one above by the indent of its first line."""
        blocks = self.blocks
        return (
            self.indented
            and block > 0
            and blocks.kinds[block] == blocks.kinds[block - 1] == _PARAGRAPH
            and blocks.starts[block] - blocks.ends[block - 1] >= 2
        )

    def indent(self, block: int) -> int:
        """Return the cells before the text of a block."""
        kind = self.blocks.kinds[block]
        if kind == _PARAGRAPH:
            return 0
        return self.lists.indent(block) + self._own(kind, block)

    def _own(self, kind: int, block: int) -> int:
        """Return the cells of what stands before a block whatever it is in."""
        if kind == _FOOTNOTE:
            while block and not self.blocks.labels.get(block) and self.blocks.kinds[block - 1] == kind:
                block -= 1  # a paragraph further down in a note
            return cells(self.blocks.labels.get(block, "")) + 3
        if kind == _ROW:
            table = self.tables.of(block)
            return table.label_width + 2 if table.label_width and not self.blocks.levels[block] else 0
        return 2 if kind in _SIGNED else 0
