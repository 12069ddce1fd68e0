"""Compare the library with bare appends, SQLite, stock TinyDB and ripgrep, at several sizes; print a table.

    .venv/bin/python bench/library.py [ARTICLES ...] [--saves N] [--folder DIR] [--keep]

Each size is one run in which a save of a highlight, a bare append and fdatasync, a SQLite insert (WAL,
synchronous=FULL) and an insert into stock TinyDB come in turn, each at its median; so do searches and
ripgrep's. Other times are the best of several, for what else runs only adds. The library has ten highlights
an article. `--keep` writes the figures of the last size to bench/results, and the README.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import figures  # noqa: E402 - the root is only now on the path
from bench.library_save import saving  # noqa: E402
from bench.library_search import searching  # noqa: E402
from bench.made import CROWDED, HIGHLIGHTS, TAGS, files, make, texts  # noqa: E402
from bench.timing import best, once, shown  # noqa: E402
from reader.cli.adding import add_all  # noqa: E402
from reader.library import Library  # noqa: E402
from reader.text.ids import show_id  # noqa: E402
from reader.text.query import parse  # noqa: E402

Cells = dict[str, str]

#: What must be reached, by the beginning of a row's name.
TARGETS = {
    "save a highlight, durable: over a bare append": "2.0x at 0.2 ms, 1.2x from 2 ms",
    "save a highlight, durable: over a SQLite": "1.0x",
    "open an article": "10 ms",
    "first screen": "10 ms",
    "first 50": "30 ms",
    "full text, first 20, p95 of": "50 ms",
    "full text, first 20, p95 over": "1x",
    "read in": "at least 50,000",
    "full text of": "at least 1,000",
    "memory": "25 MB",
    "import": "at least 200",
}
MEMORY = """
import sys
import textual.app
from reader.library import Library
def resident():
    for line in open("/proc/self/status"):
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
before = resident()
with Library(sys.argv[1]) as library:
    library.page()
    print(resident() - before)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", nargs="*", type=int, default=[1000, 10_000, 100_000])
    parser.add_argument("--saves", type=int, default=300)
    parser.add_argument("--folder", help="measure on the disk that this folder is on")
    parser.add_argument("--keep", action="store_true", help="keep the figures, and write the README's table")
    options = parser.parse_args()
    columns: list[Cells] = []
    for count in options.articles:
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            columns.append(dict(measured(Path(folder), count, options.saves)))
    print(f"| what | target | {' | '.join(f'{count:,} articles' for count in options.articles)} |")
    print("|---" * (len(columns) + 2) + "|")
    for name in columns[-1]:
        cells = (column.get(name, "") for column in columns)
        print(f"| {name} | {target(name)} | {' | '.join(cells)} |")
    if options.keep:
        rows = [figures.Row(name, target(name), cell) for name, cell in columns[-1].items() if cell[0] != "-"]
        count = options.articles[-1]
        load = f"at a load of {os.getloadavg()[2]:.0f} on {os.cpu_count()} cores"
        of = f"A library of {count:,} articles, {count * HIGHLIGHTS:,} highlights, {load}"
        figures.keep("library", of, rows)
        figures.main()


def target(name: str) -> str:
    """Return what a row must reach; a dash where it is only told."""
    return next((most for start, most in TARGETS.items() if name.startswith(start)), "-")


def measured(folder: Path, count: int, saves: int) -> Iterator[tuple[str, str]]:
    """Run everything at one size; give each row's name and cell."""
    root, marks = folder / "library", count * HIGHLIGHTS
    ids = make(root, count)
    with Library(root) as library:
        seconds = once(lambda: library.page(limit=1))
        yield "read in anew, highlights a second", f"{marks / seconds:,.0f}"
        seconds = once(lambda: library.search("nothing such"))
        yield "full text of new articles, a second", f"{count / seconds:,.0f}"
    yield from saving(folder, root, ids[-1], marks, saves)
    with Library(root) as library:
        library.page()
        yield f"open an article's {CROWDED} highlights", opening(root, ids[0])
        yield "first screen of the list", shown(best(9, lambda: library.page(limit=60)))
        yield f"first 50 passages of a tag of {marks:,}", shown(best(9, lambda: first(library, TAGS[7])))
        every, tag = None, parse(f"#{TAGS[7]}")
        for what, query, by_time in [
            (f"first 50 of all {marks:,} passages", every, False),
            ("first 50 of all passages, as they were made", every, True),
            ("first 50 passages of a tag, as they were made", tag, True),
        ]:
            yield what, shown(best(9, lambda q=query, t=by_time: library.passages(q, by_time=t, want=50)))
        yield from searching(library, root)
    yield "memory of a library with a page listed, beside Textual", memory(root)
    yield from importing(folder, root)
    yield "lines of `reader apply` a second", f"{applying(root, ids[-2]):,.0f}"


def opening(root: Path, article: int) -> str:
    """Open a crowded article in a library that has not read it yet."""
    times = []
    for _ in range(9):
        with Library(root) as library:
            library.codebook  # noqa: B018 - reads library.json, as every start does
            times.append(once(lambda library=library: library.highlights_of(article)))
    return shown(min(times))


def first(library: Library, tag: str) -> None:
    """Take the first 50 highlights with a tag."""
    found = library.highlights(parse(f"#{tag}"))
    assert sum(1 for _ in zip(range(50), found, strict=False))


def memory(root: Path) -> str:
    """Return what a library adds to the memory of a process that has loaded Textual."""
    if not os.path.exists("/proc/self/status"):
        return "- (no /proc)"
    command = [sys.executable, "-c", MEMORY, root]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return f"{float(done.stdout):.1f} MB"


def importing(folder: Path, root: Path) -> Iterator[tuple[str, str]]:
    """Import texts that were read, and Markdown from files."""
    count, batch = 400, list(texts(400, 900))
    files(folder / "markdown", count, 900)
    with Library(root) as library:
        library.page(limit=1)
        seconds = once(lambda: library.add_all(batch))
        yield "import of texts of 900 words, a second", f"{count / seconds:.0f}"
        seconds = once(lambda: list(add_all(library, [str(folder / "markdown")])))
        yield "import of a folder of Markdown, 900 words each, a second", f"{count / seconds:.0f}"


def applying(root: Path, article: int) -> float:
    """Return how many highlights a second `reader apply` makes of a file of lines."""
    count, name = 5000, show_id(article)
    line = '{{"op": "highlight", "article": "{}", "start": {}, "end": {}, "tags": ["claim"]}}\n'
    lines = "".join(line.format(name, at % 500, at % 500 + 40) for at in range(count))
    command = [sys.executable, "-m", "reader", "--library", root, "apply"]
    environment = {**os.environ, "XDG_CACHE_HOME": str(root.parent / "cache")}

    def run() -> None:
        subprocess.run(
            command,
            input=lines,
            text=True,
            check=True,
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
        )

    return count / once(run)


if __name__ == "__main__":
    main()
