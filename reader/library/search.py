"""Looking for words, and for regular expressions, in texts and highlights."""

from __future__ import annotations

import os
import sqlite3
from itertools import islice
from typing import TYPE_CHECKING

from reader.library.errors import LibraryError
from reader.library.outcomes import Found
from reader.library.records import HEAD, highlight_of, is_highlight
from reader.library.terms import Term, asked, place, read_phrase, read_terms, snippet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Set

    from reader.library.fulltext import FullText
    from reader.library.index import Index
    from reader.library.parts import Parts
    from reader.model import Article, Highlight

_RANKED_BELOW = 20_000
_SECONDS = 0.5  # what a regular expression may take for one text
_SCANNED = "The full text cannot be used; every text was read instead."
_STOPPED = "Stopped: the regular expression took more than half a second for one text."


class _StoppedError(Exception):
    """A regular expression took too long."""


class Search:
    """Looks in the full text while it works, else in every file."""

    def __init__(self, parts: Parts) -> None:
        self._store, self._catalogue, self._texts, _ = parts
        self._full: FullText | None = None

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

        def work(index: Index) -> list[Found]:
            try:
                full = self._caught_up(index)
                return list(islice(self._ranked(full, index, terms), limit))
            except (sqlite3.Error, OSError) as error:
                self._give_up(error)
            remark(_SCANNED)
            return list(islice(self._scan(index, lambda text: place(text, terms)), limit))

        return self._catalogue.ask(work)

    def matching(self, index: Index, text: str) -> Set[int]:
        """Return the articles that hold a text, as words that follow one another, the last perhaps longer."""
        terms = read_phrase(text)
        if not terms:
            return set()
        try:
            full = self._caught_up(index)
            found = {article for article, _ in full.in_bodies(asked(terms), ranked=False)}
            return found.union(article for article, _, _ in full.in_notes(asked(terms)))
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)
        return {found.article.id for found in self._scan(index, lambda text: place(text, terms))}

    def expression(self, pattern: str, limit: int, remark: Callable[[str], None]) -> list[Found]:
        """Return articles in which a regular expression finds something, the newest first.

        Raises:
            LibraryError: when it is none.
        """
        import regex

        try:
            compiled = regex.compile(pattern, regex.IGNORECASE)
        except (regex.error, OverflowError, RecursionError) as error:
            raise LibraryError(f"This is no regular expression: {error}.") from error

        def where(text: str) -> int | None:
            try:
                match = compiled.search(text, timeout=_SECONDS)
            except TimeoutError:
                raise _StoppedError from None
            return match.start() if match else None

        found: list[Found] = []

        def work(index: Index) -> None:
            found.clear()
            found.extend(islice(self._growing(index, where, remark), max(0, limit)))

        self._catalogue.ask(work)
        return found

    def _growing(
        self, index: Index, where: Callable[[str], int | None], remark: Callable[[str], None]
    ) -> Iterator[Found]:
        """Give what is found until it takes too long."""
        try:
            yield from self._scan(index, where)
        except _StoppedError:
            remark(_STOPPED)

    # the full text

    def _caught_up(self, index: Index) -> FullText:
        if index.path == ":memory:":
            raise sqlite3.OperationalError("there is no place for the full text")
        path = os.path.join(os.path.dirname(index.path), "text.sqlite")
        if self._full and not _is_still(self._full, path):
            self.close()
        try:
            return self._brought_up(path, index)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:  # it is corrupt: made anew, once
            self.close()
            _remove(path)
            return self._brought_up(path, index)

    def _brought_up(self, path: str, index: Index) -> FullText:
        from reader.library.fulltext import FullText

        full = self._full = self._full or FullText(path)
        full.catch_up(index, self._store, self._texts)
        return full

    def _give_up(self, error: Exception) -> None:
        """After a failure the file is opened anew the next time; a corrupt one is taken away."""
        path = self._full.path if self._full else ""
        self.close()
        if path and isinstance(error, sqlite3.DatabaseError):
            if not isinstance(error, sqlite3.OperationalError):
                _remove(path)

    def _ranked(self, full: FullText, index: Index, terms: tuple[Term, ...]) -> Iterator[Found]:
        query = asked(terms)
        ranked = full.matches(query, _RANKED_BELOW) < _RANKED_BELOW
        bodies = full.in_bodies(query, ranked=ranked)
        seen: set[int] = set()
        for number, score in bodies:
            seen.add(number)
            article = _article(index, number)
            text = self._text(article) if article else None
            if article and text is not None:
                start = place(text, terms) or 0
                yield Found(article, start, snippet(text, start), round(score, 4))
        for number, highlight, score in full.in_notes(query):
            article = None if number in seen else _article(index, number)
            if article and (passage := self._highlight(number, highlight)):
                seen.add(number)
                yield _in_note(article, passage, lambda text: place(text, terms), round(score, 4))

    # every file

    def _scan(self, index: Index, where: Callable[[str], int | None]) -> Iterator[Found]:
        """Give articles in whose text or highlights something stands, the newest first."""
        for article in list(index.articles("added")):
            text = self._text(article)
            start = where(text) if text is not None else None
            if text is not None and start is not None:
                yield Found(article, start, snippet(text, start))
                continue
            for passage in self._highlights(article):
                if where(passage.note) is not None or where(passage.quote) is not None:
                    yield _in_note(article, passage, where)
                    break

    def _text(self, article: Article) -> str | None:
        from reader.library.fulltext import read_text

        return read_text(self._texts, article.digest)

    def _highlights(self, article: Article) -> Iterator[Highlight]:
        if not article.highlights:
            return
        try:
            docs = self._store.read(article.id).live
        except LibraryError:
            return  # deleted or damaged since the index read it
        for key, document in docs.items():
            if key != HEAD and is_highlight(key, document):
                yield highlight_of(article.id, int(key), document)

    def _highlight(self, article: int, highlight: int) -> Highlight | None:
        try:
            document = self._store.read(article).live.get(str(highlight))
        except LibraryError:
            return None
        return highlight_of(article, highlight, document) if document else None


def _in_note(
    article: Article, passage: Highlight, where: Callable[[str], int | None], score: float = 0.0
) -> Found:
    """Write what was found in a highlight; it stands where the highlight does."""
    at = where(passage.note)
    text = passage.note if at is not None else passage.quote
    return Found(article, passage.start, snippet(text, at or where(text) or 0), score)


def _article(index: Index, number: int) -> Article | None:
    return next(index.articles("added", " AND id = ?", (number,)), None)


def _is_still(full: FullText, path: str) -> bool:
    try:
        return full.path == path and os.stat(path).st_ino == full.inode
    except OSError:
        return False


def _remove(path: str) -> None:
    for suffix in ("", "-wal", "-shm"):
        if os.path.lexists(path + suffix):
            os.unlink(path + suffix)
