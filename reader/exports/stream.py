"""JSON and CSV a piece at a time, so that memory stays flat."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO
from typing import TYPE_CHECKING

from reader.text.guard import guarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Controls that JSON lets stand as they are: they are written as escapes, which lose nothing.
_CONTROLS = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def dump(value: object) -> bytes:
    """Write JSON in one line; a terminal may show it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", text).encode("utf-8", "replace")


def json_list(values: Iterable[object], *, before: bytes = b"", after: bytes = b"\n") -> Iterator[bytes]:
    """Yield a JSON list with a value a line."""
    yield before + b"["
    comma = b"\n"
    for value in values:
        yield comma + dump(value)
        comma = b",\n"
    yield b"\n]" + after


def csv_rows(rows: Iterable[Iterable[object]]) -> Iterator[bytes]:
    """Yield rows of CSV (RFC 4180); a cell that a spreadsheet would compute gets an apostrophe before it."""
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    for row in rows:
        writer.writerow([guarded(str(cell)) if cell is not None else "" for cell in row])
        yield buffer.getvalue().encode("utf-8", "replace")
        buffer.seek(0)
        buffer.truncate()
