"""The part of `bench/library.py` that saves highlights in turn with other ways to keep them."""

import json
import os
import sqlite3
import statistics
from collections.abc import Iterator
from pathlib import Path

from tinydb import TinyDB

from bench.made import HIGHLIGHTS
from bench.timing import in_turn, once, shown
from reader.library import Library

STOCK_ROUNDS = 3  # an insert into stock TinyDB writes the whole library anew
LINE = {
    "kind": "hl",
    "start": 640,
    "end": 690,
    "quote": "q" * 50,
    "prefix": "p" * 32,
    "suffix": "s" * 32,
    "tags": ["claim"],
}
TABLES = """
PRAGMA journal_mode=WAL;
PRAGMA synchronous=FULL;
CREATE TABLE highlight(id INTEGER PRIMARY KEY, article INTEGER, document TEXT);
CREATE INDEX of_article ON highlight(article);
CREATE TABLE tag(name TEXT, highlight INTEGER, PRIMARY KEY(name, highlight)) WITHOUT ROWID;
CREATE TABLE step(id INTEGER PRIMARY KEY, label TEXT, before TEXT, after TEXT);
"""
INSERT = "INSERT INTO highlight(article, document) VALUES(?, ?)"


def saving(folder: Path, root: Path, article: int, marks: int, saves: int) -> Iterator[tuple[str, str]]:
    """Save highlights in turn with the ways that it is compared with; give the rows."""
    bare_file = os.open(folder / "bare", os.O_CREAT | os.O_RDWR | os.O_APPEND)
    line, document = json.dumps(LINE).encode() + b"\n", json.dumps(LINE)
    row, whole = database(folder / "row.sqlite", marks), database(folder / "whole.sqlite", marks)

    def append() -> None:
        os.write(bare_file, line)
        os.fdatasync(bare_file)

    def insert_all() -> None:
        whole.execute("BEGIN")
        made = whole.execute(INSERT, (article, document)).lastrowid
        whole.execute("INSERT INTO tag VALUES('claim', ?)", (made,))
        whole.execute("INSERT INTO step(label, after) VALUES('tag #claim', ?)", (document,))
        whole.execute("COMMIT")

    with Library(root) as library:
        number = iter(range(saves + 50))
        ways = {
            "bare": append,
            "save": lambda: library.mark(article, at := next(number), at + 40, tags=["claim"]),
            "row": lambda: row.execute(INSERT, (article, document)),
            "whole": insert_all,
        }
        in_turn(20, ways)
        times = in_turn(saves, ways)
    os.close(bare_file)
    row.close()
    whole.close()
    middle = {name: statistics.median(taken) for name, taken in times.items()}
    save, bare = middle["save"], middle["bare"]
    yield (
        "save a highlight, durable: over a bare append and fdatasync",
        f"{save / bare:.2f}x at {shown(bare)}",
    )
    what = "save a highlight, durable: over a SQLite WAL FULL insert of a row; with its tag and step of undo"
    yield what, f"{save / middle['row']:.2f}x; {save / middle['whole']:.2f}x"
    yield "save a highlight, durable: over stock TinyDB", f"{save / stock(folder, marks):.5f}x"


def database(path: Path, marks: int) -> sqlite3.Connection:
    """Make a database of as many highlights, each with a tag."""
    made = sqlite3.connect(path, isolation_level=None)
    made.executescript(TABLES)
    document = json.dumps(LINE)
    made.execute("BEGIN")
    made.executemany(INSERT, ((number // HIGHLIGHTS, document) for number in range(marks)))
    made.execute("INSERT INTO tag SELECT 'theme/' || (id % 60), id FROM highlight")
    made.execute("COMMIT")
    return made


def stock(folder: Path, marks: int) -> float:
    """Return the median seconds of an insert into stock TinyDB."""
    path = folder / "stock.json"
    path.write_text(json.dumps({"_default": {str(number): LINE for number in range(1, marks + 1)}}))
    with TinyDB(path) as made:
        taken = statistics.median(once(lambda: made.insert(dict(LINE))) for _ in range(STOCK_ROUNDS))
    path.unlink()
    return taken
