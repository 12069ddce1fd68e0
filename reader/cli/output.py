"""What the command line prints: lines and tables without a control byte, and JSON."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING
from unicodedata import combining, east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Controls, bidirectional controls, line and paragraph separators, surrogates. Text was cleaned where it
#: entered; a library file that was edited by hand was not.
_UNPRINTABLE = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
_BREAKS = r"[\t\n]+"
LONGEST = 500


def clean(text: str) -> str:
    """Take out what must not reach a terminal; tabs and line feeds stay."""
    return text if text.isprintable() else re.sub(_UNPRINTABLE, "\ufffd", text)


def line_of(text: str, limit: int = LONGEST) -> str:
    """Make one line of a text, and cut it."""
    line = text if text.isprintable() else clean(re.sub(_BREAKS, " ", text.replace("\r", " ")))
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def say(text: str = "") -> None:
    """Print text to standard output."""
    sys.stdout.write(f"{clean(text)}\n")


def complain(text: str) -> None:
    """Print one line to standard error."""
    print(f"reader: {line_of(text, 2 * LONGEST)}", file=sys.stderr)


def say_table(rows: Iterable[Sequence[str]]) -> None:
    """Print rows with their columns aligned; the last column may be as wide as it likes."""
    table = [[line_of(cell) for cell in row] for row in rows]
    if not table:
        return
    widths = [max(map(width, column)) for column in list(zip(*table, strict=True))[:-1]]
    for row in table:
        cells = [cell + " " * (most - width(cell)) for cell, most in zip(row, widths, strict=False)]
        say("  ".join([*cells, row[-1]]).rstrip())


def say_json(value: object) -> None:
    """Print one JSON document on one line, at once."""
    sys.stdout.write(f"{_json(value)}\n")
    sys.stdout.flush()


class JsonList:
    """A JSON list, printed an item a line as they come."""

    def __init__(self) -> None:
        self._count = 0

    def add(self, value: object) -> None:
        """Print one item."""
        sys.stdout.write(f"{',' if self._count else '['}\n{_json(value)}")
        self._count += 1

    def close(self) -> None:
        """Print the end."""
        sys.stdout.write("\n]\n" if self._count else "[]\n")


def say_json_list(values: Iterable[object]) -> None:
    """Print a JSON list, an item a line."""
    out = JsonList()
    for value in values:
        out.add(value)
    out.close()


def width(text: str) -> int:
    """Count the cells of a line, well enough to align columns."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def _json(value: object) -> str:
    import json

    # Surrogates (file names) and what the output's encoding lacks are written as escapes.
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "")
    text = json.dumps(value, ensure_ascii=encoding != "utf8")
    return re.sub(_UNPRINTABLE, lambda match: f"\\u{ord(match[0]):04x}", text)
