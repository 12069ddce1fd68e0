"""Compare the library with bare appends, SQLite and stock TinyDB, at several sizes; print a Markdown table.

    .venv/bin/python bench/library.py [ARTICLES ...] [--saves N]

Each size is one run in which a save of a highlight, a bare append and fdatasync, a SQLite insert (WAL,
synchronous=FULL) and an insert into stock TinyDB come in turn. Other rows are medians, in milliseconds.
"""

import argparse
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tinydb import TinyDB  # noqa: E402 - the root is only now on the path

from bench.made import CROWDED, HIGHLIGHTS, TAGS, make, texts  # noqa: E402
from reader.library import Library  # noqa: E402
from reader.text.query import parse  # noqa: E402

STOCK_ROUNDS = 5  # an insert into stock TinyDB writes the whole library anew
LINE = {
    "kind": "hl",
    "start": 640,
    "end": 690,
    "quote": "q" * 50,
    "prefix": "p" * 32,
    "suffix": "s" * 32,
    "tags": ["claim"],
}
MEMORY = """
import resource, sys
from reader.library import Library
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with Library(sys.argv[1]) as library:
    library.page()
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", nargs="*", type=int, default=[1000, 10_000, 100_000])
    parser.add_argument("--saves", type=int, default=200)
    parser.add_argument("--folder", help="measure on the disk that this folder is on")
    options = parser.parse_args()
    columns = []
    for count in options.articles:
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            columns.append(measured(Path(folder), count, options.saves))
    print(f"| what | {' | '.join(f'{count:,} articles' for count in options.articles)} |")
    print("|---" * (len(columns) + 1) + "|")
    for name in columns[0]:
        print(f"| {name} | {' | '.join(column[name] for column in columns)} |")


def measured(folder: Path, count: int, saves: int) -> dict[str, str]:
    """Run everything at one size; return the cells of a column."""
    root = folder / "library"
    ids = make(root, count)
    with Library(root) as library:
        indexed = once(lambda: library.page(limit=1))
    marks = count * HIGHLIGHTS
    rows = {"build the index, highlights a second": f"{marks / indexed:,.0f}"}
    rows |= saving(folder, root, ids[-1], marks, saves)
    with Library(root) as library:
        library.page()
        rows |= {
            f"open an article's {CROWDED} highlights": opening(root, ids[0]),
            "first screen of the list": shown(median(9, lambda: library.page(limit=60))),
            "first 50 passages of a tag": shown(median(5, lambda: first(library, TAGS[7]))),
        }
    memory = subprocess.run(
        [sys.executable, "-c", MEMORY, root], capture_output=True, text=True, check=True, cwd=ROOT
    )
    rows["memory with a page listed"] = f"{float(memory.stdout):.0f} MB"
    batch = list(texts(200, 900))
    with Library(root) as library:
        rows["import, articles of 900 words a second"] = f"{200 / once(lambda: add(library, batch)):.0f}"
    return rows


def saving(folder: Path, root: Path, article: int, marks: int, saves: int) -> dict[str, str]:
    """Save highlights in turn with the ways that it is compared with."""
    bare = os.open(folder / "bare", os.O_CREAT | os.O_RDWR | os.O_APPEND)
    line = json.dumps(LINE).encode() + b"\n"
    database = sqlite3.connect(folder / "full.sqlite", isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE highlight(id INTEGER PRIMARY KEY, article INTEGER, document TEXT)")
    database.execute("CREATE INDEX of ON highlight(article)")
    insert, document = "INSERT INTO highlight(article, document) VALUES(?, ?)", json.dumps(LINE)
    database.execute("BEGIN")
    database.executemany(insert, ((number // HIGHLIGHTS, document) for number in range(marks)))
    database.execute("COMMIT")
    stock_path = folder / "stock.json"
    stock_path.write_text(json.dumps({"_default": {str(number): LINE for number in range(1, marks + 1)}}))

    def append() -> None:
        os.write(bare, line)
        os.fdatasync(bare)

    with Library(root) as library, TinyDB(stock_path) as stock:
        number = iter(range(saves + 1))
        ways: dict[str, Callable[[], object]] = {
            "bare append and fdatasync": append,
            "save a highlight": lambda: library.mark(article, at := next(number), at + 40, tags=["claim"]),
            "SQLite": lambda: database.execute(insert, (article, document)),
        }
        times: dict[str, list[float]] = {name: [] for name in ways}
        library.mark(article, 0, 40)
        for _ in range(saves):
            for name, way in ways.items():
                times[name].append(once(way))
        stocks = [once(lambda: stock.insert(dict(LINE))) for _ in range(STOCK_ROUNDS)]
    os.close(bare)
    database.close()
    middle = {name: statistics.median(values) for name, values in times.items()}
    save, alone = middle["save a highlight"], middle["bare append and fdatasync"]
    ratios = [one / other for one, other in zip(times["save a highlight"], times["SQLite"], strict=True)]
    return {
        "bare append and fdatasync": shown(alone),
        "save a highlight: over a bare append": f"{save / alone:.2f}x",
        "save a highlight: over SQLite WAL FULL": f"{statistics.median(ratios):.2f}x",
        "save a highlight: over stock TinyDB": f"{save / statistics.median(stocks):.4f}x",
    }


def opening(root: Path, article: int) -> str:
    """Open a crowded article in a library that has not read it yet."""
    times = []
    for _ in range(9):
        with Library(root) as library:
            library.codebook  # noqa: B018 - reads library.json, as every start does
            times.append(once(lambda library=library: library.highlights_of(article)))
    return shown(statistics.median(times))


def first(library: Library, tag: str) -> None:
    """Take the first 50 highlights with a tag."""
    found = library.highlights(parse(f"#{tag}"))
    assert sum(1 for _ in zip(range(50), found, strict=False))


def add(library: Library, batch: list[object]) -> None:
    """Import texts."""
    for text in batch:
        library.add(text)


def once(work: Callable[[], object]) -> float:
    """Return how many seconds `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median(rounds: int, work: Callable[[], object]) -> float:
    """Return the median seconds of several rounds."""
    return statistics.median(once(work) for _ in range(rounds))


def shown(seconds: float) -> str:
    """Write a time in milliseconds."""
    return f"{1000 * seconds:.2f} ms"


if __name__ == "__main__":
    main()
