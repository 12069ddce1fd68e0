"""The tags in the index: how often each is used, with which others, and in which articles, the newest first.

A row for an article, not for a highlight, in the order in which passages are listed: those of a tag are read
from the beginning, however many there are.
"""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from reader.library.index.entry import Entry
    from reader.library.index.index import Place

_EACH = "SELECT value FROM json_each(?)"


class TagTable:
    """The tables `tag`, `pair` and `tagged` of an index; `settle` writes the counts before it commits."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._ids: dict[str, int] = {}
        self._counted: dict[int, list[int]] = {}  # articles and highlights to add to each tag's
        self._paired: dict[tuple[str, str], int] = {}  # highlights to add to each pair's, by their names
        self._used: dict[int, str] = {}  # the last use of those that were used
        self._unused: dict[int, str] = {}  # the last use of those that lost a row

    def forget(self) -> None:
        """Drop what was not settled; the ids of new tags are none."""
        for each in (self._ids, self._counted, self._paired, self._used, self._unused):
            each.clear()

    def add(self, entries: Sequence[Entry]) -> None:
        """Add the rows of articles."""
        rows: dict[int, list[tuple[int, str, int, str]]] = {}
        for entry in entries:
            added, number = entry.added, entry.number
            for name, highlights, used in entry.tags:
                tag = self._id(name)
                self._count(tag, 1, highlights)
                if used > self._used.get(tag, ""):
                    self._used[tag] = used
                rows.setdefault(tag, []).append((tag, added, number, used))
            self._pair(entry.pairs, 1)
        in_order = chain.from_iterable(sorted(rows[tag]) for tag in sorted(rows))  # a page is written once
        self._db.executemany("INSERT OR REPLACE INTO tagged VALUES(?, ?, ?, ?)", in_order)

    def remove(
        self, place: Place, tags: Sequence[tuple[str, int, str]], pairs: Sequence[tuple[str, str, int]]
    ) -> None:
        """Remove the rows of an article that used these tags (name, highlights, last use) and pairs."""
        self._pair(pairs, -1)
        for name, highlights, used in tags:
            tag = self._id(name)
            self._count(tag, -1, -highlights)
            self._unused[tag] = max(used, self._unused.get(tag, ""))
            self._db.execute("DELETE FROM tagged WHERE tag = ? AND added = ? AND article = ?", (tag, *place))

    def _id(self, name: str) -> int:
        if known := self._ids.get(name):
            return known
        found = self._db.execute("SELECT id FROM tag WHERE name = ?", (name,)).fetchone()
        if found is None:
            added = self._db.execute("INSERT INTO tag VALUES(NULL, ?, ?, 0, 0, '')", (name, name.casefold()))
            found = (added.lastrowid,)
        self._ids[name] = int(found[0])
        return self._ids[name]

    def _count(self, tag: int, articles: int, highlights: int) -> None:
        counted = self._counted.get(tag)
        if counted is None:
            counted = self._counted[tag] = [0, 0]
        counted[0] += articles
        counted[1] += highlights

    def _pair(self, pairs: Sequence[tuple[str, str, int]], sign: int) -> None:
        paired = self._paired
        for name, other, highlights in pairs:
            paired[name, other] = paired.get((name, other), 0) + sign * highlights

    def settle(self) -> None:
        """Write the counts, and the last use: looked up only where the row that had it is gone."""
        run = self._db.execute
        for tag, counts in self._counted.items():
            (last,) = run("SELECT used FROM tag WHERE id = ?", (tag,)).fetchone()
            used = max(last, self._used.get(tag, ""))
            if self._unused.get(tag) == used and self._used.get(tag) != used:
                (used,) = run("SELECT max(used) FROM tagged WHERE tag = ?", (tag,)).fetchone()
            change = (
                "UPDATE tag SET articles = articles + ?, highlights = highlights + ?, used = ? WHERE id = ?"
            )
            run(change, (*counts, used or "", tag))
        pairs = []  # both ways: each is asked for by its first
        for (name, other), count in self._paired.items():
            if count:
                one, two = self._id(name), self._id(other)
                pairs += [(one, two, count), (two, one, count)]
        self._db.executemany(
            "INSERT INTO pair VALUES(?, ?, ?)"
            " ON CONFLICT DO UPDATE SET highlights = highlights + excluded.highlights",
            pairs,
        )
        self._db.executemany(
            "DELETE FROM pair WHERE tag = ? AND other = ? AND highlights <= 0",
            [key for *key, count in pairs if count < 0],
        )
        for each in (self._counted, self._paired, self._used, self._unused):
            each.clear()

    # asking

    def counts(self) -> dict[str, int]:
        """Return the number of highlights of each tag in use."""
        return dict(
            self._db.execute("SELECT name, highlights FROM tag WHERE articles > 0 ORDER BY name").fetchall()
        )

    def beside(self, name: str, limit: int) -> list[tuple[str, int]]:
        """Return the tags that stand on highlights of this one, the most frequent first, and on how many."""
        query = (
            "SELECT other.name, pair.highlights FROM pair JOIN tag AS other ON other.id = pair.other"
            " WHERE pair.tag = (SELECT id FROM tag WHERE name = ?)"
            " ORDER BY pair.highlights DESC, other.name LIMIT ?"
        )
        return self._db.execute(query, (name, limit)).fetchall()

    def recent(self) -> list[str]:
        """Return the tags of highlights, last used first."""
        query = "SELECT name FROM tag WHERE highlights > 0 ORDER BY used DESC, name"
        return [name for (name,) in self._db.execute(query)]

    def under(self, name: str) -> list[int]:
        """Return the tags of that name, in any case, and those under it."""
        key = name.casefold()
        under = (key, key + "/", key + "0")  # "0" is the character after "/"
        query = "SELECT id FROM tag WHERE key = ? OR (key >= ? AND key < ?)"
        return [tag for (tag,) in self._db.execute(query, under)]

    def newest(
        self,
        tags: Sequence[int],
        after: tuple[str, int] | None,
        limit: int,
        *,
        backwards: bool = False,
    ) -> list[Place]:
        """Return the newest (`backwards` the oldest) articles in which one of these tags is in use.

        Only those behind `after`.
        """
        from reader.library.index.index import Place

        sign, order = (">", "ASC") if backwards else ("<", "DESC")
        behind, place = (f"AND (added, article) {sign} (?, ?)", after) if after else ("", ())
        query = (
            f"SELECT added, article FROM tagged WHERE tag = ? {behind}"
            f" ORDER BY added {order}, article {order} LIMIT ?"
        )
        found = {Place(*row) for tag in tags for row in self._db.execute(query, (tag, *place, limit))}
        return sorted(found, reverse=not backwards)[:limit]

    def among(self, tags: Sequence[int], articles: Sequence[int]) -> list[int]:
        """Return those of some articles in which one of these tags is in use."""
        query = (
            f"SELECT id FROM article WHERE id IN ({_EACH}) AND EXISTS (SELECT 1 FROM tagged"
            f" WHERE tag IN ({_EACH}) AND tagged.added = article.added AND tagged.article = article.id)"
        )
        return [number for (number,) in self._db.execute(query, (json.dumps(articles), json.dumps(tags)))]

    def count(self, tag: int) -> int:
        """Return on how many highlights a tag stands."""
        return int(self._db.execute("SELECT highlights FROM tag WHERE id = ?", (tag,)).fetchone()[0])
