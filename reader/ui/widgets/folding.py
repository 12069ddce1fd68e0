"""Short texts in narrow columns: folded at spaces, a few rows at most."""

from __future__ import annotations

import re

from reader.text.cells import cell_widths, cells, clip, is_plain

_white_space = re.compile(r"\s+").sub


def fold(text: str, width: int, most: int) -> list[str]:
    """Fold `text` into at most `most` rows of `width` cells; an ellipsis stands for what is left out.

    White space counts as one space. A word wider than a row, and text without spaces, is cut between
    clusters; so is the last word of all where a third of its row would else be empty. Only as much of a
    long text is read as the rows can hold.
    """
    if width < 1 or most < 1:
        return []
    enough = most * width * 4 + 64  # a cell may hold a letter with marks; more never comes to be shown
    rest = _white_space(" ", text[:enough]).strip()
    more = len(text) > enough
    rows: list[str] = []
    while rest and len(rows) < most:
        end = _fitting(rest, width)
        rows.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    if rows and rest and cells(rows[-1]) <= width * 2 // 3:
        rows[-1] = clip(f"{rows[-1]} {rest}", width)
    elif rows and (rest or more):
        rows[-1] = clip(f"{rows[-1]}…", width) if cells(rows[-1]) < width else clip(f"{rows[-1]} …", width)
    return rows


def _fitting(text: str, width: int) -> int:
    """Return where the first row of `text` ends; at least one cluster is taken."""
    if is_plain(text, 0, width + 1):
        space = text.rfind(" ", 0, width + 1) if len(text) > width else len(text)
        return space if space > 0 else width
    if cells(text) <= width:
        return len(text)
    used, last_space, widths = 0, 0, cell_widths(text)
    for at, cell in enumerate(widths):
        if text[at] == " ":
            last_space = at
        elif cell and used + cell > width:
            before = widths[at - 1 : at] if at else b""
            if last_space and not (cell == 2 and before == b"\x02"):
                return last_space
            return max(at, _first_cluster(widths))
        used += cell
    return len(text)


def _first_cluster(widths: bytes) -> int:
    return next((at for at, cell in enumerate(widths) if at and cell), len(widths))
