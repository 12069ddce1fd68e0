"""The full text: a second SQLite file beside the index, so that no fault of it touches a list or a save.

One row of FTS5 an article: title, site, tags, highlights and notes, body. It is contentless. With
`content=` a view that reads the text files (a Python function) it is as large and as fast, snippets and all
(`bench/fulltext.py` compares them), but to take a row out it wants the old texts back. Here an article that
changed gets a new row and the old one is passed over, until most rows are old; then all are made anew.
"""

from __future__ import annotations

import os
from contextlib import nullcontext
from hashlib import blake2b
from typing import TYPE_CHECKING

from reader.library.disk.files import DISK, read_file
from reader.library.disk.records import HEAD, article_of, placed_highlights
from reader.library.errors import LibraryError
from reader.library.index.columns import LIVE
from reader.library.index.database import Database
from reader.library.index.terms import fold, spaced
from reader.library.index.upkeep import MANY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.library.disk.files import Signature
    from reader.library.disk.merge import Documents
    from reader.library.disk.store import Store
    from reader.library.disk.texts import Texts
    from reader.library.index.index import Index

SCHEMA = 2
_BATCH = 200
_WEIGHTS = "16.0, 8.0, 6.0, 3.0, 1.0"  # of the columns, in their order
_TABLES = """
CREATE VIRTUAL TABLE words USING fts5(title, site, tags, highlights, body, content='',
  tokenize='unicode61 remove_diacritics 2');
CREATE TABLE article(id INTEGER PRIMARY KEY, doc INTEGER, mark BLOB,
  inode INTEGER, size INTEGER, mtime INTEGER, ctime INTEGER);
CREATE INDEX article_doc ON article(doc);
CREATE TABLE seen(inode INTEGER, change INTEGER, docs INTEGER);
INSERT INTO seen VALUES(0, -1, 0);
"""


class FullText(Database):
    """An open full text; every method may raise `sqlite3.Error`."""

    def __init__(self, path: str) -> None:
        super().__init__(path, SCHEMA, _TABLES)

    # keeping up

    def backlog(self, index: Index) -> int:
        """Count the articles that changed in the index since this last caught up."""
        change = self._seen_of(index)
        return 0 if change == index.change() else index.count_changed(change)

    def _seen_of(self, index: Index) -> int:
        inode, change = self.run("SELECT inode, change FROM seen").fetchone()
        return int(change) if inode == index.inode else -1

    def known(self) -> int:
        """Count the articles that were read."""
        return int(self.run("SELECT count(*) FROM article").fetchone()[0])

    def catch_up(self, index: Index, store: Store, texts: Texts) -> None:
        """Bring in what the index knows and this does not."""
        now, seen = index.change(), self._seen_of(index)
        if seen == now:
            return
        if self._is_mostly_old():
            self._empty()
            seen = -1
        rows = index.changed_since(seen)
        with self.bulk() if len(rows) > MANY else nullcontext():
            for start in range(0, len(rows), _BATCH):
                with self.transaction():
                    for article, state, signature in rows[start : start + _BATCH]:
                        self._put(store, texts, article, signature, live=state == LIVE)
            self.run("UPDATE seen SET inode = ?, change = ?", (index.inode, now))

    def _is_mostly_old(self) -> bool:
        (docs,) = self.run("SELECT docs FROM seen").fetchone()
        return bool(docs > 2 * self.known() + MANY)

    def _empty(self) -> None:
        with self.transaction():
            self.run("DELETE FROM article")
            self.run("INSERT INTO words(words) VALUES('delete-all')")
            self.run("UPDATE seen SET inode = 0, change = -1, docs = 0")

    def _put(self, store: Store, texts: Texts, article: int, state: Signature, *, live: bool) -> None:
        """Replace all that is known of an article, unless it is of this state of its file."""
        run = self.run
        known = run(
            "SELECT inode, size, mtime, ctime, doc, mark FROM article WHERE id = ?", (article,)
        ).fetchone()
        if known and known[:4] == state:
            return
        try:
            docs = store.read(article).live if live else {}
        except LibraryError:
            docs = {}  # damaged since the index read it
        if HEAD not in docs:
            run("INSERT OR REPLACE INTO article VALUES(?, NULL, NULL, ?, ?, ?, ?)", (article, *state))
            return
        digest, columns = _columns(article, docs)
        mark = blake2b("\0".join((digest, *columns)).encode(), digest_size=16).digest()
        doc = known[4] if known and known[5] == mark else None
        if doc is None:
            run("UPDATE seen SET docs = docs + 1")
            (doc,) = run("SELECT docs FROM seen").fetchone()
            body = read_text(texts, digest) or ""
            rows = (doc, *(spaced(fold(column)) for column in (*columns, body)))
            run(
                "INSERT INTO words(rowid, title, site, tags, highlights, body) VALUES(?, ?, ?, ?, ?, ?)", rows
            )
        run("INSERT OR REPLACE INTO article VALUES(?, ?, ?, ?, ?, ?, ?)", (article, doc, mark, *state))

    # asking

    def matches(self, asked: str, most: int) -> int:
        """Count the articles, old rows of them too, that hold what is asked for, up to `most`."""
        query = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)"
        return int(self.run(query, (asked, most)).fetchone()[0])

    def best(self, asked: str, first: int) -> Iterator[tuple[int, float]]:
        """Give what `found` does, ranked; the first so many rows cost less than all of them in order."""
        query = (
            f"SELECT rowid, -bm25(words, {_WEIGHTS}) FROM words WHERE words MATCH ?"
            " ORDER BY 2 DESC, 1 DESC LIMIT ? OFFSET ?"
        )
        for limit, offset in ((first, 0), (-1, first)):
            for doc, score in self.run(query, (asked, limit, offset)).fetchall():
                if row := self.run("SELECT id FROM article WHERE doc = ?", (doc,)).fetchone():  # else old
                    yield row[0], score

    def found(self, asked: str, *, ranked: bool) -> Iterator[tuple[int, float]]:
        """Give articles that hold what is asked for, and how well, the best first; unranked the newest."""
        score = f"-bm25(words, {_WEIGHTS})" if ranked else "0.0"
        yield from self.run(
            f"SELECT article.id, {score} FROM words CROSS JOIN article ON article.doc = words.rowid"
            f" WHERE words MATCH ? ORDER BY {'2 DESC, 1 DESC' if ranked else 'words.rowid DESC'}",
            (asked,),
        )


def _columns(number: int, docs: Documents) -> tuple[str, tuple[str, str, str, str]]:
    """Return the digest of an article's body and what is looked through beside it."""
    article = article_of(number, docs[HEAD])
    highlights = placed_highlights(number, docs)
    tags = dict.fromkeys([*article.tags, *(tag for highlight in highlights for tag in highlight.tags)])
    return article.digest, (
        "\n".join((article.title, article.kicker, article.standfirst)),
        "\n".join((article.site, *article.authors)),
        "\n".join(tags),
        "\n".join((article.note, *(f"{highlight.quote}\n{highlight.note}" for highlight in highlights))),
    )


def path_beside(index: str) -> str:
    """Return where the full text of an index stands."""
    return os.path.join(os.path.dirname(index), "text.sqlite")


def read_text(texts: Texts, digest: str) -> str | None:
    """Read the text of a body alone; `None` when it cannot be read."""
    try:
        raw, _, _ = read_file(DISK, texts.path(digest, "txt"))
        return raw.decode()
    except (OSError, LibraryError, UnicodeDecodeError):
        return None
