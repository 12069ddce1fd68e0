"""Write the key tables of README.md and docs/keys.md from what the commands declare.

python docs/tables.py            write them
python docs/tables.py --check    end 1 when they are not up to date
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

from reader.ui.commands import BY_ID, COMMANDS, Command, signs

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- keys: written by docs/tables.py -->", "<!-- /keys -->"

#: The README's choice: what one needs on the first evening.
FIRST = (
    ("next-unit", "highlight"),
    ("prev-unit", "digit"),
    ("line-down", "tag"),
    ("next-paragraph", "repeat"),
    ("page-down", "note"),
    ("next-mark", "colour"),
    ("larger", "delete"),
    ("extend", "undo"),
    ("find", "export"),
    ("tag-passages", "help"),
)


def _code(command: Command) -> str:
    return " ".join(f"`{key}`" for key in signs(command).split()) or "palette"


def readme_table() -> str:
    """Return the README's table of the first keys."""
    rows = ["| key | does | key | does |", "|---|---|---|---|"]
    for pair in FIRST:
        cells = [f"{_code(BY_ID[i])} | {BY_ID[i].title}" for i in pair]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def all_tables() -> str:
    """Return the page of all keys."""
    parts = ["# Keys\n\nWritten from the program's own declaration by `python docs/tables.py`.\n"]
    for group, commands in groupby(COMMANDS, key=lambda c: (c.group, c.place)):
        name, place = group
        where = {
            "text": "in the text",
            "list": "in the list",
            "marks": "and in all highlights",
        }.get(place, "")
        parts.append(f"## {name}{f' ({where})' if where and name != 'List' else ''}\n")
        parts.append("| key | command | does |\n|---|---|---|")
        parts += [f"| {_code(c)} | `{c.id}` | {c.about} |" for c in commands]
        parts.append("")
    return "\n".join(parts)


def _readme() -> str:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}\n{readme_table()}\n{END}{after}"


def main() -> int:
    """Write the tables, or check them."""
    wanted = {
        ROOT / "README.md": _readme(),
        ROOT / "docs" / "keys.md": all_tables(),
    }
    stale = [p for p, text in wanted.items() if not p.exists() or p.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv[1:]:
        for path in stale:
            print(f"{path.name} is not up to date: run python docs/tables.py")
        return 1 if stale else 0
    for path in stale:
        path.write_text(wanted[path], encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
