"""Cells over several rows or columns of a table, put where a row of their own would have them."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_WIDEST = 100  # columns a cell goes over
_MOST = 20_000  # cells that a table may grow by
_REPEATED = 300  # characters of a cell that is said again in the rows below


def spread(rows: list[Element], head: str) -> None:
    """Say a cell over several rows again in each; let empty ones follow on one over several columns.

    So a row says by itself what it is about, and may be quoted alone. In rows of headings nothing is said
    twice. `head` is the tag, or the role, of a heading. A table that would grow beyond measure stays as it is
    from there on.
    """
    above: dict[int, tuple[int, Element]] = {}  # by column: how many rows more, and the cell
    made = 0
    for left, row in zip(range(len(rows), 0, -1), rows, strict=True):
        cells = [cell for cell in row if isinstance(cell.tag, str)]
        titles = all(head in (cell.tag, cell.get("role")) for cell in cells)
        again = {column: (more, _copy(cell, empty=titles)) for column, (more, cell) in above.items()}
        above = {column: (more - 1, above[column][1]) for column, (more, _) in again.items() if more > 1}
        made += len(again)
        filled: list[Element] = []
        for cell in cells:
            _fill(filled, again)
            column, down = len(filled), _number(cell, "rowspan", left)
            filled += [cell, *(_copy(cell, empty=True) for _ in range(1, _number(cell, "colspan", _WIDEST)))]
            made += len(filled) - column - 1
            if down > 1:
                above |= {at: (down - 1, filled[at]) for at in range(column, len(filled))}
        _fill(filled, again)
        row.extend(filled)  # those that are there move to where they belong
        if made > _MOST:
            return


def _fill(filled: list[Element], again: dict[int, tuple[int, Element]]) -> None:
    """Append the cells from above that stand next in a row."""
    while len(filled) in again:
        filled.append(again.pop(len(filled))[1])


def _number(cell: Element, name: str, most: int) -> int:
    """Return over how many rows or columns a cell goes; nought means all that are left."""
    text = cell.attrib.pop(name, "1").strip()
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 1
    return min(number or (most if name == "rowspan" else 1), most)


def _copy(cell: Element, *, empty: bool) -> Element:
    """Return a cell that says the same, unless it is long; or one that says nothing."""
    if not empty and len("".join(map(str, cell.itertext()))) <= _REPEATED:
        again = deepcopy(cell)
        for each in again.iter():
            each.attrib.pop("id", None)
    else:
        again = cell.makeelement(cell.tag, {key: cell.get(key, "") for key in ("role",) if cell.get(key)})
    again.tail = None
    return again
