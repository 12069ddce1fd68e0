"""Which articles and highlights meet a query: the index narrows, what is read of each decides."""

from __future__ import annotations

from collections import OrderedDict
from functools import cache
from typing import TYPE_CHECKING

from reader.library.disk.merge import alive
from reader.library.disk.records import HEAD, article_of, highlight_of, is_highlight, placed_highlights
from reader.library.errors import LibraryError
from reader.library.query.narrow import apart_from_tag, narrow, narrow_passages
from reader.library.query.select import article_matches, asks_highlights, highlight_matches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Set

    from reader.library.index.index import Index, Place
    from reader.library.outcomes import Key
    from reader.library.parts import Parts
    from reader.library.query.narrow import Condition
    from reader.library.query.search import Search
    from reader.model import Article, Highlight
    from reader.text.query_nodes import Query

_KEPT = 4  # answers
_FIRST, _MOST = 64, 4096  # articles of a chunk


class Selection:
    """Answers queries; the last answers are kept until something changes."""

    def __init__(self, parts: Parts, search: Callable[[], Search]) -> None:
        self._store, self._catalogue, self._texts, self._book = parts
        self._search = search
        self._kept: OrderedDict[tuple[Query, str], list[int]] = OrderedDict()
        self._kept_of: object = None
        self._looked = False  # into texts, for the answer that is being found

    # articles

    def count(self, index: Index, query: Query) -> int:
        """Count the articles that meet a query."""
        condition = self._narrowed(index, query)
        if condition.exact:
            return index.count(condition.sql, condition.given)
        return len(self.ids(index, query, "added"))

    def ids(self, index: Index, query: Query, order: str) -> list[int]:
        """Return the articles that meet a query, in an order of the index or that of relevance."""
        now = (index.inode, index.change(), self._book.codebook)
        if now != self._kept_of:
            self._kept.clear()
            self._kept_of = now
        if (query, order) in self._kept:
            self._kept.move_to_end((query, order))
            return self._kept[query, order]
        self._looked = False
        found = self._by_relevance(index, query) if order == "relevance" else self._ids(index, query, order)
        if not (self._looked and self._search().partly):  # else more is found once all texts are read
            self._kept[query, order] = found
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found

    def _ids(self, index: Index, query: Query, order: str) -> list[int]:
        condition = self._narrowed(index, query)
        if condition.exact:
            return index.ids(order, condition.sql, condition.given)
        return [article.id for article in self._decided(index, query, order, condition)]

    def _by_relevance(self, index: Index, query: Query) -> list[int]:
        """Rank what the full text ranks before the rest, which is in the order of time."""
        found = self.ids(index, query, "added")
        scores = self._search().scores(index, query)
        return sorted(found, key=lambda article: -scores.get(article, 0.0)) if scores else found

    def _narrowed(self, index: Index, query: Query) -> Condition:
        return narrow(query, cache(lambda text: self._matching(index, text)))

    def _matching(self, index: Index, text: str) -> Set[int]:
        self._looked = True
        return self._search().matching(index, text)

    def _decided(self, index: Index, query: Query, order: str, condition: Condition) -> Iterator[Article]:
        asks, book = asks_highlights(query), self._book.codebook
        holding = cache(lambda text: self._matching(index, text))
        for article in index.articles(order, condition.sql, condition.given):
            highlights = self._highlights_unless_gone(article) if asks and article.highlights else []
            paragraph = self._paragraphs(article)
            if article_matches(
                query, article, highlights, paragraph=paragraph, codebook=book, holding=holding
            ):
                yield article

    def _highlights_unless_gone(self, article: Article) -> list[Highlight]:
        try:
            return placed_highlights(article.id, self._store.read(article.id).live)
        except LibraryError:
            return []  # deleted or damaged since the index read it; the next look at it says so

    def _paragraphs(self, article: Article) -> Callable[[int], int]:
        """Return a function from an offset to its paragraph's number; the body is read when it is called."""

        def paragraph(offset: int) -> int:
            try:
                return self._texts.get(article.digest).blocks.at(offset)
            except LibraryError:
                return 0

        return paragraph

    # highlights

    def with_highlights(
        self, query: Query | None, after: Key | None = None, *, backwards: bool = False
    ) -> Iterator[Place]:
        """Give the articles that may have highlights that meet a query, those behind `after`.

        The newest come first; `backwards` the oldest.
        """
        tagged, rest = apart_from_tag(query)
        condition = narrow_passages(rest)

        def chunk(index: Index) -> tuple[list[Place], set[int]]:
            if tagged is None:
                places = index.newest(condition.sql, condition.given, last, limit, backwards=backwards)
                return places, {place.article for place in places}
            tags = index.tags.under(tagged.name)
            places = index.tags.newest(tags, last, limit, backwards=backwards)
            return places, index.among([place.article for place in places], condition.sql, condition.given)

        last = after
        limit = _FIRST
        while True:
            places, met = self._catalogue.ask(chunk)
            yield from (place for place in places if place.article in met)
            if len(places) < limit:
                return
            last, limit = places[-1], min(4 * limit, _MOST)

    def highlights_in(self, number: int, query: Query | None) -> list[Highlight]:
        """Return the highlights of an article that meet a query; none when it is gone."""
        found = self.found_in(number, query)
        return found[1] if found else []

    def each_of(
        self, number: int, query: Query | None
    ) -> tuple[Article, Callable[[int], Highlight | None]] | None:
        """Return an article and what gives those of its highlights that meet a query, by their ids.

        `None` when it is gone. Where all are asked for, only those that are given are read of many.
        """
        if query is not None:
            found = self.found_in(number, query)
            return (found[0], {each.id: each for each in found[1]}.get) if found else None
        shown = self._catalogue.ask(lambda index: index.shown([number]))
        try:
            docs = self._store.read(number).docs
        except LibraryError:
            return None
        if not shown or HEAD not in docs or not alive(docs[HEAD]):
            return None

        def give(highlight: int) -> Highlight | None:
            key = str(highlight)
            document = docs.get(key)
            stands = document is not None and is_highlight(key, document) and alive(document)
            return highlight_of(number, highlight, document) if document and stands else None

        return shown[0], give

    def found_in(self, number: int, query: Query | None) -> tuple[Article, list[Highlight]] | None:
        """Return an article and its highlights that meet a query; `None` when it is gone."""
        try:
            docs = self._store.read(number).live
        except LibraryError:
            return None  # deleted or damaged since the index read it; the next look at it says so
        if HEAD not in docs:
            return None
        siblings = placed_highlights(number, docs)
        article = article_of(number, docs[HEAD], len(siblings))
        paragraph, book = self._paragraphs(article), self._book.codebook
        return article, [
            highlight
            for highlight in siblings
            if highlight_matches(query, highlight, article, siblings, paragraph=paragraph, codebook=book)
        ]
