"""Looking for the hits of a pattern in one article after the other, in a thread; it can be stopped."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from reader.model import ReaderError
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.library import Library
    from reader.library.editing.bulk import Hit
    from reader.text.bulk import Bulk

MOST = 100_000  # hits; more than anyone looks through
MOST_SLOW = 20  # texts for which the time did not serve, before it is given up
_CHUNK = 200  # articles that are asked for at once
_EVERY = 0.1  # seconds after which what was found is shown


class Gathered(NamedTuple):
    """What was found since the last time, by article with its title and digest, and how far one is."""

    hits: list[Hit]
    titles: dict[int, str]
    digests: dict[int, str]
    articles: int  # looked at so far
    done: int  # passages so far that need nothing
    slow: int  # texts so far for which the time did not serve


class Gathering:
    """One search through some articles, or through those that `find` returns, asked in the thread."""

    def __init__(
        self,
        library: Library,
        bulk: Bulk,
        articles: Sequence[int] = (),
        find: Callable[[], Sequence[int]] | None = None,
    ) -> None:
        self.library, self.bulk, self.articles, self._find = library, bulk, articles, find
        self.single = find is None and len(articles) == 1
        self.stopped = False
        self.unread = 0  # articles that could not be read
        self.wrong = ""  # why it was given up

    def run(self, take: Callable[[Gathered], None]) -> None:
        """Look through all articles, the first hits at once; `take` is given what was found, now and then."""
        try:
            if self._find:
                self.articles = self._find()
            for gathered in self._found():
                take(gathered)
                if self.stopped:
                    break
        except ReaderError as error:
            self.wrong = str(error)

    def _found(self) -> Iterator[Gathered]:
        hits: list[Hit] = []
        titles: dict[int, str] = {}
        digests: dict[int, str] = {}
        seen = done = slow = total = 0
        shown = 0.0
        for begin in range(0, len(self.articles), _CHUNK):
            for article in self.library.articles(self.articles[begin : begin + _CHUNK]):
                seen += 1
                try:
                    found = self.library.hits(article, self.bulk)
                except ReaderError:
                    if not self.unread and len(self.articles) == 1:
                        raise
                    self.unread += 1
                    continue
                done, slow = done + found.done, slow + found.stopped
                if found.found:
                    hits += found.found[: MOST - total]
                    total += len(found.found)
                    titles[article.id], digests[article.id] = article.title, article.digest
                if self.stopped or total >= MOST or slow >= MOST_SLOW:
                    break
                if time.monotonic() - shown >= _EVERY:
                    yield Gathered(hits, titles, digests, seen, done, slow)
                    hits, titles, digests, shown = [], {}, {}, time.monotonic()
            if self.stopped or total >= MOST or slow >= MOST_SLOW:
                break
        yield Gathered(hits, titles, digests, seen, done, slow)
        self.wrong = self._remark(total, slow)

    def _remark(self, total: int, slow: int) -> str:
        if total >= MOST:
            return f"only the first {MOST:,}; the rest was not looked at"
        if slow:
            texts = "one text" if slow == 1 else f"{slow} texts"
            rest = "; the rest was not looked at" if slow >= MOST_SLOW else ""
            return f"stopped in {texts}, after half a second each{rest}"
        return f"{self.unread} could not be read" if self.unread else ""
