"""What is drawn around the text of a row and is no part of it: bullets, bars, rules, labels of records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.cells import cells, fit
from reader.text.spacing import KIND
from reader.text.tables import cell_spans
from reader.ui.pane import styles

if TYPE_CHECKING:
    from reader.text.wrap import Row
    from reader.ui.pane.line import Line
    from reader.ui.pane.view import View

_QUOTE, _FOOTNOTE = KIND["quote"], KIND["footnote"]
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
    if block.kind == "code":
        inside = not opens and view.text[start - 1] != "\n"
        left = max(0, room - cells(_GOES_ON))
        line.add(" " * left, styles.BLANK, left)  # as far in as the item it belongs to
        line.add(fit(_GOES_ON if inside else "", room - left), styles.CODE_SIGN)
    elif block.kind == "row":
        line.add(fit(_record_label(view, row), room), styles.PREFIX)
    elif block.kind == "quote":
        line.add(fit("▏ " * (room // 2), room), styles.PREFIX)
    elif block.kind == "image":
        line.add(fit(_PICTURE if opens else "", room), styles.PREFIX)
    else:
        sign = f"[{block.label}] " if block.kind == "footnote" else f"{view.layout.lists.marker(index)} "
        line.add(fit(sign.rjust(len(sign) + room - cells(sign)) if opens else "", room), styles.PREFIX)


def _record_label(view: View, row: Row) -> str:
    """Return the heading of the cell that begins with a row of a record."""
    blocks, table = view.body.blocks, view.layout.tables.of(row.block)
    spans = cell_spans(view.text, blocks.starts[row.block], blocks.ends[row.block])
    return next((table.label(i) for i, (at, stop) in enumerate(spans) if at == row.start and stop > at), "")


def between(line: Line, view: View, row: Row) -> None:
    """Draw what stands in the space above a block: a rule, or the bar of a quote that goes on."""
    blocks, index = view.body.blocks, row.block
    kind, before = blocks.kinds[index], blocks.kinds[index - 1]
    is_last = row.end >= blocks.starts[index]
    if kind == before == _QUOTE:
        depth = max(1, min(blocks.levels[index], blocks.levels[index - 1]))
        line.add(fit("▏ " * depth, min(2 * depth, view.layout.width)), styles.PREFIX)
    elif view.layout.tables.opens_body(index) and not view.layout.tables.of(index).is_records:
        last = view.layout.tables.of(index).columns[-1]
        line.add("─" * min(view.layout.width, last.left + last.width), styles.RULE)
    elif kind == _FOOTNOTE != before and is_last:
        line.add("─" * min(view.layout.width, _SHORT_RULE), styles.RULE)
