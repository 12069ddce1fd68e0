"""Help pages in a terminal that is narrower than they were written for."""

from __future__ import annotations

import re
import sys
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NARROWEST = 40  # columns; below that a terminal folds by itself
_DEEP = " " * 8
#: A row of two columns: what stands before the second, and the second.
_row = re.compile(r"(\s+\S.*?\s{2,})(\S.*)").fullmatch


def fitted(text: str) -> str:
    """Return a page as the terminal has room for it; what goes to a file or a pipe stays as it is."""
    if not sys.stdout.isatty():
        return text
    import shutil  # what it unpacks with takes milliseconds to load

    return fit_page(text, shutil.get_terminal_size().columns)


def fit_page(text: str, columns: int) -> str:
    """Fold a page: paragraphs are filled anew, rows of two columns go on in their second.

    An indented line of one column is a command to be copied, and stays whole.
    """
    if columns < _NARROWEST or all(len(line) <= columns for line in text.split("\n")):
        return text
    folded: list[str] = []
    for indented, lines in groupby(text.split("\n"), key=lambda line: line.startswith(" ") or not line):
        rows = list(lines)
        folded += _rows(rows, columns) if indented else _filled(rows, columns)
    return "\n".join(folded)


def _filled(lines: list[str], columns: int) -> list[str]:
    from textwrap import wrap

    if all(len(line) <= columns for line in lines):
        return lines
    hanging = "" if len(lines) > 1 else "  "  # a usage goes on indented
    return wrap(" ".join(lines), columns, subsequent_indent=hanging, break_on_hyphens=False)


def _rows(lines: Iterable[str], columns: int) -> Iterator[str]:
    from textwrap import wrap

    for line in lines:
        found = _row(line) if len(line) > columns else None
        if len(line) > columns and line.startswith(_DEEP):  # goes on with the row above
            yield from wrap(line, columns, subsequent_indent=line[: -len(line.lstrip())])
        elif found is None or len(found[1]) > columns // 2:
            yield line
        else:
            yield from wrap(
                found[2],
                columns,
                initial_indent=found[1],
                subsequent_indent=" " * len(found[1]),
                break_on_hyphens=False,
                drop_whitespace=True,
            )
