"""The side of a library that looks for words in texts, and through passages a page at a time."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reader.library.errors import LibraryError

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import RLock

    from reader.library.comparing import Alike, Comparing
    from reader.library.outcomes import Found, Key, Passages
    from reader.library.parts import Parts
    from reader.library.reading import Reading
    from reader.model import Article, Highlight
    from reader.text.query_nodes import Query

_SOON_READ = 300_000  # code points


def _unsaid(remark: str) -> None:
    """Say nothing."""


def _uncounted(done: int, total: int) -> None:
    """Show nothing."""


class Searching:
    """What `Library` offers to find texts and passages; loaded when it is asked for."""

    _lock: RLock
    _parts: Parts
    _reading: Reading

    def search(
        self, text: str, limit: int = 20, *, regex: bool = False, remark: Callable[[str], None] = _unsaid
    ) -> list[Found]:
        """Return articles whose text or highlights hold all words of `text`, or match it as a `regex`.

        Any text is safe: words, `"phrases"`, `begin*`, with or without accents, in any case unless they are
        given with a capital. The best come first while they are fewer than 20,000, else the newest. `remark`
        is told when it had to be done otherwise.

        Raises:
            BadPattern: when `text` is no `regex`.
        """
        with self._lock:
            search = self._reading.search
            return (search.expression if regex else search.find)(text, limit, remark)

    @cached_property
    def _comparing(self) -> Comparing:
        from reader.library.comparing import Comparing

        return Comparing(self._parts, self._reading)

    def alike(self, article: Article, least: float = 0.8) -> Alike | None:
        """Return the article whose text is most like that of one, where it is at least so like (0 to 1).

        It looks among the texts that it or `duplicates` was asked of before.
        """
        with self._lock:
            return self._comparing.alike(article, least)

    def duplicates(self, least: float, step: Callable[[int, int], None] = _uncounted) -> list[list[Alike]]:
        """Return groups of articles whose texts are at least so like (0 to 1) the first one's.

        `step` is told how many texts are read of how many have to be.
        """
        with self._lock:
            return list(self._comparing.groups(least, step))

    def count_of(self, status: str) -> int:
        """Count the articles of a status, without what reads queries."""
        with self._lock:
            return self._parts.catalogue.ask(lambda index: index.count("status = ?", (status,)))

    def unread(self) -> tuple[int, int] | None:
        """Return how many articles are known of how many, while they are being read; else `None`."""
        with self._lock:
            return self._parts.catalogue.progress()

    def passages(
        self,
        query: Query | None = None,
        after: Key | None = None,
        *,
        by_time: bool = False,
        backwards: bool = False,
        want: int = 60,
        looks: int = 500,
    ) -> Passages:
        """Return some `want` passages that meet a query, those behind `after`.

        At most `looks` articles are read. Passages come by article, the newest first, then by place; or
        `by_time`, the last made first. `backwards` turns the order of articles (or passages by time) round.
        """
        with self._lock:
            walks = self._reading.walks
            walk = walks.by_time if by_time else walks.by_article
            return walk(query, after, want, looks, backwards=backwards)

    def count_passages(self, query: Query | None = None) -> int | None:
        """Count the passages that meet a query, where that is known without reading them; else `None`."""
        with self._lock:
            return self._reading.walks.count(query)

    def around(self, article: Article, highlight: Highlight) -> tuple[str, str]:
        """Return what stands before and after a passage: of its sentence, or of the ones beside it.

        Of a very long text, which takes long to read, and of one that cannot be read, it is what the
        highlight itself keeps.
        """
        if highlight.attached and article.characters <= _SOON_READ:
            from reader.text.around import around

            with self._lock:
                try:
                    body = self._parts.texts.get(article.digest)
                except LibraryError:
                    body = None
            if body is not None:
                return around(body, highlight.start, highlight.end, article.language)
        return highlight.prefix, highlight.suffix
