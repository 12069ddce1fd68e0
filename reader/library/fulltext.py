"""The full text: a second SQLite file beside the index, so that no fault of it touches a list or a save.

It is derived and may be deleted any time. A body is a row by its digest, which never changes and is never
taken out; the text itself is not stored again. What changed is brought in when something is looked for.
"""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING

from reader.library.errors import LibraryError
from reader.library.files import DISK, read_file
from reader.library.index import LIVE
from reader.library.records import HEAD, is_highlight, text_of
from reader.library.terms import fold, spaced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.library.files import Signature
    from reader.library.index import Index
    from reader.library.store import Store
    from reader.library.texts import Texts

SCHEMA = 1
_BATCH = 200
_BUSY_SECONDS = 10
_OPTIONS = "tokenize='unicode61 remove_diacritics 2'"
_NAMES = ("body", "passage", "doc", "article", "highlight", "seen")
_TABLES = f"""
CREATE VIRTUAL TABLE body USING fts5(text, content='', {_OPTIONS});
CREATE VIRTUAL TABLE passage USING fts5(quote, note, {_OPTIONS});
CREATE TABLE doc(id INTEGER PRIMARY KEY, digest TEXT UNIQUE);
CREATE TABLE article(id INTEGER PRIMARY KEY, doc INTEGER, live INTEGER,
  inode INTEGER, size INTEGER, mtime INTEGER, ctime INTEGER);
CREATE INDEX article_doc ON article(doc);
CREATE TABLE highlight(id INTEGER PRIMARY KEY, article INTEGER);
CREATE INDEX highlight_article ON highlight(article);
CREATE TABLE seen(inode INTEGER, change INTEGER);
"""


class FullText:
    """An open full text; every method may raise `sqlite3.Error`."""

    def __init__(self, path: str) -> None:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), 0o600))
        self.path, self.inode = path, os.stat(path).st_ino
        self._db = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._make()
        except BaseException:
            self._db.close()
            raise

    def _make(self) -> None:
        """Make the tables, unless they are there."""
        run = self._db.execute
        if run("PRAGMA user_version").fetchone()[0] == SCHEMA:
            return
        with self._db:
            run("BEGIN EXCLUSIVE")
            if run("PRAGMA user_version").fetchone()[0] != SCHEMA:
                for name in _NAMES:
                    run(f"DROP TABLE IF EXISTS {name}")
                for statement in _TABLES.split(";"):
                    run(statement)
                run(f"PRAGMA user_version={SCHEMA}")

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    # keeping up

    def catch_up(self, index: Index, store: Store, texts: Texts) -> None:
        """Bring in what the index knows and this does not."""
        seen = self._db.execute("SELECT inode, change FROM seen").fetchone()
        now = (index.inode, index.change())
        if seen == now:
            return
        rows = index.changed_since(seen[1] if seen and seen[0] == index.inode else -1)
        for start in range(0, len(rows), _BATCH):
            with self._db:
                self._db.execute("BEGIN IMMEDIATE")
                for article, state, signature in rows[start : start + _BATCH]:
                    self._put(store, texts, article, state == LIVE, signature)
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("DELETE FROM seen")
            self._db.execute("INSERT INTO seen VALUES(?, ?)", now)

    def _put(self, store: Store, texts: Texts, article: int, live: bool, state: Signature) -> None:
        """Replace all that is known of an article, unless it is of this state of its file."""
        run = self._db.execute
        known = "SELECT inode, size, mtime, ctime FROM article WHERE id = ?"
        if run(known, (article,)).fetchone() == state:
            return
        run("DELETE FROM passage WHERE rowid IN (SELECT id FROM highlight WHERE article = ?)", (article,))
        run("DELETE FROM highlight WHERE article = ?", (article,))
        try:
            docs = store.read(article).live if live else {}
        except LibraryError:
            docs = {}  # damaged since the index read it
        doc = self._doc(texts, text_of(docs[HEAD], "digest")) if HEAD in docs else None
        run(
            "INSERT OR REPLACE INTO article VALUES(?, ?, ?, ?, ?, ?, ?)", (article, doc, HEAD in docs, *state)
        )
        for key, document in docs.items():
            if is_highlight(key, document):
                quote, note = (
                    spaced(fold(text_of(document, name, lines=True))) for name in ("quote", "note")
                )
                run("INSERT OR REPLACE INTO highlight VALUES(?, ?)", (int(key), article))
                run(
                    "INSERT OR REPLACE INTO passage(rowid, quote, note) VALUES(?, ?, ?)",
                    (int(key), quote, note),
                )

    def _doc(self, texts: Texts, digest: str) -> int | None:
        """Return the number of a body, read if it is new; `None` when it cannot be read."""
        run = self._db.execute
        if known := run("SELECT id FROM doc WHERE digest = ?", (digest,)).fetchone():
            return int(known[0])
        text = read_text(texts, digest)
        if text is None:
            return None
        number = run("INSERT INTO doc(digest) VALUES(?)", (digest,)).lastrowid
        run("INSERT INTO body(rowid, text) VALUES(?, ?)", (number, spaced(fold(text))))
        return number

    # asking

    def matches(self, asked: str, most: int) -> int:
        """Count the texts that hold what is asked for, up to `most`."""
        query = "SELECT count(*) FROM (SELECT rowid FROM body WHERE body MATCH ? LIMIT ?)"
        return int(self._db.execute(query, (asked, most)).fetchone()[0])

    def in_bodies(self, asked: str, *, ranked: bool) -> Iterator[tuple[int, float]]:
        """Give articles whose text holds what is asked for, and how well (higher is better)."""
        score, order = ("-bm25(body)", "ORDER BY 2 DESC, 1 DESC") if ranked else ("0.0", "")
        yield from self._db.execute(
            f"SELECT article.id, {score} FROM body JOIN article ON article.doc = body.rowid"
            f" WHERE body MATCH ? AND article.live {order}",
            (asked,),
        )

    def in_notes(self, asked: str) -> Iterator[tuple[int, int, float]]:
        """Give article, highlight and score of the highlights that hold what is asked for, the best first."""
        yield from self._db.execute(
            "SELECT highlight.article, highlight.id, -bm25(passage) FROM passage"
            " JOIN highlight ON highlight.id = passage.rowid WHERE passage MATCH ? ORDER BY 3 DESC, 2 DESC",
            (asked,),
        )


def read_text(texts: Texts, digest: str) -> str | None:
    """Read the text of a body alone; `None` when it cannot be read."""
    try:
        raw, _, _ = read_file(DISK, texts.path(digest, "txt"))
        return raw.decode()
    except (OSError, LibraryError, UnicodeDecodeError):
        return None
