"""Blanks drawn inside a row: between the cells of a table, and between the words of a justified line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.cells import cell_widths, is_plain
from reader.text.tables import places

if TYPE_CHECKING:
    from reader.text.body import Body
    from reader.text.tables import Table
    from reader.text.wrap import Row

#: (code points from the start of the row, cells drawn before that one), in order.
Gaps = tuple[tuple[int, int], ...]
_LOOSEST = 1.5  # cells that a space may grow by; a line that needs more stays ragged


def cell_gaps(table: Table, body: Body, row: Row, width: int) -> Gaps:
    """Return the blanks that put the cells of a table's row in their columns."""
    start, end, block = row
    first, last = body.blocks.starts[block], body.blocks.ends[block]
    found, used = [], 0
    cells = places(table, body.text, first, last, width)
    if table.folds and len(cells) == len(table.columns) and start > cells[-1][0]:  # its last cell goes on
        return ((0, table.columns[-1].left),)
    for at, place, size in cells:
        if not start <= at < end:
            continue
        if place > used:
            found.append((at - start, place - used))
        used = max(used, place) + size + 1  # a tab
    return tuple(found)


def justifying_gaps(text: str, room: int, *, from_left: bool) -> Gaps:
    """Return the blanks that make a line of text as wide as `room`; none where it would be too loose.

    What is left over is spread among them, from one side or the other in turn, so that no rivers form.
    """
    text = text.removesuffix(" ")
    widths = b"" if is_plain(text) else cell_widths(text)
    spare = room - (sum(widths) if widths else len(text))
    stops = [
        i + 1
        for i, sign in enumerate(text)
        if sign == " " and 0 < i < len(text) - 1 and (not widths or widths[i + 1])
    ]
    if spare <= 0 or not stops or spare > _LOOSEST * len(stops):
        return ()
    each, rest = divmod(spare, len(stops))
    count = len(stops)
    gaps = []
    for i, stop in enumerate(stops):
        more = (i if from_left else count - 1 - i) * rest % count < rest  # every so many
        if each + more:
            gaps.append((stop, each + more))
    return tuple(gaps)
