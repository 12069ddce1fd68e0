"""The reading side of a library."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reader.library.disk.ids import LARGEST_COUNTED
from reader.library.disk.merge import alive
from reader.library.disk.records import HEAD, article_of, highlight_of, is_highlight, text_of
from reader.library.errors import LibraryError, NotFound, ShardDamaged
from reader.library.placed import Placed
from reader.text.ids import LENGTH, read_id, show_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.library.disk.merge import Documents
    from reader.library.index.index import Index
    from reader.library.parts import Parts
    from reader.library.query.passages import Walks
    from reader.library.query.search import Search
    from reader.library.query.selection import Selection
    from reader.model import Article, ArticleView, Body, Highlight
    from reader.model.view import LinkEnd
    from reader.text.query_nodes import Query

RELEVANCE, ADDED = "relevance", "added"
_SHORTEST = 4  # characters of an id that may stand for all


class Reading:
    """Answers what is in the library."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._store, self._catalogue, self._texts, self._book = parts
        self._placed = Placed()
        self.shown: dict[int, str] = {}  # the digest of each text that was given out

    @cached_property
    def search(self) -> Search:
        """What looks into texts, loaded when it is asked for."""
        from reader.library.query.search import Search

        return Search(self._parts)

    @cached_property
    def _selection(self) -> Selection:
        from reader.library.query.selection import Selection

        return Selection(self._parts, lambda: self.search)

    def close(self) -> None:
        """Let go of the full text."""
        if "search" in self.__dict__:
            self.search.close()

    # articles

    def page(self, query: Query | None, order: str, offset: int, limit: int) -> list[Article]:
        """Return a page of articles, each as its file is now."""
        from reader.library.index.index import ORDERS

        if order not in ORDERS and order != RELEVANCE:
            raise LibraryError(f"There is no order “{order}”, only {', '.join([*ORDERS, RELEVANCE])}.")
        page = self._page(query, order, offset, limit)
        if self._catalogue.check_rows([article.id for article in page]):
            page = self._page(query, order, offset, limit)
        return page

    def _page(self, query: Query | None, order: str, offset: int, limit: int) -> list[Article]:
        def work(index: Index) -> list[Article]:
            if query is None:
                return list(
                    index.articles(ADDED if order == RELEVANCE else order, limit=limit, offset=offset)
                )
            return index.shown(self._selection.ids(index, query, order)[offset : offset + limit])

        return self._catalogue.ask(work)

    def ids(self, query: Query | None) -> list[int]:
        """Return the articles that meet a query, the newest first."""

        def work(index: Index) -> list[int]:
            return index.ids(ADDED) if query is None else self._selection.ids(index, query, ADDED)

        return self._catalogue.ask(work)

    def count(self, query: Query | None) -> int:
        """Count the articles that meet a query."""

        def work(index: Index) -> int:
            return index.count() if query is None else self._selection.count(index, query)

        return self._catalogue.ask(work)

    def docs(self, article: int) -> Documents:
        """Return the documents of an article that stands; they belong to the store.

        Raises:
            NotFound: when there is no such article, or it is in the trash.
            ShardDamaged: when its file cannot be read.
        """
        storage = self._store.shard(article)
        storage.refresh()
        if HEAD in storage.live:
            return storage.live
        if HEAD in storage.docs and not alive(storage.docs[HEAD]):
            raise NotFound("This article is in the trash.")
        raise ShardDamaged(f"{show_id(article)}.json is damaged: the line of the article itself is missing.")

    def article(self, number: int) -> Article:
        """Return an article."""
        docs = self.docs(number)
        return article_of(
            number, docs[HEAD], self._placed.count(number, docs, self._store.shard(number).signature)
        )

    def digest(self, number: int) -> str:
        """Return the digest of an article's text."""
        return text_of(self.docs(number)[HEAD], "digest")

    def body(self, number: int) -> Body:
        """Return the body of an article."""
        digest = self.digest(number)
        body = self._texts.get(digest)
        self.shown[number] = digest
        return body

    def view(self, number: int, query: Query | None = None, *, listed: bool = False) -> ArticleView:
        """Return an article with all that belongs to it; of a query about passages only those that meet it.

        Where none does, the article itself met the query, and all are returned, unless it `listed` passages.
        """
        from reader.model import ArticleView

        article, highlights = self.article(number), self.highlights_of(number)
        if query is not None:
            from reader.library.query.select import asks_highlights

            if listed or asks_highlights(query):
                met = self._selection.highlights_in(number, query)
                highlights = met if listed else met or highlights
        ends = self._ends(link.to for mark in highlights for link in mark.links)
        return ArticleView(article, self.body(number), tuple(highlights), self._book.codebook, ends)

    def _ends(self, numbers: Iterable[int]) -> dict[int, LinkEnd]:
        """Find the passages that links lead to; one that was deleted is left out."""
        from reader.model.view import LinkEnd

        ends = {}
        for number in numbers:
            try:
                found = self.highlight(number)
                title = self.article(found.article).title
                ends[number] = LinkEnd(found.quote, title, article=found.article)
            except LibraryError:
                continue
        return ends

    def find(self, text: str) -> int:
        """Return the article that an id, its last characters, or `last` stands for.

        `last` is the article that was read last, or where none was read the one that was added last.

        Raises:
            NotFound: when there is none, or several.
        """
        sought = text.strip().lower()
        if sought == "last":
            added = self._catalogue.ask(lambda index: next(index.articles("added", limit=1), None))
            if last := self.last_read() or added:
                return last.id
            raise NotFound("There is no article yet.")
        if number := read_id(sought):
            self.docs(number)
            return number
        found = self._ending(sought) if _SHORTEST <= len(sought) < LENGTH and sought.isascii() else []
        if len(found) == 1:
            return found[0]
        from reader.text.clean import clean_line

        raise NotFound(
            f"{len(found)} articles end in “{sought}”; give more of the id."
            if found
            else f"There is no article “{clean_line(text, 60)}”."
        )

    def _ending(self, sought: str) -> list[int]:
        found = []
        for bucket, _ in self._store.buckets():
            if bucket == sought[-2:]:
                for number, _ in self._store.articles_in(bucket):
                    if show_id(number).endswith(sought) and HEAD in self._store.read(number).live:
                        found.append(number)
        return found

    def last_read(self) -> Article | None:
        """Return the article that was read last."""

        def work(index: Index) -> Article | None:
            last = next(index.articles("read", limit=1), None)
            return last if last and last.read else None

        return self._catalogue.ask(work)

    def damaged(self) -> list[int]:
        """Return the articles whose files cannot be read."""
        return self._catalogue.ask(lambda index: index.damaged())

    def notice(self, article: int) -> str:
        """Say why the library (for 0), or an article, may only be read; empty when it may be written."""
        from reader.library.disk.migrations import is_newer
        from reader.library.errors import newer

        if article == 0:
            return newer("library") if self._book.is_newer() else ""
        return newer("article") if is_newer(self._store.shard(article).docs) else ""

    # highlights

    def highlights_of(self, article: int) -> list[Highlight]:
        """Return the highlights of an article by their place."""
        return self._placed.of(article, self.docs(article), self._store.shard(article).signature)

    def highlights(self, query: Query | None) -> Iterator[Highlight]:
        """Give the highlights that meet a query, by article, the newest first, then by place."""
        for place in self._selection.with_highlights(query):
            yield from self._selection.highlights_in(place.article, query)

    @cached_property
    def walks(self) -> Walks:
        """What gives passages a page at a time, loaded when it is asked for."""
        from reader.library.query.passages import Walks

        return Walks(self._parts, self._selection)

    def highlight(self, number: int) -> Highlight:
        """Return a highlight by its id alone.

        Raises:
            NotFound: when there is none, or several articles have one of that id.
        """
        key = str(number)
        # what was just written is in an open file; asking the index would bring it up to date each time
        articles = {of for of, file in self._store.opened() if key in file.docs}
        if 0 < number <= LARGEST_COUNTED or (not articles and 0 < number < 1 << 63):
            articles.update(self._catalogue.ask(lambda index: index.holding(number)))
        if len(articles) > 1:
            articles = {of for of in articles if self._stands(of, key)} or articles
        if not articles:
            raise NotFound("There is no such highlight.")
        if len(articles) > 1:
            names = " and ".join(map(show_id, sorted(articles)))
            raise NotFound(f"Several highlights have the id {show_id(number)}, in the articles {names}.")
        return self.highlight_in(articles.pop(), number)

    def _stands(self, article: int, key: str) -> bool:
        try:
            live = self._store.read(article).live
        except LibraryError:
            return False
        return HEAD in live and key in live

    def highlight_in(self, article: int, number: int) -> Highlight:
        """Return a highlight of an article."""
        document = self.docs(article).get(str(number), {})
        if not is_highlight(str(number), document):
            raise NotFound("This highlight was deleted.")
        return highlight_of(article, number, document)

    # tags

    def tag_counts(self) -> dict[str, int]:
        """Return every tag in use or in the codebook with the number of its highlights."""
        counts = dict.fromkeys((tag.name for tag in self._book.codebook.tags), 0)
        return counts | self._catalogue.ask(lambda index: index.tags.counts())

    def recent_tags(self) -> list[str]:
        """Return the tags in use, last used first."""
        return self._catalogue.ask(lambda index: index.tags.recent())

    def tags_used(self) -> frozenset[str]:
        """Return the tags that a passage or an article has."""
        return frozenset(self._catalogue.ask(lambda index: index.tags.counts()))

    def tags_beside(self, name: str, limit: int) -> list[tuple[str, int]]:
        """Return the tags most often on the same highlights as one, each with their number."""
        return self._catalogue.ask(lambda index: index.tags.beside(name, limit))
