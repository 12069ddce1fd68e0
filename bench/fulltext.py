"""Compare the full text as it is kept with one that reads the texts through a view, and settings of FTS5.

    .venv/bin/python bench/fulltext.py [--articles N] [--words N] [--rounds N]

All are filled from the same texts, one after another, with what the library gives FTS5 of a body, and asked
the same 20 queries in turn, each for its first 20 with snippets: by FTS5's `snippet()` or by the library's
own, which read the text both. Times are of the processor.
"""

import argparse
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.library_search import p95, sought  # noqa: E402 - the root is only now on the path
from bench.made import Prose  # noqa: E402
from reader.library.index.terms import asked, fold, place, read_terms, snippet, spaced  # noqa: E402

_BATCH = 200
_FIRST = 20
_VIEW = "content='kept', content_rowid='id', "


class Kind(NamedTuple):
    """One way to keep the words: options of FTS5, its settings, and whose snippets."""

    name: str
    options: str = "content='', "
    settings: tuple[tuple[str, int], ...] = ()
    own_snippets: bool = True
    optimize: bool = False


KINDS = (
    Kind("contentless, own snippets (the library)"),
    Kind("view, `snippet()`", _VIEW, own_snippets=False),
    Kind("view, own snippets", _VIEW),
    Kind("contentless, then `optimize`", optimize=True),
    Kind("contentless, `detail=column` (no phrases)", "content='', detail=column, "),
    Kind("contentless, `columnsize=0`", "content='', columnsize=0, "),
    Kind("contentless, `automerge` 0", settings=(("automerge", 0),)),
    Kind("contentless, `automerge` 16", settings=(("automerge", 16),)),
    Kind("contentless, `hashsize` 16 MB", settings=(("hashsize", 16 << 20),)),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--words", type=int, default=900)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    prose = Prose(options.articles)
    with tempfile.TemporaryDirectory() as name:
        folder, size = Path(name), 0
        for number in range(options.articles):
            size += (folder / f"{number}.txt").write_text(prose.text(options.words))
        tables = [Table(folder, options.articles, kind) for kind in KINDS]
        times: dict[str, list[float]] = {kind.name: [] for kind in KINDS}
        for query in sought() * options.rounds:
            for table in tables:
                times[table.kind.name].append(taken(lambda table=table, query=query: table.search(query)))
        print(f"{options.articles:,} texts of {options.words} words, load {os.getloadavg()[0]:.0f}\n")
        print(
            "| kept as | size / texts | texts a second | `optimize` / filling | p50 | p95, over the first |"
        )
        print("|---|---|---|---|---|---|")
        first = p95(times[KINDS[0].name])
        for table in tables:
            each = times[table.kind.name]
            cells = (
                f"{table.size() / size:.2f}",
                f"{options.articles / table.filling:,.0f}",
                f"{table.optimizing / table.filling:.2f}" if table.kind.optimize else "",
                f"{1000 * median(each):.1f} ms",
                f"{1000 * p95(each):.1f} ms, {p95(each) / first:.2f}x",
            )
            print(f"| {table.kind.name} | {' | '.join(cells)} |")


def taken(work: Callable[[], object]) -> float:
    """Return the seconds of the processor that something takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


class Table:
    """A file of SQLite with the words of all texts in a folder."""

    def __init__(self, folder: Path, count: int, kind: Kind) -> None:
        self.kind, self._folder = kind, folder
        self._db = sqlite3.connect(folder / f"{KINDS.index(kind)}.sqlite", isolation_level=None)
        run = self._run = self._db.execute
        self._db.create_function("text_of", 1, self._text)
        for pragma in (
            "journal_mode=WAL",
            "synchronous=OFF",
            "cache_size=-64000",
            "wal_autocheckpoint=20000",
        ):
            run(f"PRAGMA {pragma}")
        run("CREATE TABLE article(id INTEGER PRIMARY KEY)")
        run("CREATE VIEW kept AS SELECT id, text_of(id) AS body FROM article")
        tokens = "tokenize='unicode61 remove_diacritics 2'"
        run(f"CREATE VIRTUAL TABLE words USING fts5(body, {kind.options}{tokens})")
        for name, value in kind.settings:
            run("INSERT INTO words(words, rank) VALUES(?, ?)", (name, value))
        self.filling = taken(lambda: self._fill(count))
        self.optimizing = taken(lambda: kind.optimize and run("INSERT INTO words(words) VALUES('optimize')"))

    def _text(self, number: int) -> str:
        return spaced(fold(self._read(number)))

    def _read(self, number: int) -> str:
        return (self._folder / f"{number}.txt").read_text()

    def _fill(self, count: int) -> None:
        for start in range(0, count, _BATCH):
            self._run("BEGIN")
            numbers = range(start, min(start + _BATCH, count))
            self._db.executemany("INSERT INTO article VALUES(?)", ((number,) for number in numbers))
            rows = ((number, self._text(number)) for number in numbers)
            self._db.executemany("INSERT INTO words(rowid, body) VALUES(?, ?)", rows)
            self._run("COMMIT")

    def size(self) -> int:
        """Return the bytes in use."""
        query = (
            "SELECT (page_count - freelist_count) * page_size"
            " FROM pragma_page_count, pragma_freelist_count, pragma_page_size"
        )
        return int(self._run(query).fetchone()[0])

    def search(self, text: str) -> list[str]:
        """Return the snippets of the best."""
        return list(self._snippets(text))

    def _snippets(self, text: str) -> Iterator[str]:
        terms = read_terms(text)
        shown = "''" if self.kind.own_snippets else "snippet(words, 0, '', '', '…', 24)"
        query = f"SELECT rowid, {shown} FROM words WHERE words MATCH ? ORDER BY rank LIMIT {_FIRST}"
        for number, line in self._run(query, (asked(terms),)):
            if not self.kind.own_snippets:
                yield line
                continue
            body = self._read(number)
            start, _ = place(body, terms)
            yield snippet(body, start or 0)


if __name__ == "__main__":
    main()
