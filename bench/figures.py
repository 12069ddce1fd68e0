"""Keep what benches measured as small files of numbers, and write the README's table of them.

    .venv/bin/python bench/figures.py            write the table anew from bench/results
    .venv/bin/python bench/NAME.py --keep        measure, and keep the result there too

A result is ratios and sizes, and says what it was measured on in general words: no host, no path, no date.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results"
README = ROOT / "README.md"
BEGIN, END = "<!-- figures: written by bench/figures.py -->", "<!-- end of figures -->"
HEADING = """\
## Figures

A ratio is within one run, what it compares done in turn."""


class Row(NamedTuple):
    """What was measured, what it has to be, and what it was, each as it stands in the table."""

    what: str
    target: str
    reached: str


def keep(name: str, of: str, rows: Iterable[Row]) -> None:
    """Keep the rows of a bench; `of` says in a few words what they were measured on."""
    RESULTS.mkdir(exist_ok=True)
    result = {"of": of, "rows": [row._asdict() for row in rows]}
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")


def kept() -> dict[str, tuple[str, list[Row]]]:
    """Return what is kept of each bench, by name."""
    found = {}
    for path in sorted(RESULTS.glob("*.json")):
        result = json.loads(path.read_text("utf-8"))
        found[path.stem] = result["of"], [Row(**row) for row in result["rows"]]
    return found


def table(rows: Iterable[Row]) -> str:
    """Write rows as a Markdown table."""
    lines = ["| what | target | reached |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {row.what} | {row.target} | {row.reached} |" for row in rows)])


def rendered() -> str:
    """Write all that is kept as the README has it, its markers included."""
    parts = [f"{of} (`{program(name)}`):\n\n{table(rows)}" for name, (of, rows) in kept().items()]
    return "\n\n".join([BEGIN, HEADING, *parts, END])


def program(name: str) -> str:
    """Return the path of the bench that kept a result: a module, or a folder of them."""
    return f"bench/{name}" if (ROOT / "bench" / name).is_dir() else f"bench/{name}.py"


def in_readme() -> str:
    """Return what the README has between the markers, with them."""
    text = README.read_text("utf-8")
    return text[text.index(BEGIN) : text.index(END) + len(END)]


def main() -> None:
    text = README.read_text("utf-8")
    if BEGIN not in text or END not in text:
        sys.exit(f"README.md has no place for the figures: {BEGIN} and {END}")
    README.write_text(text.replace(in_readme(), rendered()), "utf-8")


if __name__ == "__main__":
    main()
