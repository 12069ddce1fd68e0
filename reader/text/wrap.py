"""Layout: a body wrapped to a width, on demand. The only place, with the view, that knows rows and columns.

A row is a range of the body: its address is the offset where it begins, so that a scroll position, a
caret and a mouse click are offsets too, and nothing ever needs the number of rows. The space above a block
is rows as well: they are addressed by the line feeds that part the blocks.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from reader.text import tables
from reader.text.breaking import wrap_lines, wrap_paragraph
from reader.text.cells import cell_widths, grapheme_start, is_plain
from reader.text.gaps import Gaps, cell_gaps, justifying_gaps
from reader.text.hyphens import hyphenator
from reader.text.nest import Lists
from reader.text.pieces import Pieces
from reader.text.setting import PLAIN, Setting
from reader.text.spacing import KIND, Spacing
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.text.body import Body

_CODE, _ROW, _RULE, _PARAGRAPH = KIND["code"], KIND["row"], KIND["rule"], KIND["paragraph"]
_JUSTIFIED = frozenset(KIND[name] for name in ("paragraph", "quote", "item", "footnote"))
_KEPT = 4096  # wrapped pieces kept at once
NARROWEST = 8


class Row(NamedTuple):
    """One row of the layout: the range `[start, end)` of the body, and the block that it belongs to.

    A row with `start` before its block's start is space above that block.
    """

    start: int
    end: int
    block: int


class Layout:
    """Rows of a body at one width (cells), wrapped piece by piece when they are asked for."""

    def __init__(
        self,
        body: Body,
        width: int,
        pieces: Pieces | None = None,
        setting: Setting = PLAIN,
        language: str = "",
    ) -> None:
        self.body, self.width, self.setting = body, max(NARROWEST, width), setting
        self.pieces = pieces or Pieces(body)
        self.lists = Lists(body.blocks)
        self.tables = tables.Tables(body, self.width, self.lists.indent)
        self.spacing = Spacing(body.blocks, self.lists, self.tables, indented=setting.spacing == "indents")
        self._hyphenate = hyphenator(language) if setting.justified else None
        self._rows: dict[int, list[int]] = {}
        self._window: tuple[int, int, list[Row]] = (0, 0, [])  # the last that was asked for
        self._size = len(body.text)

    # -- rows

    def indent_of(self, block: int) -> int:
        """Return the cells before the text of a block; never so many that no text fits."""
        wanted = self.spacing.indent(block)
        return min(wanted, self.width - NARROWEST) if self.width > NARROWEST else 0

    def first_line(self, block: int) -> int:
        """Return the cells before the first line of a block, beside those before all."""
        return max(0, min(self.spacing.first_line(block), self.width - self.indent_of(block) - NARROWEST))

    def rows_of(self, piece: int) -> list[int]:
        """Return where the rows of a piece begin, the space above its block included."""
        rows = self._rows.get(piece)
        if rows is None:
            if len(self._rows) > _KEPT:
                self._rows.clear()
            rows = self._rows[piece] = self._wrap(piece)
        return rows

    def _wrap(self, piece: int) -> list[int]:
        start, end = self.pieces.span(piece)
        block = self.pieces.owner[piece]
        blocks, text = self.body.blocks, self.body.text
        rows: list[int] = []
        opens = self.pieces.opens_block(piece)
        if opens and block > 0:
            gap = start - blocks.ends[block - 1]
            first = blocks.ends[block - 1]
            rows += range(first, first + min(gap, self.spacing.above(block)))
        width, kind = self.width - self.indent_of(block), blocks.kinds[block]
        if kind == _CODE:
            wrap_lines(text, start, end, width, rows)
        elif kind == _ROW:
            self._wrap_row(block, start, end, rows)
        else:
            hyphenate = self._hyphenate if kind in _JUSTIFIED else None
            indent = self.first_line(block) if opens else 0
            wrap_paragraph(text, start, end, width, rows, first=indent, hyphenate=hyphenate)
        return rows

    def _wrap_row(self, block: int, start: int, end: int, rows: list[int]) -> None:
        """Append where the rows of a table's row begin."""
        table, text = self.tables.of(block), self.body.text
        if not table.is_records:
            rows += tables.wrap_row(table, text, start, end, self.tables.room(block))
            return
        width = self.width - self.indent_of(block)
        cuts = [start] if self.body.blocks.levels[block] else tables.wrap_record(text, start, end)
        for at, stop in zip(cuts, [*cuts[1:], end], strict=True):
            found: list[int] = []
            wrap_paragraph(text[at:stop].replace("\t", " "), 0, stop - at, width, found)
            rows += [at + cut for cut in found]

    def locate(self, offset: int) -> tuple[int, int]:
        """Return (piece, index among its rows) of the row that holds `offset`."""
        piece = self.pieces.at(offset)
        if offset >= self.pieces.span(piece)[1] and piece + 1 < len(self.pieces):
            following = self.rows_of(piece + 1)  # the offset may be in the space above the next block
            if following[0] <= offset:
                return piece + 1, bisect_right(following, offset) - 1
        return piece, max(0, bisect_right(self.rows_of(piece), offset) - 1)

    def row_start(self, offset: int) -> int:
        """Return the start of the row that holds `offset`."""
        if not len(self.pieces):
            return 0
        piece, i = self.locate(offset)
        return self.rows_of(piece)[i]

    def row_at(self, offset: int) -> Row:
        """Return the row that holds `offset`."""
        return self._rows_from(offset, 1)[0]

    def window(self, top: int, count: int) -> Sequence[Row]:
        """Return up to `count` rows from the one that holds `top`; fewer at the end of the body."""
        if self._window[:2] != (top, count):
            self._window = top, count, self._rows_from(top, count)
        return self._window[2]

    def _rows_from(self, top: int, count: int) -> list[Row]:
        if not len(self.pieces):
            return []
        piece, i = self.locate(top)
        rows: list[Row] = []
        while True:
            starts = self.rows_of(piece)
            block = self.pieces.owner[piece]
            last = len(starts) - 1
            while i < last and len(rows) < count:
                rows.append(Row(starts[i], starts[i + 1], block))
                i += 1
            if len(rows) >= count:
                return rows
            end = self.rows_of(piece + 1)[0] if piece + 1 < len(self.pieces) else self._size
            rows.append(Row(starts[last], end, block))
            piece, i = piece + 1, 0
            if piece >= len(self.pieces):
                return rows

    def move(self, offset: int, count: int) -> int:
        """Return the start of the row `count` below (negative: above) that of `offset`, clamped."""
        if not len(self.pieces):
            return 0
        piece, i = self.locate(offset)
        i += count
        rows = self.rows_of(piece)
        while i >= len(rows):
            if piece + 1 == len(self.pieces):
                return rows[-1]
            i -= len(rows)
            piece += 1
            rows = self.rows_of(piece)
        while i < 0:
            if piece == 0:
                return rows[0]
            piece -= 1
            rows = self.rows_of(piece)
            i += len(rows)
        return rows[i]

    def rows_between(self, start: int, end: int, cap: int) -> int:
        """Return how many rows lie from the row of `start` down to that of `end`, at most `cap`."""
        if not len(self.pieces):
            return 0
        if self.pieces.at(end) - self.pieces.at(start) > cap:  # each has a row, and most need not be wrapped
            return cap
        (piece, i), (last, j) = self.locate(start), self.locate(end)
        count = 0
        while piece < last and count < cap:
            count += len(self.rows_of(piece)) - i
            piece, i = piece + 1, 0
        return min(cap, count + j - i) if piece == last else cap

    # -- columns: cells from the left edge of the text of a row, its indent not counted

    def is_space(self, row: Row) -> bool:
        """Tell whether the row is space above its block."""
        return row.start < self.body.blocks.starts[row.block]

    def is_bare(self, row: Row) -> bool:
        """Tell whether a row is a paragraph's, with nothing drawn in it that is not in the text."""
        if self.setting.justified or self.body.blocks.kinds[row.block] != _PARAGRAPH:
            return False
        return row.start != self.body.blocks.starts[row.block] or not self.first_line(row.block)

    def gaps(self, row: Row) -> Gaps:
        """Return the blanks that are drawn in a row, and are no characters of the body."""
        start, end, block = row
        blocks = self.body.blocks
        kind = blocks.kinds[block]
        if self.is_space(row):
            return ()
        if kind == _ROW:
            table = self.tables.of(block)
            return () if table.is_records else cell_gaps(table, self.body, row, self.tables.room(block))
        if kind == _RULE:
            room = self.width - self.indent_of(block)
            return ((0, max(0, room - (blocks.ends[block] - start)) // 2),)
        first = self._first(row)
        if not self.setting.justified or kind not in _JUSTIFIED or end >= blocks.ends[block]:
            return ((0, first),) if first else ()
        room = self.width - self.indent_of(block) - first - self.has_hyphen(row)
        stretched = justifying_gaps(self.body.text[start:end], room, from_left=bool(start & 1))
        return (((0, first),) if first else ()) + stretched

    def has_hyphen(self, row: Row) -> bool:
        """Tell whether the row ends inside a word that was parted, so that a hyphen is drawn."""
        end, text, blocks = row.end, self.body.text, self.body.blocks
        if self._hyphenate is None or blocks.kinds[row.block] not in _JUSTIFIED:
            return False
        if not 0 < end < blocks.ends[row.block] or not text[end - 1].isalpha() or not text[end].isalpha():
            return False
        if not is_plain(text, end - 1, end + 1) or self.pieces.starts[self.pieces.at(end)] == end:
            return False
        return self._natural(row) < self.width - self.indent_of(row.block) - self._first(row)

    def _first(self, row: Row) -> int:
        return self.first_line(row.block) if row.start == self.body.blocks.starts[row.block] else 0

    def _natural(self, row: Row) -> int:
        text = self.body.text[row.start : row.end]
        return len(text) if is_plain(text) else sum(cell_widths(text))

    def column(self, row: Row, offset: int) -> int:
        """Return the column of `offset` in a row."""
        start = row.start
        if offset < start:
            return 0
        before = sum(size for at, size in self.gaps(row) if start + at <= offset)
        if is_plain(self.body.text, start, offset):
            return offset - start + before
        return sum(cell_widths(self.body.text[start : offset + 1])[: offset - start]) + before

    def offset_at(self, row: Row, column: int) -> int:
        """Return the caret stop in a row nearest to a column, at or before it."""
        text = self.body.text
        end = min(row.end, max(self.body.blocks.ends[row.block], row.start + 1))
        last = grapheme_start(text, max(row.start, end - 1))
        gaps = self.gaps(row)
        if not gaps and is_plain(text, row.start, end):
            return min(row.start + max(0, column), last)
        drawn = dict(gaps)
        used, best = 0, row.start
        for i, cell in enumerate(cell_widths(text[row.start : end])):
            used += drawn.get(i, 0)
            if cell:
                if used > column:
                    break
                best = row.start + i
            used += cell
        return min(best, last)
