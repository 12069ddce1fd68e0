"""Passages of the whole library, a page at a time, on from where the last page ended, in both directions.

No more of the library is looked at than a page needs: where one goes on is a key in the index, not a number
of rows to pass over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library.outcomes import Passages
from reader.library.query.narrow import apart_from_tag, narrow_passages
from reader.text.query_nodes import Tagged

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.library.index.index import Index
    from reader.library.outcomes import Key
    from reader.library.parts import Parts
    from reader.library.query.selection import Selection
    from reader.model import Article, Highlight
    from reader.text.query_nodes import Query

    Found = tuple[Article, Callable[[int], Highlight | None]]

_ROWS = 512  # highlights of the index that are looked at together


class Walks:
    """Goes through the passages that meet a query, by article or as they were made."""

    def __init__(self, parts: Parts, selection: Selection) -> None:
        self._catalogue, self._selection = parts.catalogue, selection

    def by_article(
        self, query: Query | None, after: Key | None, want: int, looks: int, *, backwards: bool
    ) -> Passages:
        """Return `want` passages or a few more, by article, the newest first, then by place.

        At most `looks` articles are read; there may be more though nothing was found.
        """
        found: list[tuple[Article, list[Highlight]]] = []
        for place in self._selection.with_highlights(query, after, backwards=backwards):
            here = self._selection.found_in(place.article, query)
            if here and here[1]:
                found.append(here)
                want -= len(here[1])
            looks -= 1
            if want <= 0 or looks <= 0:
                return Passages(found, (place.added, place.article))
        return Passages(found, None)

    def by_time(
        self, query: Query | None, after: Key | None, want: int, looks: int, *, backwards: bool
    ) -> Passages:
        """Return `want` passages as they were made, the last one first; only those of one article adjoin."""
        found: list[tuple[Article, list[Highlight]]] = []
        read: dict[int, Found | None] = {}
        tagged, rest = apart_from_tag(query)
        condition = narrow_passages(rest)
        last = after[1] if after else None

        def chunk(index: Index) -> tuple[list[tuple[int, int]], set[int]]:
            rows = index.marks(last, _ROWS, backwards=backwards)
            articles = list({article for _, article in rows})
            if tagged:
                articles = index.tags.among(index.tags.under(tagged.name), articles)
            return rows, index.among(articles, condition.sql, condition.given)

        while True:
            rows, met = self._catalogue.ask(chunk)
            for number, article in rows:
                last = number
                if article not in met:
                    continue
                if article not in read:
                    read[article] = self._selection.each_of(article, query)
                known = read[article]
                highlight = known[1](number) if known else None
                if known and highlight:
                    if found and found[-1][0].id == article:
                        found[-1][1].append(highlight)
                    else:
                        found.append((known[0], [highlight]))
                    want -= 1
                if want <= 0 or len(read) >= looks:
                    return Passages(found, ("", number))
            if len(rows) < _ROWS:
                return Passages(found, None)
            looks -= 1

    def count(self, query: Query | None) -> int | None:
        """Count the passages that meet a query where the index knows it, else `None`."""

        def work(index: Index) -> int | None:
            if query is None:
                return index.count_marks()
            tags = index.tags.under(query.name) if isinstance(query, Tagged) else [0, 0]
            return index.tags.count(tags[0]) if len(tags) == 1 else None if tags else 0

        return self._catalogue.ask(work)
