"""Memory of every export: 1,000,000 highlights against 10,000, each format in a process of its own.

    .venv/bin/python bench/exports.py [--many N] [FORMAT…]

Articles of 100 highlights are made as they are asked for, so what grows is the export's own. Prints the peak
of memory above that of a process that writes nothing, for both, and highlights a second of processor time.
“living” is a Markdown file written with what is kept to bring it up to date.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from reader.exports import FORMATS
from reader.model import STARTING_TAGS, Article, ArticleView, Body, Codebook, Highlight

if TYPE_CHECKING:
    from collections.abc import Iterator

FEW, MANY = 10_000, 1_000_000
PER_ARTICLE = 100
TEXT = "\n\n".join(
    f"Sentence {number} of the text that is marked here, once and again." for number in range(100)
)


def views(count: int) -> Iterator[ArticleView]:
    """Make articles with so many highlights in all."""
    body, book = Body.plain(TEXT), Codebook(STARTING_TAGS)
    for number in range(count // PER_ARTICLE):
        article = Article(
            (1 << 60) + (number << 22),
            f"Article {number}",
            ("Ana Pérez",),
            url=f"https://example.org/{number}",
        )
        marks = tuple(
            Highlight(
                article.id + 1 + place,
                article.id,
                60 * place,
                60 * place + 40,
                TEXT[60 * place : 60 * place + 40],
                tags=("claim", "source"),
                note="A note.",
                created="2026-11-21T08:01:00Z",
            )
            for place in range(PER_ARTICLE)
        )
        yield ArticleView(article, body, marks, book)


def write(name: str, count: int) -> int:
    """Write an export to nowhere; return how many bytes it has."""
    if name == "nothing":
        return sum(len(view.highlights) for view in views(count))
    if name != "living":
        return sum(map(len, FORMATS[name].write(views(count))))
    from reader.exports.files import Files
    from reader.library import Library

    with tempfile.TemporaryDirectory() as folder, Library(Path(folder) / "library") as library:
        path = Path(folder) / "all.md"
        Files(library.written, FORMATS["markdown"]).write(path, views(count))
        return path.stat().st_size


def measured(name: str, count: int) -> tuple[float, float, int]:
    """Return the peak memory in MB, the processor's seconds, and bytes, of a process that writes so many."""
    out = subprocess.run(
        [sys.executable, __file__, "--one", name, str(count)], capture_output=True, text=True, check=True
    ).stdout.split()
    return float(out[0]), float(out[1]), int(out[2])


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument(
        "formats", nargs="*", default=[*(name for name in FORMATS if name != "pdf"), "living"]
    )
    parser.add_argument("--many", type=int, default=MANY)
    options = parser.parse_args()
    bare = {count: measured("nothing", count)[0] for count in (FEW, options.many)}
    print(f"{'format':<16} {FEW:>10,} {options.many:>10,}  {'ratio':>6} {'a second':>10} {'MB written':>11}")
    for name in options.formats:
        few, many = measured(name, FEW), measured(name, options.many)
        low, high = few[0] - bare[FEW], many[0] - bare[options.many]
        rate = f"{options.many / many[1]:,.0f}"
        ratio = f"{many[0] / few[0]:.2f}x"
        print(f"{name:<16} {low:>7.1f} MB {high:>7.1f} MB  {ratio:>6} {rate:>10} {many[2] / 1e6:>11,.1f}")
        sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        began = time.process_time()
        size = write(sys.argv[2], int(sys.argv[3]))
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, time.process_time() - began, size)
    else:
        main()
