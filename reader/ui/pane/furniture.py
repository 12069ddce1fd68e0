"""What is drawn around the text of a row and is no part of it: bullets, bars, rules, labels of records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.cells import cells, fit
from reader.text.nest import QUOTED, containers, shared
from reader.text.tables import cell_spans
from reader.text.wrap import NARROWEST
from reader.ui.pane import styles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.text.wrap import Row
    from reader.ui.pane.line import Line
    from reader.ui.pane.view import View

_BAR = "▏ "
_GOES_ON = "↳ "  # before a line of code that goes on
_PICTURE = "▨ "
_SHORT_RULE = 12  # cells


def prefix(line: Line, view: View, row: Row) -> None:
    """Draw the bullet, bar or indentation before the text."""
    start, _, index = row
    room = view.layout.indent_of(index)
    if not room:
        return
    block = view.body.blocks[index]
    opens = start == block.start
    around = view.layout.lists.around(index)
    left = min(sum(width for _, width in around), room - 2 if block.kind == "code" else room)
    line.add(_signs(around, left, opens=opens), styles.PREFIX)
    room -= left
    if block.kind == "code":
        inside = not opens and view.text[start - 1] != "\n"
        line.add(fit(_GOES_ON if inside else "", room), styles.CODE_SIGN)
    elif block.kind == "row":
        line.add(fit(_record_label(view, row), room), styles.PREFIX)
    elif block.kind == "image":
        line.add(fit(_PICTURE if opens else "", room), styles.PREFIX)
    elif block.kind == "footnote":
        line.add(fit(f"[{block.label}] " if opens and block.label else "", room), styles.PREFIX)


def _signs(around: Sequence[tuple[str, int]], room: int, *, opens: bool) -> str:
    """Return the bars and markers of what a block stands in; where not all have room, the innermost."""
    parts = []
    for sign, width in around:
        shown = _BAR if sign == QUOTED else f"{sign} " if opens else ""
        parts.append(" " * (width - cells(shown)) + shown)
    while len(parts) > 1 and sum(map(cells, parts)) > room:
        del parts[0]
    text = "".join(parts)
    return fit(" " * (room - cells(text)) + text, room)


def _record_label(view: View, row: Row) -> str:
    """Return the heading of the cell that begins with a row of a record."""
    blocks, table = view.body.blocks, view.layout.tables.of(row.block)
    spans = cell_spans(view.text, blocks.starts[row.block], blocks.ends[row.block])
    return next((table.label(i) for i, (at, stop) in enumerate(spans) if at == row.start and stop > at), "")


def between(line: Line, view: View, row: Row) -> None:
    """Draw what stands in the space above a block: a rule, and the bars of quotes that go on."""
    blocks, index, layout = view.body.blocks, row.block, view.layout
    is_last = row.end >= blocks.starts[index]
    is_columns = layout.tables.opens_body(index) and not layout.tables.of(index).is_records
    around = layout.lists.around(index)
    count = len(around) if is_columns else shared(containers(blocks, index - 1), containers(blocks, index))
    left = min(sum(width for _, width in around[:count]), layout.width - NARROWEST)
    line.add(_signs(around[:count], left, opens=False), styles.PREFIX)
    if is_columns:
        last = layout.tables.of(index).columns[-1]
        line.add("─" * min(layout.width - left, last.left + last.width), styles.RULE)
    elif is_last and layout.spacing.begins_notes(index):
        line.add("─" * min(view.layout.width, _SHORT_RULE), styles.RULE)
