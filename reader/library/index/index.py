"""The derived index: a SQLite file with a row an article and one for each of its tags. It may be deleted.

A row remembers the state of the file it was made from, so a stale one is found by one look at the file.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reader.library.index.columns import COLUMNS, DAMAGED, LIVE
from reader.library.index.database import Database
from reader.library.index.passage_rows import PassageRows
from reader.library.index.tag_table import TagTable
from reader.model import Article
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping

    from reader.library.disk.files import Signature
    from reader.library.index.entry import Entry

SCHEMA = 9  # what holds something deleted is known

#: `shown` and `sought` are apart so that sorting and counting read a short row.
_TABLES = f"""
CREATE TABLE article({", ".join(COLUMNS).replace("id,", "id INTEGER PRIMARY KEY,", 1)}, change INTEGER);
CREATE INDEX article_added ON article(state, added DESC, id DESC);
CREATE INDEX article_read ON article(state, read DESC, added DESC, id DESC);
CREATE INDEX article_status ON article(state, status);
CREATE INDEX article_digest ON article(digest);
CREATE INDEX article_origin ON article(origin);
CREATE INDEX article_bucket ON article(id & 1023);
CREATE INDEX article_change ON article(change);
CREATE INDEX article_deleted ON article(id) WHERE deleted;
CREATE TABLE shown(id INTEGER PRIMARY KEY, row BLOB);
CREATE TABLE sought(id INTEGER PRIMARY KEY, text TEXT, url TEXT);
CREATE TABLE highlight(id INTEGER, article INTEGER, PRIMARY KEY(id, article)) WITHOUT ROWID;
CREATE TABLE link(target INTEGER, source INTEGER, article INTEGER,
  PRIMARY KEY(target, source, article)) WITHOUT ROWID;
CREATE TABLE tag(id INTEGER PRIMARY KEY, name TEXT UNIQUE, key TEXT,
  articles INTEGER, highlights INTEGER, used TEXT);
CREATE INDEX tag_key ON tag(key);
CREATE TABLE tagged(tag INTEGER, added TEXT, article INTEGER, used TEXT,
  PRIMARY KEY(tag, added DESC, article DESC)) WITHOUT ROWID;
CREATE TABLE pair(tag INTEGER, other INTEGER, highlights INTEGER, PRIMARY KEY(tag, other)) WITHOUT ROWID;
CREATE TABLE bucket(name TEXT PRIMARY KEY, mtime INTEGER) WITHOUT ROWID;
CREATE TABLE standing(change INTEGER, checked TEXT, total INTEGER);
INSERT INTO standing VALUES(CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER), '', 0);
"""

_EACH = "SELECT value FROM json_each(?)"
_NEWEST = "added DESC, id DESC"
_OLDEST = "added, id"
#: Without an order: for one SQLite would read all articles, in theirs.
CHANGED = "SELECT id, state, inode, size, mtime, ctime FROM article WHERE change > ?"
ORDERS = {
    "added": _NEWEST,
    "title": f"title, {_NEWEST}",
    "site": f"site = '', site, {_NEWEST}",
    "read": f"read DESC, {_NEWEST}",
    "progress": f"progress DESC, {_NEWEST}",
    "words": f"words DESC, {_NEWEST}",
    "highlights": f"highlights DESC, {_NEWEST}",
}


class Place(NamedTuple):
    """Where an article stands among the newest."""

    added: str
    article: int


class Index(Database):
    """An open index; every method may raise `sqlite3.Error`."""

    def __init__(self, path: str) -> None:
        super().__init__(path, SCHEMA, _TABLES)
        self.tags = TagTable(self.db)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Make all between one transaction."""
        try:
            with self.transaction():
                yield
                self.tags.settle()
        except BaseException:
            self.tags.forget()
            raise

    # bringing it up to date

    def put(self, entries: Iterable[Entry]) -> None:
        """Replace all that is known of some articles, in one transaction."""
        given = list({entry.number: entry for entry in entries}.values())
        with self._writing():
            self._clear({entry.number: entry for entry in given})
            self.run("UPDATE standing SET change = change + 1")
            change = self.change()
            many, number = self.many, len(COLUMNS) + 1
            many(
                f"INSERT INTO article VALUES({','.join('?' * number)})",
                ((*entry.columns, change) for entry in given),
            )
            many("INSERT INTO shown VALUES(?, ?)", ((entry.number, entry.row) for entry in given))
            many("INSERT INTO sought VALUES(?, ?, ?)", ((entry.number, *entry.texts) for entry in given))
            self.tags.add(given)

    def with_deletions(self) -> list[int]:
        """Return the articles that are in the trash, or of which something is, the newest first."""
        return [number for (number,) in self.run("SELECT id FROM article WHERE deleted ORDER BY id DESC")]

    def drop(self, articles: Iterable[int]) -> None:
        """Forget articles whose files are gone."""
        if gone := list(articles):
            with self._writing():
                self._clear(dict.fromkeys(gone))
                self.run("UPDATE standing SET change = change + 1")

    def _clear(self, articles: Mapping[int, Entry | None]) -> None:
        """Forget articles and what belongs to them, but for the highlights and links that are to be."""
        import orjson  # of one article it may be a megabyte

        query, known, passages = f"SELECT id, owned FROM article WHERE id IN ({_EACH})", [], PassageRows()
        rows = dict(self.run(query, (json.dumps(list(articles)),)))
        for number, entry in articles.items():
            row = rows.get(number)
            added, marks, tags, pairs, ties = orjson.loads(row) if row else ("", (), (), (), ())
            passages.change(number, marks, ties, entry)
            if row:
                known.append((number,))
                self.tags.remove(Place(added, number), tags, pairs)
        passages.write(self.many)
        for table in ("article", "shown", "sought"):
            self.many(f"DELETE FROM {table} WHERE id = ?", known)

    def state_of(self, article: int) -> Signature | None:
        """Return the file state that a row was made from."""
        found: Signature | None = self.run(
            "SELECT inode, size, mtime, ctime FROM article WHERE id = ?", (article,)
        ).fetchone()
        return found

    def states_in(self, bucket: int) -> dict[int, Signature]:
        """Return the file states of the rows whose ids end in the digits of number `bucket`."""
        rows = self.run("SELECT id, inode, size, mtime, ctime FROM article WHERE id & 1023 = ?", (bucket,))
        return {number: (inode, size, mtime, ctime) for number, inode, size, mtime, ctime in rows}

    def buckets(self) -> dict[str, int]:
        """Return the folder times up to which buckets were read."""
        return dict(self.run("SELECT name, mtime FROM bucket").fetchall())

    def set_buckets(self, times: Iterable[tuple[str, int]]) -> None:
        """Keep the times up to which buckets were read."""
        with self._writing():
            self.many("INSERT OR REPLACE INTO bucket VALUES(?, ?)", times)

    @property
    def checked(self) -> str:
        """What `set_checked` kept last."""
        return str(self.run("SELECT checked FROM standing").fetchone()[0])

    def set_checked(self, when: str) -> None:
        """Keep when every file was last looked at."""
        self.run("UPDATE standing SET checked = ?", (when,))

    def progress(self) -> tuple[int, int]:
        """Return how many articles are known, and how many there are while not all are; else zero."""
        known, total = self.run("SELECT count(*), (SELECT total FROM standing) FROM article").fetchone()
        return known, total

    def set_total(self, total: int) -> None:
        """Keep how many articles there are; zero when all of them are known."""
        self.run("UPDATE standing SET total = ? WHERE total != ?", (total, total))

    def change(self) -> int:
        """Return the number of the last change."""
        return int(self.run("SELECT change FROM standing").fetchone()[0])

    def changed_since(self, change: int) -> list[tuple[int, int, Signature]]:
        """Return id, standing and file state of the rows changed after change number `change`."""
        rows = self.run(CHANGED, (change,))
        return sorted((number, state, tuple(signature)) for number, state, *signature in rows)

    def count_changed(self, change: int) -> int:
        """Count the rows changed after change number `change`."""
        return int(self.run("SELECT count(*) FROM article WHERE change > ?", (change,)).fetchone()[0])

    # asking

    def articles(
        self, order: str, where: str = "1", given: Iterable[object] = (), limit: int = -1, offset: int = 0
    ) -> Iterator[Article]:
        """Give the articles that stand and meet a condition, in an order of `ORDERS`."""
        columns = "(SELECT row FROM shown WHERE shown.id = article.id)"
        return (_article(row) for (row,) in self._select(columns, order, where, (*given, limit, offset)))

    def ids(self, order: str, where: str = "1", given: Iterable[object] = (), limit: int = -1) -> list[int]:
        """Return the articles that stand and meet a condition, in an order of `ORDERS`."""
        return [number for (number,) in self._select("id", order, where, (*given, limit, 0))]

    def _select(self, columns: str, order: str, where: str, given: tuple[object, ...]) -> sqlite3.Cursor:
        by = _OLDEST if order == "oldest" else ORDERS[order]
        return self.run(
            f"SELECT {columns} FROM article WHERE state = {LIVE} AND {where} ORDER BY {by} LIMIT ? OFFSET ?",
            given,
        )

    def shown(self, articles: Iterable[int]) -> list[Article]:
        """Return articles in the order of their ids given, without those that are not known."""
        query = "SELECT row FROM shown WHERE id = ?"
        rows = (self.run(query, (number,)).fetchone() for number in articles)
        return [_article(row[0]) for row in rows if row]

    def newest(
        self,
        where: str,
        given: Iterable[object],
        after: tuple[str, int] | None,
        limit: int,
        *,
        backwards: bool = False,
    ) -> list[Place]:
        """Return the newest articles (`backwards` the oldest) that meet a condition, those behind `after`."""
        sign = ">" if backwards else "<"
        behind, place = (f" AND (added, id) {sign} (?, ?)", after) if after else ("", ())
        order = "oldest" if backwards else "added"
        rows = self._select("added, id", order, where + behind, (*given, *place, limit, 0))
        return [Place(*row) for row in rows]

    def marks(self, after: int | None, limit: int, *, backwards: bool = False) -> list[tuple[int, int]]:
        """Return the highlights made last (`backwards` first) and their articles, those behind `after`."""
        sign, order = (">", "") if backwards else ("<", "DESC")
        behind, given = (f"WHERE id {sign} ?", (after,)) if after is not None else ("", ())
        query = f"SELECT id, article FROM highlight {behind} ORDER BY id {order}, article {order} LIMIT ?"
        return self.run(query, (*given, limit)).fetchall()

    def count_marks(self) -> int:
        """Count the highlights of the articles that stand."""
        return int(self.run("SELECT count(*) FROM highlight").fetchone()[0])

    def among(self, articles: list[int], where: str, given: Iterable[object]) -> set[int]:
        """Return those of some articles that stand and meet a condition."""
        # the plus keeps SQLite from walking the index of all that stand
        query = f"SELECT id FROM article WHERE +state = {LIVE} AND {where} AND id IN ({_EACH})"
        return {number for (number,) in self.run(query, (*given, json.dumps(articles)))}

    def holding(self, highlight: int) -> list[int]:
        """Return the articles with a highlight of that id: several where files were written by hand."""
        found = self.run("SELECT article FROM highlight WHERE id = ?", (highlight,))
        return [article for (article,) in found]

    def linking(self, highlight: int) -> list[tuple[int, int]]:
        """Return the highlights that link to one, each with its article."""
        query = "SELECT source, article FROM link WHERE target = ? ORDER BY article DESC, source"
        return self.run(query, (highlight,)).fetchall()

    def linked_among(self, highlights: Iterable[int]) -> set[int]:
        """Return those of some highlights that others link to."""
        if not self.run("SELECT EXISTS(SELECT 1 FROM link)").fetchone()[0]:
            return set()
        query = f"SELECT DISTINCT target FROM link WHERE target IN ({_EACH})"
        return {target for (target,) in self.run(query, (json.dumps(list(highlights)),))}

    def count(self, where: str = "1", given: Iterable[object] = ()) -> int:
        """Count the articles that stand and meet a condition."""
        query = f"SELECT count(*) FROM article WHERE state = {LIVE} AND {where}"
        return int(self.run(query, tuple(given)).fetchone()[0])

    def named(self, column: str, value: str) -> list[int]:
        """Return the articles with that `digest` or `origin`, standing ones first, then the newest."""
        query = f"SELECT id FROM article WHERE {column} = ? AND state != {DAMAGED} ORDER BY state, id DESC"
        return [number for (number,) in self.run(query, (value,))]

    def names(self, change: int) -> list[tuple[int, str, str]]:
        """Return the articles that stand and changed after change number `change`, the oldest first.

        Of each the id, the title to sort by and the address, without case.
        """
        query = "SELECT id, title, url FROM article JOIN sought USING(id) WHERE state = ? AND change > ?"
        return self.run(f"{query} ORDER BY id", (LIVE, change)).fetchall()

    def damaged(self) -> list[int]:
        """Return the articles whose files could not be read."""
        return [number for (number,) in self.run(f"SELECT id FROM article WHERE state = {DAMAGED}")]


def _article(row: bytes) -> Article:
    fields = json.loads(row)
    for name in ("authors", "dropped", "tags", "earlier"):
        fields[name] = tuple(fields[name])
    return Article(**fields)
