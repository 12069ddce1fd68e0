"""Cells of a table that a spreadsheet would compute: an apostrophe before them keeps them text.

The beginnings are those of OWASP's page on CSV injection.
"""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def guarded(cell: str) -> str:
    """Put an apostrophe before a cell that begins like a formula, or like one with apostrophes before it."""
    return "'" + cell if cell.lstrip("'").startswith(_FORMULA) else cell


def unguarded(cell: str) -> str:
    """Return the cell that was guarded."""
    return cell[1:] if cell.startswith("'") and guarded(cell) != cell else cell
