"""Which texts are much alike: a derived SQLite file beside the index, of the bands of texts' sketches."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader.library.index.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SCHEMA = 1
_TABLES = """
CREATE TABLE text(number INTEGER PRIMARY KEY, digest TEXT UNIQUE);
CREATE TABLE band(key INTEGER, number INTEGER, PRIMARY KEY(key, number)) WITHOUT ROWID
"""


class Near(Database):
    """Texts by their digests; every method may raise `sqlite3.Error`. A text never changes."""

    def __init__(self, path: str) -> None:
        super().__init__(path, SCHEMA, _TABLES)

    def missing(self, digests: list[str]) -> list[str]:
        """Return those of some texts that were not read yet."""
        known = {digest for (digest,) in self.run("SELECT digest FROM text")}
        return [digest for digest in dict.fromkeys(digests) if digest not in known]

    def put(self, texts: Iterable[tuple[str, list[int]]]) -> None:
        """Keep texts: each is a digest and the bands of the text's sketch."""
        with self.transaction():
            for digest, keys in texts:
                made = self.run("INSERT OR IGNORE INTO text(digest) VALUES(?)", (digest,))
                if made.rowcount > 0:
                    self.many(
                        "INSERT OR IGNORE INTO band VALUES(?, ?)", [(key, made.lastrowid) for key in keys]
                    )

    def candidates(self, keys: list[int], most: int) -> list[str]:
        """Return the texts, at most so many, with some of these bands, those with the most first."""
        if not keys:
            return []
        marks = ", ".join("?" * len(keys))
        query = (
            f"SELECT digest FROM band JOIN text USING(number) WHERE key IN ({marks})"
            " GROUP BY number ORDER BY count(*) DESC, number LIMIT ?"
        )
        return [digest for (digest,) in self.run(query, (*keys, most))]

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield the pairs of texts that share a band; of a band with many texts each with the first alone."""
        query = (
            "SELECT DISTINCT a.digest, b.digest FROM"
            " (SELECT key, min(number) AS first FROM band GROUP BY key HAVING count(*) > 1) AS shared"
            " JOIN band ON band.key = shared.key AND band.number > shared.first"
            " JOIN text AS a ON a.number = shared.first JOIN text AS b ON b.number = band.number"
            " ORDER BY 1, 2"
        )
        yield from self.run(query)


def path_beside(index: str) -> str:
    """Return where the file stands for an index in a folder."""
    return os.path.join(os.path.dirname(index), "near.sqlite")
