"""The derived index: a SQLite file with a row an article and a row a tag in use. It may be deleted any time.

A row remembers the state of the file it was made from, so a stale one is found by one look at the file.
"""

from __future__ import annotations

import json
import os
import sqlite3
from dataclasses import asdict
from typing import TYPE_CHECKING

from reader.library.merge import DEFAULT, last_stamp, stamps_of
from reader.library.records import HEAD, article_of, is_highlight, tags_in
from reader.model import Article
from reader.text.ids import show_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.library.files import Signature
    from reader.library.merge import Documents
    from reader.library.store import Shard

SCHEMA = 3  # changes are counted on from the time, so that an index made anew repeats no number
_BUSY_SECONDS = 10
LIVE, TRASHED, DAMAGED = 0, 1, 2

_TABLES = """
CREATE TABLE article(id INTEGER PRIMARY KEY, state INTEGER, bucket TEXT, title TEXT, site TEXT, added TEXT,
  read TEXT, progress REAL, words INTEGER, highlights INTEGER, status TEXT, digest TEXT, origin TEXT,
  row BLOB, inode INTEGER, size INTEGER, mtime INTEGER, ctime INTEGER, change INTEGER);
CREATE INDEX article_added ON article(state, added DESC, id DESC);
CREATE INDEX article_read ON article(state, read DESC, added DESC, id DESC);
CREATE INDEX article_digest ON article(digest);
CREATE INDEX article_origin ON article(origin);
CREATE INDEX article_bucket ON article(bucket);
CREATE INDEX article_change ON article(change);
CREATE TABLE tag(key TEXT, name TEXT, id INTEGER, article INTEGER, used TEXT, PRIMARY KEY(key, name, id))
  WITHOUT ROWID;
CREATE INDEX tag_article ON tag(article);
CREATE TABLE highlight(id INTEGER PRIMARY KEY, article INTEGER);
CREATE INDEX highlight_article ON highlight(article);
CREATE TABLE bucket(name TEXT PRIMARY KEY, mtime INTEGER) WITHOUT ROWID;
CREATE TABLE counter(change INTEGER);
INSERT INTO counter VALUES(CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER));
"""

_NEWEST = "added DESC, id DESC"
ORDERS = {
    "added": _NEWEST,
    "title": f"title, {_NEWEST}",
    "site": f"site = '', site, {_NEWEST}",
    "read": f"read DESC, {_NEWEST}",
    "progress": f"progress DESC, {_NEWEST}",
    "words": f"words DESC, {_NEWEST}",
    "highlights": f"highlights DESC, {_NEWEST}",
}


class Index:
    """An open index; every method may raise `sqlite3.Error`."""

    def __init__(self, path: str) -> None:
        self.path = path
        if path != ":memory:":
            os.close(os.open(path, os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), 0o600))
            self.inode = os.stat(path).st_ino
        self._db = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        run = self._db.execute
        run("PRAGMA journal_mode=WAL")
        run("PRAGMA synchronous=NORMAL")
        if run("PRAGMA user_version").fetchone()[0] != SCHEMA:
            self._make()

    def _make(self) -> None:
        """Make the tables anew, unless another process just did."""
        run = self._db.execute
        run("BEGIN EXCLUSIVE")
        try:
            if run("PRAGMA user_version").fetchone()[0] != SCHEMA:
                for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                    run(f'DROP TABLE "{name}"')
                for statement in _TABLES.split(";"):
                    run(statement)
                run(f"PRAGMA user_version={SCHEMA}")
            run("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")

    def is_replaced(self) -> bool:
        """Tell whether another process put a new file in place of this one."""
        if self.path == ":memory:":
            return False
        try:
            return os.stat(self.path).st_ino != self.inode
        except OSError:
            return True

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    # bringing it up to date

    def put(self, shards: Iterable[tuple[int, Shard | None, Signature]]) -> None:
        """Replace all that is known of some articles; a shard that is `None` is damaged. One transaction."""
        run = self._db.execute
        run("BEGIN IMMEDIATE")
        try:
            run("UPDATE counter SET change = change + 1")
            (change,) = run("SELECT change FROM counter").fetchone()
            for article, shard, state in shards:
                self._put(article, shard, state, change)
            run("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    def _put(self, number: int, shard: Shard | None, state: Signature, change: int) -> None:
        import orjson

        run = self._db.execute
        self._clear(number)
        docs = shard.live if shard else {}
        every = shard.docs if shard else {}
        standing = LIVE if HEAD in docs else TRASHED if HEAD in every else DAMAGED
        marks = {key: document for key, document in docs.items() if is_highlight(key, document)}
        article = article_of(number, every.get(HEAD, {}), len(marks))
        if standing == LIVE:
            rows = _tag_rows(article, {HEAD: docs[HEAD], **marks})
            self._db.executemany("INSERT OR REPLACE INTO tag VALUES(?, ?, ?, ?, ?)", rows)
            marked = ((int(key), number) for key in marks)
            self._db.executemany("INSERT OR REPLACE INTO highlight VALUES(?, ?)", marked)
        fields = (
            number,
            standing,
            show_id(number)[-2:],
            _sort_key(article.title),
            _sort_key(article.site),
            article.added,
            article.read,
            article.progress,
            article.words,
            article.highlights,
            article.status,
            article.digest,
            article.origin,
            orjson.dumps(asdict(article)),
            *state,
            change,
        )
        run(f"INSERT OR REPLACE INTO article VALUES({','.join('?' * len(fields))})", fields)

    def drop(self, articles: Iterable[int]) -> None:
        """Forget articles whose files are gone."""
        for article in articles:
            self._clear(article)
            self._db.execute("DELETE FROM article WHERE id = ?", (article,))

    def _clear(self, article: int) -> None:
        """Forget what belongs to an article."""
        self._db.execute("DELETE FROM tag WHERE article = ?", (article,))
        self._db.execute("DELETE FROM highlight WHERE article = ?", (article,))

    def state_of(self, article: int) -> Signature | None:
        """Return the file state that a row was made from."""
        found: Signature | None = self._db.execute(
            "SELECT inode, size, mtime, ctime FROM article WHERE id = ?", (article,)
        ).fetchone()
        return found

    def states_in(self, bucket: str) -> dict[int, Signature]:
        """Return the file states of a bucket's rows."""
        rows = self._db.execute(
            "SELECT id, inode, size, mtime, ctime FROM article WHERE bucket = ?", (bucket,)
        )
        return {number: (inode, size, mtime, ctime) for number, inode, size, mtime, ctime in rows}

    def buckets(self) -> dict[str, int]:
        """Return the folder times up to which buckets were read."""
        return dict(self._db.execute("SELECT name, mtime FROM bucket").fetchall())

    def set_bucket(self, name: str, mtime: int) -> None:
        """Keep the time up to which a bucket was read."""
        self._db.execute("INSERT OR REPLACE INTO bucket VALUES(?, ?)", (name, mtime))

    def change(self) -> int:
        """Return the number of the last change."""
        return int(self._db.execute("SELECT change FROM counter").fetchone()[0])

    def changed_since(self, change: int) -> list[tuple[int, int, Signature]]:
        """Return id, standing and file state of the rows changed after change number `change`."""
        rows = self._db.execute(
            "SELECT id, state, inode, size, mtime, ctime FROM article WHERE change > ? ORDER BY id", (change,)
        )
        return [(number, state, tuple(signature)) for number, state, *signature in rows]

    # asking

    def articles(
        self, order: str, where: str = "", given: Iterable[object] = (), limit: int = -1, offset: int = 0
    ) -> Iterator[Article]:
        """Give the articles that stand and meet a condition, in an order of `ORDERS`."""
        rows = self._db.execute(
            f"SELECT row FROM article WHERE state = {LIVE}{where} ORDER BY {ORDERS[order]} LIMIT ? OFFSET ?",
            (*given, limit, offset),
        )
        return (_article(row) for (row,) in rows)

    def ids(self, where: str, given: Iterable[object] = ()) -> list[int]:
        """Return the articles that stand and meet a condition, the newest first."""
        query = f"SELECT id FROM article WHERE state = {LIVE}{where} ORDER BY {_NEWEST}"
        return [number for (number,) in self._db.execute(query, tuple(given))]

    def article_of(self, highlight: int) -> int | None:
        """Return the article that a highlight is in."""
        found = self._db.execute("SELECT article FROM highlight WHERE id = ?", (highlight,)).fetchone()
        return found[0] if found else None

    def count(self, where: str = "", given: Iterable[object] = ()) -> int:
        """Count the articles that stand and meet a condition."""
        query = f"SELECT count(*) FROM article WHERE state = {LIVE}{where}"
        return int(self._db.execute(query, tuple(given)).fetchone()[0])

    def named(self, column: str, value: str) -> list[int]:
        """Return the articles with that `digest` or `origin`, standing ones first, then the newest."""
        query = f"SELECT id FROM article WHERE {column} = ? AND state != {DAMAGED} ORDER BY state, id DESC"
        return [number for (number,) in self._db.execute(query, (value,))]

    def damaged(self) -> list[int]:
        """Return the articles whose files could not be read."""
        return [number for (number,) in self._db.execute(f"SELECT id FROM article WHERE state = {DAMAGED}")]

    def tag_counts(self) -> dict[str, int]:
        """Return the number of highlights of each tag."""
        return dict(
            self._db.execute(
                "SELECT name, sum(id != article) FROM tag GROUP BY name ORDER BY name"
            ).fetchall()
        )

    def recent_tags(self) -> list[str]:
        """Return the tags of highlights, last used first; what articles came with is no sign of use."""
        return [
            name
            for name, _ in self._db.execute(
                "SELECT name, max(used) FROM tag WHERE id != article GROUP BY name ORDER BY 2 DESC, 1"
            )
        ]


def _article(row: bytes) -> Article:
    fields = json.loads(row)
    for name in ("authors", "dropped", "tags"):
        fields[name] = tuple(fields[name])
    return Article(**fields)


def _tag_rows(article: Article, docs: Documents) -> Iterator[tuple[str, str, int, int, str]]:
    """Give a row for each tag of the article and of its highlights, with the stamp of its last use."""
    for key, document in docs.items():
        number = article.id if key == HEAD else int(key)
        stamps = stamps_of(document)
        for name in tags_in(document):
            used = stamps.get("#" + name, stamps.get(DEFAULT, "")) or last_stamp(document)
            yield name.casefold(), name, number, article.id, used


def _sort_key(text: str) -> str:
    """Return what a title is sorted by: letters without their case and accents."""
    if text.isascii():
        return text.casefold()
    from unicodedata import combining, normalize

    return "".join(letter for letter in normalize("NFKD", text.casefold()) if not combining(letter))
