"""Tables set in columns: where each cell of a row begins, worked out for a table when it is first shown.

A row of the body is the text of its cells, parted by tabs. The columns are only drawn: blanks before each
cell, no characters. A last column of long texts has them in several rows. What else is too wide for columns
is set as records: a line for each cell, after its heading.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from reader.text.body import BLOCK_KINDS
from reader.text.breaking import wrap_paragraph
from reader.text.cells import cells, clip
from reader.text.nest import containers, goes_on
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.text.body import Body

ROW = BLOCK_KINDS.index("row")
_ROWS = 256  # of a table whose columns are worked out together; a longer one is set in parts
_LONGEST = 2000  # code points of a row that may stand in columns
_GAPS = (3, 2)  # cells between columns, one of them the tab's; the first that fits is taken
_STAGGERED = 4  # rows of a head whose names are wider than their columns
_FOLDED = 20  # cells, the least in which the text of a last column goes on in further rows
_NARROWEST = 8
_LABEL = 3  # the heading before a record's cell takes at most a third of the width
_SIGNS = r"%‰€$£¥°"
#: Compiled with the first table.
_NUMBER = rf"(?:[~≈<>±+\-−–]\s?)?[{_SIGNS}]?\s?\d[\d.,:/'’\u2009\u00a0\u202f ]*(?:\s?[{_SIGNS}]|\s?[kKmM]?)?"
_ABSENT = frozenset(("", "-", "–", "—", "…", "n/a", "N/A", "?"))

Span = tuple[int, int]


class Column(NamedTuple):
    """Where a column stands, in cells from the left edge of the text."""

    left: int
    width: int
    right: bool  # whether its cells end in line, as numbers do


class Table(NamedTuple):
    """Rows of a body that are set together; without columns they are records with labels."""

    columns: tuple[Column, ...]
    labels: tuple[str, ...] = ()
    label_width: int = 0
    folds: bool = False  # what is too wide for the last column goes on in it, in further rows

    @property
    def is_records(self) -> bool:
        """Tell whether the rows are set as records."""
        return not self.columns

    def place(self, number: int, size: int, width: int, *, goes_on: bool = False) -> int:
        """Return where a table's cell of `size` cells begins, in cells from the left of `width`.

        What is wider than its column goes on to the right where it may, else ends with a column of numbers.
        """
        column = self.columns[number]
        right = column.right and (size <= column.width or not goes_on)
        return max(0, min(column.left + (column.width - size if right else 0), width - size))

    def is_staggered(self, head: Sequence[str], width: int) -> bool:
        """Tell whether a head would take more rows than one can follow, as its names overlap."""
        text = "\t".join(head)
        return len(wrap_row(self, text, 0, len(text), width)) > _STAGGERED

    def label(self, number: int) -> str:
        """Return the heading of a record's cell."""
        return self.labels[number] if number < len(self.labels) else ""


def cell_spans(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the range of each cell of a row, without the tabs."""
    at = start
    while at <= end:
        tab = text.find("\t", at, end)
        stop = end if tab < 0 else tab
        yield at, stop
        at = stop + 1


class Tables:
    """The tables of a body at one width (cells), each worked out once; `indent` is what a block stands in."""

    def __init__(self, body: Body, width: int, indent: Callable[[int], int] = lambda _: 0) -> None:
        self.body, self.width, self._indent = body, width, indent
        self._known: dict[int, Table] = {}

    def of(self, block: int) -> Table:
        """Return the table that a row, the block of that number, belongs to."""
        if block not in self._known:
            if len(self._known) > 8 * _ROWS:
                self._known.clear()
            first, last = self._around(block)
            table = self._set(first, last)
            self._known.update(dict.fromkeys(range(first, last), table))
        return self._known[block]

    def room(self, block: int) -> int:
        """Return the cells that a row, the block of that number, has."""
        return max(min(self.width, _NARROWEST), self.width - self._indent(block))

    def opens(self, block: int) -> bool:
        """Tell whether a row is the head of a table that follows on another."""
        return block > 0 and self.body.blocks.levels[block - 1 : block + 1] == b"\0\1"

    def opens_body(self, block: int) -> bool:
        """Tell whether a row is the first under the head of a table."""
        blocks = self.body.blocks
        return (
            block > 0
            and blocks.kinds[block] == blocks.kinds[block - 1] == ROW
            and not blocks.levels[block]
            and bool(blocks.levels[block - 1])
        )

    def _around(self, block: int) -> Span:
        """Return the blocks that are set together with one: its table, or a part of a long one."""
        blocks = self.body.blocks
        kinds, levels = blocks.kinds, blocks.levels
        first = len(kinds[: block + 1].rstrip(bytes([ROW])))
        head = levels.rfind(b"\0\1", first, block + 1) + 1  # a head within the rows begins a table
        first = max(first, head)
        if blocks.withins:
            first = next((at for at in range(block, first, -1) if not self._goes_on(at)), first)
        first += (block - first) // _ROWS * _ROWS
        last = block + 1
        while last < min(len(kinds), first + _ROWS) and kinds[last] == ROW:
            if (levels[last - 1], levels[last]) == (0, 1) or not self._goes_on(last):  # another head, or item
                break
            last += 1
        return first, last

    def _goes_on(self, block: int) -> bool:
        """Tell whether a row stands in what the one before it does."""
        blocks = self.body.blocks
        return not blocks.withins or goes_on(containers(blocks, block - 1), containers(blocks, block))

    def _set(self, first: int, last: int) -> Table:
        text, blocks, width = self.body.text, self.body.blocks, self.room(first)
        heads: list[list[str]] = []
        rows: list[list[str]] = []
        longest = 0
        for block in range(first, last):
            start, end = blocks.starts[block], blocks.ends[block]
            longest = max(longest, end - start)
            row = text[start : min(end, start + _LONGEST)].split("\t")
            (heads if blocks.levels[block] and not rows else rows).append(row)
        count = max(map(len, [*heads, *rows]))
        heads = [_padded(head, count) for head in heads if len(head) > 1 or count == 1]  # one is a caption
        rows = [_padded(row, count) for row in rows] or heads
        if longest < _LONGEST:
            for (spread, folds), gap in product(((False, False), (True, False), (False, True)), _GAPS):
                fit = _columns(heads, rows, (width, gap), spread=spread, folds=folds)
                table = Table(fit, folds=folds)
                if table.columns and not any(table.is_staggered(head, width) for head in heads):
                    return table
        most = width // _LABEL
        labels = tuple(clip(label, most) for label in _labels(heads, count))
        return Table((), labels, max(map(cells, labels), default=0))


def _padded(row: list[str], count: int) -> list[str]:
    return [*row, *[""] * (count - len(row))]


def _labels(heads: Sequence[Sequence[str]], count: int) -> list[str]:
    """Return what stands over each column; a heading over several goes on where another stands below it."""
    labels = []
    for i in range(count):
        words: list[str] = []
        for head, below in zip(heads, [*heads[1:], None], strict=False):
            over = head[i]
            if not over and below and below[i]:
                over = next((name for name in reversed(head[:i]) if name), "")
            words += [over] * (over not in ("", *words))
        labels.append(" ".join(words))
    return labels


def _columns(
    heads: Sequence[Sequence[str]],
    rows: Sequence[Sequence[str]],
    room: tuple[int, int],
    *,
    spread: bool,
    folds: bool,
) -> tuple[Column, ...]:
    """Return the columns of a table, or none where it does not fit; `room` is its width and that of gaps.

    A head may be wider than its columns: what room is left goes to the columns that need least. Where cells
    are `spread`, one goes on over the empty ones right of it, as one does that spans columns.
    """
    (width, gap), count = room, len(rows[0])
    alone = [[row[i] for row in rows if not (spread and _spans(row, i))] for i in range(count)]
    widths = [max(map(cells, column), default=0) for column in alone]
    if spread:
        for row in rows:
            for i, free in enumerate(_free(row, widths, gap)):
                widths[i] += max(0, cells(row[i]) - free)
    spare = width - sum(widths) - gap * (count - 1)
    if folds and count > 1 and widths[-1] + spare >= _FOLDED:
        widths[-1], spare = widths[-1] + min(0, spare), max(0, spare)
    if spare < 0 or any(cells(name) > width for head in heads for name in head):
        return ()
    names = [max((cells(head[i]) for head in heads if not _spans(head, i)), default=0) for i in range(count)]
    for need, i in sorted((name - widths[i], i) for i, name in enumerate(names) if name > widths[i]):
        if need <= spare:
            widths[i] += need
            spare -= need
    columns, left = [], 0
    for i in range(count):
        columns.append(Column(left, widths[i], _is_numeric(alone[i])))
        left += widths[i] + gap
    return tuple(columns)


def _spans(row: Sequence[str], number: int) -> bool:
    """Tell whether the cell right of one is empty, over which it may go on."""
    return bool(row[number]) and number + 1 < len(row) and not row[number + 1]


def _free(row: Sequence[str], widths: Sequence[int], gap: int) -> Iterator[int]:
    """Yield the cells that each cell of a row has to the next that is not empty."""
    for i in range(len(row)):
        stop = next((at for at in range(i + 1, len(row)) if row[at]), len(row))
        yield sum(widths[i:stop]) + gap * (stop - i - 1)


def _is_numeric(column: Sequence[str]) -> bool:
    """Tell whether all cells that say something are numbers."""
    said = [cell for cell in column if cell not in _ABSENT]
    return bool(said) and all(re.fullmatch(_NUMBER, cell) for cell in said)


def places(table: Table, text: str, start: int, end: int, width: int) -> list[tuple[int, int, int]]:
    """Return (offset, place, size) of each cell of the row `text[start:end]`; the last two in cells."""
    found = []
    spans = list(cell_spans(text, start, end))
    for number, (at, stop) in enumerate(spans):
        size, after = cells(text[at:stop]), number + 1
        if table.folds and after == len(table.columns):
            size = min(size, table.columns[-1].width)
        goes_on = after < len(table.columns) and (after == len(spans) or len(set(spans[after])) == 1)
        found.append((at, table.place(number, size, width, goes_on=goes_on), size))
    return found


def wrap_row(table: Table, text: str, start: int, end: int, width: int) -> list[int]:
    """Return where the rows of a table's row begin: one, or more as headings overlap or a text folds."""
    found = places(table, text, start, end, width)
    if len(found) == 1 < len(table.columns):  # a caption
        rows: list[int] = []
        wrap_paragraph(text, start, end, width, rows)
        return rows
    rows, used = [start], 0
    for at, place, size in found:
        if start < at < end and (place <= used if size else used >= width):
            rows.append(at)
            used = 0
        used = max(used, place) + size + 1  # a tab
    if table.folds and len(found) == len(table.columns):
        more: list[int] = []
        wrap_paragraph(text, found[-1][0], end, table.columns[-1].width, more)
        rows += more[1:]
    return rows


def wrap_record(text: str, start: int, end: int) -> list[int]:
    """Return where the lines of a record begin: with each cell that is not empty."""
    return [start] + [at for at, stop in cell_spans(text, start, end) if stop > at > start]
