"""The side of a library that works on several passages: split, joined, linked, marked all at once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reader.library.caring import Caring

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reader.library.editing.bulk import Bulking, Hit, Hits, Outcome
    from reader.library.editing.linking import Linking
    from reader.library.editing.reshaping import Reshaping
    from reader.library.outcomes import Linked
    from reader.model import Article, ArticleView, Highlight, Link
    from reader.model.view import LinkEnd
    from reader.text.bulk import Bulk
    from reader.text.query_nodes import Query


class Reworking(Caring):
    """What `Library` offers for passages that have to do with one another; each change is a step of undo."""

    annotator: str

    @cached_property
    def _linking(self) -> Linking:
        from reader.library.editing.linking import Linking

        return Linking(self._parts, self._reading, self._writing)

    @cached_property
    def _reshaping(self) -> Reshaping:
        from reader.library.editing.reshaping import Reshaping

        return Reshaping(self._parts, self._reading, self._writing, self._undoing, self._linking)

    @cached_property
    def _bulking(self) -> Bulking:
        from reader.library.editing.bulk import Bulking

        return Bulking(self._parts, self._writing, self._undoing)

    def split(self, highlight: Highlight, cuts: Sequence[int]) -> list[Highlight]:
        """Cut a highlight at offsets inside it; its note and links stay with the first part."""
        with self._lock:
            return self._reshaping.split(highlight, cuts)

    def join(self, highlights: Sequence[Highlight]) -> Highlight:
        """Make one highlight of several of an article, with the tags, notes and links of all."""
        with self._lock:
            return self._reshaping.join(highlights)

    def link(self, source: Highlight, target: Highlight, kind: str) -> Highlight:
        """Let a highlight support, contradict or answer another, or what `kind` says; return it."""
        with self._lock:
            return self._linking.link(source, target, kind)

    def unlink(self, source: Highlight, link: Link) -> Highlight:
        """Take a link away from the highlight that it starts from; return that."""
        with self._lock:
            return self._linking.unlink(source, link)

    def links(self, highlight: Highlight) -> list[Linked]:
        """Return the links of a highlight, those that start from it and those that lead to it."""
        with self._lock:
            return self._linking.of(highlight)

    def told(self, article: int, query: Query | None = None, *, listed: bool = False) -> ArticleView:
        """Return an article as `view` does, and besides what passages lead to its own, as exports tell it."""
        from dataclasses import replace

        with self._lock:
            view = self._reading.view(article, query, listed=listed)
            linked = self.linked(mark.id for mark in view.highlights)
            marks = (mark for mark in view.highlights if mark.id in linked)
            return replace(view, led={mark.id: tuple(self._led(mark)) for mark in marks})

    def _led(self, highlight: Highlight) -> Iterator[LinkEnd]:
        from reader.model.view import LinkEnd

        for link in self._linking.of(highlight):
            if link.incoming and link.other:
                title = self._reading.article(link.other.article).title
                yield LinkEnd(link.other.quote, title, link.words, link.other.article)

    def linked(self, highlights: Iterable[int]) -> set[int]:
        """Return those of some highlights to which links lead."""
        with self._lock:
            return self._parts.catalogue.ask(lambda index: index.linked_among(highlights))

    # every place where a pattern fits

    def article_ids(self, query: Query | None = None) -> list[int]:
        """Return the articles that meet a query, the newest first."""
        with self._lock:
            return self._reading.ids(query)

    def articles(self, ids: Sequence[int]) -> list[Article]:
        """Return articles as the list shows them, without those that are gone."""
        with self._lock:
            return self._parts.catalogue.ask(lambda index: index.shown(ids))

    def hits(self, article: Article, bulk: Bulk) -> Hits:
        """Return where a pattern fits in an article's text; others may work meanwhile.

        Raises:
            BadPattern: when it is none.
        """
        from reader.library.editing.bulk import hits_in

        with self._lock:
            body = self._parts.texts.get(article.digest)
        return hits_in(article, body, self._own(article), bulk)

    def _own(self, article: Article) -> Iterator[Highlight]:
        """Give one's own highlights of an article, which are read only where they are asked for."""
        if not article.highlights:
            return
        with self._lock:
            marks = self._reading.highlights_of(article.id)
        yield from (mark for mark in marks if mark.annotator == self.annotator)

    def bulk(
        self, bulk: Bulk, hits: Mapping[int, Sequence[Hit]], digests: Mapping[int, str]
    ) -> Iterator[Outcome]:
        """Do it to the hits of some articles, a few articles at a time, and give what is done so far.

        An article whose text is no longer the one of `digests` is left as it is. It is one step of undo, also
        where one stops before the end.
        """
        work = self._bulking.do(bulk, hits, digests, self.annotator)
        while True:
            with self._lock:
                outcome = next(work, None)
            if outcome is None:
                return
            yield outcome
