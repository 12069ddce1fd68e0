"""Layout: a body wrapped to a width, on demand. The only place, with the view, that knows rows and columns.

A row is a range of the body: its address is the offset where it begins, so that a scroll position, a
caret and a mouse click are offsets too, and nothing ever needs the number of rows. The space above a block
is rows as well: they are addressed by the line feeds that part the blocks.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from reader.text.body import BLOCK_KINDS, Body
from reader.text.cells import cell_widths, cells, grapheme_start, is_plain, next_grapheme
from reader.text.pieces import Pieces

_KIND = {name: i for i, name in enumerate(BLOCK_KINDS)}
_HEADLINE = {_KIND["kicker"], _KIND["title"], _KIND["standfirst"]}
_TIGHT = {_KIND["item"], _KIND["row"], _KIND["footnote"]}
_CODE, _HEADING, _KICKER = _KIND["code"], _KIND["heading"], _KIND["kicker"]
_NO_START = frozenset(
    "、。，．！？；：）」』】〕〉》”’)]}!?,.;:…ーゝゞ々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
)
_NO_END = frozenset("（「『【〔〈《“‘([{")
_KEPT = 4096  # wrapped pieces kept at once
NARROWEST = 8


class Row(NamedTuple):
    """One row of the layout: the range `[start, end)` of the body, and the block that it belongs to.

    A row with `start` before its block's start is space above that block.
    """

    start: int
    end: int
    block: int


def indent(kind: int, level: int, label: str) -> int:
    """Return the cells that bullets, bars and indentation take before the text of a block."""
    name = BLOCK_KINDS[kind]
    if name == "item":
        return 2 * level + cells(label or "•") + 1
    if name == "quote":
        return 2 * max(1, level)
    if name == "footnote":
        return cells(label) + 3
    return 2 if name == "code" else 0


class Layout:
    """Rows of a body at one width (cells), wrapped piece by piece when they are asked for."""

    def __init__(self, body: Body, width: int, pieces: Pieces | None = None) -> None:
        self.body, self.width = body, max(NARROWEST, width)
        self.pieces = pieces or Pieces(body)
        self._rows: dict[int, list[int]] = {}
        self._size = len(body.text)

    # -- rows

    def space_above(self, block: int) -> int:
        """Return how many empty rows are drawn above a block."""
        if block == 0:
            return 0
        blocks = self.body.blocks
        kind, before = blocks.kinds[block], blocks.kinds[block - 1]
        if blocks.starts[block] - blocks.ends[block - 1] < 2:  # lines of a stanza, items, rows
            return 0
        if before == _KICKER or (kind == before and kind in _TIGHT):
            return 0
        if (kind == _HEADING and before != _HEADING) or (before in _HEADLINE and kind not in _HEADLINE):
            return 2
        # under the title two rows, so that one can hold the byline
        return 2 if before == _KIND["title"] else 1

    def indent_of(self, block: int) -> int:
        """Return the cells before the text of a block; never so many that no text fits."""
        blocks = self.body.blocks
        wanted = indent(blocks.kinds[block], blocks.levels[block], blocks.labels.get(block, ""))
        return min(wanted, self.width - NARROWEST) if self.width > NARROWEST else 0

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
        rows: list[int] = []
        if self.pieces.opens_block(piece) and block > 0:
            gap = start - self.body.blocks.ends[block - 1]
            first = self.body.blocks.ends[block - 1]
            rows += range(first, first + min(gap, self.space_above(block)))
        width = self.width - self.indent_of(block)
        wrap = wrap_lines if self.body.blocks.kinds[block] == _CODE else wrap_paragraph
        wrap(self.body.text, start, end, width, rows)
        return rows

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
        return self.window(offset, 1)[0]

    def window(self, top: int, count: int) -> list[Row]:
        """Return up to `count` rows from the one that holds `top`; fewer at the end of the body."""
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

    def column(self, row_start: int, offset: int) -> int:
        """Return the column of `offset` in the row that begins at `row_start`."""
        if offset <= row_start:
            return 0
        if is_plain(self.body.text, row_start, offset):
            return offset - row_start
        return sum(cell_widths(self.body.text[row_start : offset + 1])[: offset - row_start])

    def offset_at(self, row: Row, column: int) -> int:
        """Return the caret stop in a row nearest to a column, at or before it."""
        text = self.body.text
        end = min(row.end, max(self.body.blocks.ends[row.block], row.start + 1))
        last = grapheme_start(text, max(row.start, end - 1))
        if is_plain(text, row.start, end):
            return min(row.start + max(0, column), last)
        used, best = 0, row.start
        for i, cell in enumerate(cell_widths(text[row.start : end])):
            if cell:
                if used > column:
                    break
                best = row.start + i
            used += cell
        return min(best, last)


def wrap_lines(text: str, start: int, end: int, width: int, out: list[int]) -> None:
    """Append the row starts of code: a row for each line, and more where a line is longer than `width`."""
    pos = start
    while pos < end:
        line = text.find("\n", pos, end)
        stop = end if line < 0 else line
        out.append(pos)
        _cut_line(text, pos, stop, width, out)
        pos = stop + 1


def _cut_line(text: str, start: int, end: int, width: int, out: list[int]) -> None:
    """Append where `text[start:end]` goes on in further rows, cut at the edge."""
    if is_plain(text, start, end):
        out += range(start + width, end, width)
        return
    used = 0
    for i, cell in enumerate(cell_widths(text[start:end])):
        if cell and i and used + cell > width:
            out.append(start + i)
            used = 0
        used += cell


def wrap_paragraph(text: str, start: int, end: int, width: int, out: list[int]) -> None:
    """Append the row starts of `text[start:end]`, wrapped greedily at spaces and between wide characters."""
    if is_plain(text, start, end):
        _wrap_plain(text, start, end, width, out)
    else:
        _wrap_measured(text, start, end, width, out)


def _wrap_plain(text: str, pos: int, end: int, width: int, out: list[int]) -> None:
    rfind, add = text.rfind, out.append
    add(pos)
    while pos < end - width:
        space = rfind(" ", pos, pos + width + 1)
        pos = pos + width if space < pos else space + 1
        if pos < end:
            add(pos)


def _wrap_measured(text: str, start: int, end: int, width: int, out: list[int]) -> None:
    part = text[start:end]
    widths = cell_widths(part)
    edges = list(accumulate(widths, initial=0))
    size, pos = len(part), 0
    out.append(start)
    while edges[size] - edges[pos] > width:
        fits = bisect_right(edges, edges[pos] + width, pos) - 1
        if part[fits] == " " and (fits + 1 == size or widths[fits + 1]):
            cut = fits + 1  # the space itself may hang over the edge
        else:
            cut = _soft_cut(part, widths, pos, fits) or _cluster_cut(part, widths, pos, fits)
        if cut >= size:
            return
        out.append(start + cut)
        pos = cut


def _soft_cut(part: str, widths: bytes, pos: int, fits: int) -> int:
    """Return the last break in `(pos, fits]`: after a space, or beside a wide character; 0 for none."""
    for cut in range(fits, pos, -1):
        before = part[cut - 1]
        if not widths[cut]:
            continue
        if before == " ":
            return cut
        if part[cut] not in _NO_START and before not in _NO_END:
            lead = cut - 1
            while lead > pos and not widths[lead]:
                lead -= 1
            if widths[cut] == 2 or widths[lead] == 2:
                return cut
    return 0


def _cluster_cut(part: str, widths: bytes, pos: int, fits: int) -> int:
    """Return where to break a word longer than a row: at `fits`, or one whole cluster on."""
    cut = fits
    while cut > pos and not widths[cut]:
        cut -= 1
    if cut > pos:
        return cut
    return min(len(part), max(pos + 1, next_grapheme(part, pos)))
