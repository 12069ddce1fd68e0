"""The side of a library that finds articles whose texts are much alike; nothing is merged."""

from __future__ import annotations

import sqlite3
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from reader.library.errors import LibraryError
from reader.library.index.database import remove
from reader.library.index.fulltext import read_text
from reader.library.index.near import Near, path_beside
from reader.text.sketch import bands, likeness, shingles, sketch
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.library.parts import Parts
    from reader.library.reading import Reading
    from reader.model import Article

T = TypeVar("T")
_AT_ONCE = 100  # texts in one transaction
_MOST = 20  # texts that one is compared with word by word
_PAGE = 1000
_NONE = 0.0, ""


class Alike(NamedTuple):
    """An article and how like its text is to another's: 0 to 1, the part of words in a row they share."""

    article: Article
    likeness: float


class Comparing:
    """Compares texts by their words, whatever stands between them."""

    def __init__(self, parts: Parts, reading: Reading) -> None:
        self._catalogue, self._texts = parts.catalogue, parts.texts
        self._reading = reading
        self._near: Near | None = None

    def alike(self, article: Article, least: float) -> Alike | None:
        """Return the article most like one, where one is at least so like.

        It looks among the texts that this or `groups` was asked of before.
        """

        def best(near: Near) -> tuple[float, str]:
            own = shingles(self._text(article.digest))
            keys = bands(sketch(own))
            near.put([(article.digest, keys)])
            found = (digest for digest in near.candidates(keys, _MOST) if digest != article.digest)
            return max(
                ((likeness(own, shingles(self._text(other))), other) for other in found), default=_NONE
            )

        like, digest = self._with(best) or _NONE
        if like < least or not digest:
            return None
        for number in self._catalogue.ask(lambda index: index.named("digest", digest)):
            try:
                other = self._reading.article(number)
            except LibraryError:
                continue  # in the trash, or damaged
            if other.digest == digest:
                return Alike(other, like)
        return None

    def close(self) -> None:
        """Let go of the file."""
        if self._near is not None:
            self._near.close()
        self._near = None

    def groups(self, least: float, step: Callable[[int, int], None]) -> Iterator[list[Alike]]:
        """Yield the articles that are at least so like the first of them; the one added first is the first.

        `step` is told how many texts are read of how many have to be; what was read stays read.

        Raises:
            LibraryError: there is no place for what has to be kept.
        """
        of: dict[str, Article] = {}
        while page := self._reading.page(None, "added", len(of), _PAGE):
            before = len(of)
            of.update((article.digest, article) for article in page)
            if len(of) == before:
                break
        pairs = self._with(lambda near: self._brought_up(near, list(reversed(of)), step))
        if pairs is None:
            raise LibraryError("There is no place to keep what is found out of the texts.")
        words = lru_cache(maxsize=64)(lambda digest: shingles(self._text(digest)))
        groups: dict[str, list[Alike]] = {}
        first_of: dict[str, str] = {}
        for one, other in pairs:
            if one not in of or other not in of or other in first_of:
                continue
            first = first_of.get(one, one)
            if (like := likeness(words(first), words(other))) >= least:
                first_of[other] = first
                groups.setdefault(first, [Alike(of[first], 1.0)]).append(Alike(of[other], like))
        yield from groups.values()

    def _brought_up(
        self, near: Near, digests: list[str], step: Callable[[int, int], None]
    ) -> list[tuple[str, str]]:
        missing = near.missing(digests)
        for start in range(0, len(missing), _AT_ONCE):
            some = missing[start : start + _AT_ONCE]
            near.put((digest, bands(sketch(shingles(self._text(digest))))) for digest in some)
            step(min(start + _AT_ONCE, len(missing)), len(missing))
        return list(near.pairs())

    def _text(self, digest: str) -> str:
        return read_text(self._texts, digest) or ""

    def _with(self, work: Callable[[Near], T]) -> T | None:
        """Run `work` on the file; one that is corrupt is made anew, once; `None` where there can be none."""
        index = self._catalogue.ask(lambda index: index.path)
        if index == ":memory:":
            return None
        path = path_beside(index)
        if self._near is not None and (self._near.path != path or self._near.is_replaced()):
            self.close()
        for _ in range(2):
            try:
                self._near = self._near or Near(path)
                return work(self._near)
            except sqlite3.OperationalError:
                self.close()
                return None  # the disk is full, or it may only be read
            except (sqlite3.DatabaseError, OSError):
                self.close()
                remove(path)
        return None
