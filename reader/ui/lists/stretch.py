"""The part of a long list of passages that is in memory: it grows at both ends, and is cut at the far one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.library import Library
    from reader.library.outcomes import Key
    from reader.model import Article, Highlight
    from reader.text.query_nodes import Query

    End = tuple[int, Key | None]  # a walk, and the key up to which it was read; None: nothing of it

_MOST = 4000  # passages kept


class Walk(NamedTuple):
    """Passages that follow one another: those of a query that are kept; `heading` says what one is under."""

    query: Query | None
    heading: Callable[[Article, Highlight], str]
    keeps: Callable[[Highlight], bool] | None = None
    by_time: bool = False


class Item(NamedTuple):
    """A passage of the list, and the walk that gave it."""

    highlight: Highlight
    article: Article
    group: str
    walk: int


class Stretch:
    """Passages of some walks, one walk after the other, from one place in them to another."""

    def __init__(self, library: Library, walks: Sequence[Walk], *, at_end: bool = False) -> None:
        """Begin before the first passage, or behind the last."""
        self._library, self._walks = library, walks
        self.items: list[Item] = []
        self.at_start, self.at_end = not at_end or not walks, at_end or not walks
        here: End = (len(walks) - 1 if at_end else 0, None)
        self._first = self._last = here

    @classmethod
    def beside(cls, library: Library, walks: Sequence[Walk], item: Item) -> Stretch:
        """Begin before an item that was in the list, or where it was."""
        stretch = cls(library, walks)
        at, number = stretch._key(item)
        stretch._first, stretch._last = (item.walk, (at, number)), (item.walk, (at, number + 1))
        stretch.at_start = False
        return stretch

    def _key(self, item: Item) -> Key:
        by_time = self._walks[item.walk].by_time
        return ("", item.highlight.id) if by_time else (item.article.added, item.article.id)

    def grow(self, want: int, looks: int) -> None:
        """Read on at the end, at most `looks` articles."""
        if not self.at_end:
            new, self._last, self.at_end = self._read(self._last, want, looks, backwards=False)
            self.items += new

    def grow_back(self, want: int, looks: int) -> int:
        """Read on before the start, at most `looks` articles; return how many passages were found."""
        if self.at_start:
            return 0
        new, self._first, self.at_start = self._read(self._first, want, looks, backwards=True)
        self.items[:0] = new
        return len(new)

    def _read(self, end: End, want: int, looks: int, *, backwards: bool) -> tuple[list[Item], End, bool]:
        number, after = end
        walk = self._walks[number]
        page = self._library.passages(
            walk.query, after, by_time=walk.by_time, backwards=backwards, want=want, looks=looks
        )
        new: list[Item] = []
        for article, highlights in page.found:
            # within an article the library gives them by place, and by time as they were asked for
            kept = [h for h in highlights if walk.keeps is None or walk.keeps(h)]
            some = [Item(h, article, walk.heading(article, h), number) for h in kept]
            if backwards:
                new[:0] = some[::-1] if walk.by_time else some
            else:
                new += some
        if page.last is not None:
            return new, (number, page.last), False
        following = number + (-1 if backwards else 1)
        if 0 <= following < len(self._walks):
            return new, (following, None), False
        return new, end, True

    def cut(self, keep: int) -> int:
        """Let go of what is far from item number `keep`; return how many went before it."""
        items = self.items
        if len(items) <= _MOST:
            return 0
        stop = self._seam(keep + _MOST // 2)
        if stop < len(items):
            self._last, self.at_end = (items[stop - 1].walk, self._key(items[stop - 1])), False
            del items[stop:]
        start = self._seam(keep - _MOST // 2)
        if start >= keep or start <= 0:
            return 0
        self._first, self.at_start = (items[start].walk, self._key(items[start])), False
        del items[:start]
        return start

    def _seam(self, at: int) -> int:
        """Return the first number from `at` on at which another article begins."""
        items = self.items
        at = max(0, min(at, len(items)))
        while 0 < at < len(items) and self._belongs(items[at - 1], items[at]):
            at += 1
        return at

    def _belongs(self, one: Item, other: Item) -> bool:
        return (one.walk, self._key(one)) == (other.walk, self._key(other))

    def renew(self, article: int, now: Callable[[Highlight], Highlight | None]) -> bool:
        """Take the passages of an article as they are now, without those that are gone; tell of a change."""
        kept = []
        for item in self.items:
            if item.article.id == article:
                highlight = now(item.highlight)
                if highlight is None:
                    continue
                kept.append(item._replace(highlight=highlight))
            else:
                kept.append(item)
        changed = kept != self.items
        self.items = kept
        return changed
