"""Looking for words, and for regular expressions, in texts and highlights."""

from __future__ import annotations

import sqlite3
import time
from itertools import islice
from typing import TYPE_CHECKING

from reader.library.disk.records import placed_highlights
from reader.library.errors import LibraryError
from reader.library.index.catalogue import LOOK_AGAIN
from reader.library.index.database import remove
from reader.library.index.entry import named_texts
from reader.library.index.terms import asked, place, ranking, read_phrase, read_terms, snippet, stands
from reader.library.index.upkeep import MANY
from reader.library.outcomes import Found

if TYPE_CHECKING:
    from collections.abc import Callable, Set

    from reader.library.index.builder import Builder
    from reader.library.index.fulltext import FullText
    from reader.library.index.index import Index
    from reader.library.index.terms import Term
    from reader.library.parts import Parts
    from reader.model import Article, Highlight
    from reader.text.query_nodes import Query

_RANKED_BELOW = 20_000
_MOST_STOPPED = 20  # texts; then the rest is not tried, for each takes half a second
_SCANNED = "The full text cannot be used; every text was read instead."
_PARTLY = "Not all texts are read yet; only those that are were looked through."


class Search:
    """Looks in the full text while it works, else in every file."""

    def __init__(self, parts: Parts) -> None:
        self._store, self._catalogue, self._texts, _ = parts
        self._full: FullText | None = None
        self._builder: Builder | None = None  # while it reads texts
        self.partly = False  # what was answered last is not of all texts

    def close(self) -> None:
        """Close the full text."""
        if self._full:
            self._full.close()
        self._full = None

    def find(self, text: str, limit: int, remark: Callable[[str], None]) -> list[Found]:
        """Return articles that hold all words of a text, the best first while they can be ranked."""
        terms = read_terms(text)
        if not terms or limit < 1:
            return []
        cased = {term for term in terms if term.cased}

        def work(index: Index) -> list[Found]:
            try:
                full = self._caught_up(index)
                query = asked(terms)
                is_ranked = full.matches(query, _RANKED_BELOW) < _RANKED_BELOW
                matching = full.best(query, 2 * limit) if is_ranked else full.found(query, ranked=False)
                found = (
                    self._found(article, terms, cased, round(score, 4))
                    for number, score in matching
                    for article in index.shown([number])
                )
                answer = list(islice(filter(None, found), limit))
            except (sqlite3.Error, OSError) as error:
                self._give_up(error)
                remark(_SCANNED)
                each = (self._found(article, terms, set(terms)) for article in index.articles("added"))
                return list(islice(filter(None, each), limit))
            if self.partly:
                remark(_PARTLY)
            return answer

        return self._catalogue.ask(work)

    def matching(self, index: Index, text: str) -> Set[int]:
        """Return the articles that hold a text, as words that follow one another, the last perhaps longer."""
        terms = read_phrase(text)
        if not terms:
            return set()
        try:
            found = self._caught_up(index).found(asked(terms), ranked=False)
            return {article for article, _ in found}
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)
        every = index.articles("added")
        return {article.id for article in every if self._found(article, terms, set(terms))}

    def scores(self, index: Index, query: Query) -> dict[int, float]:
        """Return how well articles fit the words of a query; nothing where they are too many to be ranked."""
        wanted = ranking(query)
        if not wanted:
            return {}
        try:
            full = self._caught_up(index)
            if full.matches(wanted, _RANKED_BELOW) < _RANKED_BELOW:
                return dict(full.found(wanted, ranked=True))
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)
        return {}

    def expression(self, pattern: str, limit: int, remark: Callable[[str], None]) -> list[Found]:
        """Return articles in which a regular expression finds something, the newest first.

        Raises:
            BadPattern: when it is none.
        """
        from reader.library.query.expression import Expression

        expression = Expression(pattern)
        articles = self._catalogue.ask(lambda index: index.ids("added"))
        found: list[Found] = []
        while articles and len(found) < limit and expression.stopped < _MOST_STOPPED:
            chunk, articles = articles[:MANY], articles[MANY:]
            for article in self._catalogue.ask(lambda index: index.shown(chunk)):  # noqa: B023 - asked at once
                if one := self._fitting(article, expression.place):
                    found.append(one)
                if len(found) >= limit or expression.stopped >= _MOST_STOPPED:
                    break
        if expression.stopped:
            texts = "one text" if expression.stopped == 1 else f"{expression.stopped} texts"
            rest = "; the rest was not looked at" if expression.stopped >= _MOST_STOPPED else ""
            remark(f"Stopped in {texts}, after half a second each{rest}.")
        return found

    def _fitting(self, article: Article, where: Callable[[str], int | None]) -> Found | None:
        text = self._text(article)
        start = where(text)
        if start is not None:
            return Found(article, start, snippet(text, start))
        for highlight in self._highlights(article):
            for part in (highlight.note, highlight.quote):
                if (at := where(part)) is not None:
                    return Found(article, highlight.start, snippet(part, at))
        return None

    # the full text

    def _caught_up(self, index: Index) -> FullText:
        from reader.library.index.fulltext import path_beside

        if index.path == ":memory:":
            raise sqlite3.OperationalError("there is no place for the full text")
        path = path_beside(index.path)
        if self._full and (self._full.path != path or self._full.is_replaced()):
            self.close()
        try:
            return self._brought_up(path, index)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:  # it is corrupt: made anew, once
            self.close()
            remove(path)
            return self._brought_up(path, index)

    def _brought_up(self, path: str, index: Index) -> FullText:
        from reader.library.index.fulltext import FullText

        full = self._full = self._full or FullText(path)
        waiting = self._catalogue.waiting
        self.partly = self._catalogue.is_building()
        if waiting and not self.partly and full.backlog(index) > MANY:
            self._builder = self._builder or self._catalogue.start_builder()
            while self._builder and self._builder.runs() and full.backlog(index):
                if not waiting(full.known(), index.count()):
                    self.partly = True
                    break
                time.sleep(LOOK_AGAIN)
        if not self.partly:
            self._builder = None
            full.catch_up(index, self._store, self._texts)
        return full

    def _give_up(self, error: Exception) -> None:
        """After a failure the file is opened anew the next time; a corrupt one is taken away."""
        path = self._full.path if self._full else ""
        self.close()
        corrupt = isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
        if path and corrupt:
            remove(path)

    # an article

    def _found(
        self, article: Article, terms: tuple[Term, ...], must: Set[Term], score: float = 0.0
    ) -> Found | None:
        """Say where an article holds the terms; `None` when it does not hold one of those it must."""
        text = self._text(article)
        start, missing = place(text, terms)
        if not missing and start is not None:
            return Found(article, start, snippet(text, start), score)
        beside: tuple[int, str] | None = None
        for highlight in self._highlights(article):
            for part in (highlight.note, highlight.quote, *highlight.tags):
                standing = {term for term in missing if stands(part, term)}
                missing -= standing
                if standing and beside is None and part not in highlight.tags:
                    beside = highlight.start, snippet(part, place(part, tuple(standing))[0] or 0)
        missing = {term for term in missing if not any(stands(part, term) for part in named_texts(article))}
        if missing & must:
            return None
        if start is None and beside:
            return Found(article, *beside, score)
        return Found(article, start or 0, snippet(text, start or 0), score)

    def _text(self, article: Article) -> str:
        from reader.library.index.fulltext import read_text

        return read_text(self._texts, article.digest) or ""

    def _highlights(self, article: Article) -> list[Highlight]:
        if not article.highlights:
            return []
        try:
            return placed_highlights(article.id, self._store.read(article.id).live)
        except LibraryError:
            return []  # deleted or damaged since the index read it
