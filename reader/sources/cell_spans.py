"""Cells over several rows or columns of a table, put where a row of their own would have them."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_WIDEST = 100  # columns a cell goes over
_REPEATED = 300  # characters of a cell that is said again in the rows below


def spread(rows: list[Element], head: str) -> None:
    """Say a cell over several rows again in each; let empty ones follow on one over several columns.

    So a row says by itself what it is about, and may be quoted alone. In rows of headings nothing is said
    twice. `head` is the tag, or the role, of a heading.
    """
    waiting: dict[int, tuple[int, Element]] = {}  # by column: how many rows more, and the cell
    for left, row in zip(range(len(rows), 0, -1), rows, strict=True):
        cells = [cell for cell in row if isinstance(cell.tag, str)]
        titles = all(head in (cell.tag, cell.get("role")) for cell in cells)
        column, placed = 0, {at: entry for at, entry in waiting.items() if entry[0] > 0}
        waiting = {}
        for cell in [*cells, None]:
            while column in placed:
                more, above = placed.pop(column)
                waiting[column] = more - 1, above
                again = _copy(above, empty=titles)
                row.insert(row.index(cell), again) if cell is not None else row.append(again)
                column += 1
            if cell is None:
                break
            down, across = _number(cell, "rowspan", left), _number(cell, "colspan", _WIDEST)
            for step in range(across):
                if step:
                    cell.addnext(_copy(cell, empty=True))
                if down > 1:
                    waiting[column + step] = down - 1, cell if not step else _copy(cell, empty=True)
            column += across


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
