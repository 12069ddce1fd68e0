"""In which line of a TOML file a key stands, as well as can be told without a parser that counts lines."""

from __future__ import annotations

import re

_header = re.compile(r"\s*\[+\s*([^\]]*?)\s*\]").match


def line_of(text: str, key: str, table: str = "") -> int:
    """Return the line (from 1) of a key in a table, or of the table's own head; 0 where it is not found."""
    name = rf"""["']?{re.escape(key)}["']?"""
    sought = re.compile(rf"""\s*{name}\s*[=.]""")
    head = re.compile(rf"""\s*\[+\s*{name}\s*[.\]]""")
    here, loose = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        found = _header(line)
        if found:
            here = re.sub(r"""["'\s]""", "", found[1])
            if here == table == f"{table.rpartition('.')[0]}.{key}" or (not table and head.match(line)):
                return number
        elif sought.match(line):
            if here == table:
                return number
            loose = loose or number  # as in an inline table, or one with dots
    return loose
