"""Literal search in a body that never reads more text than it must: matches on the screen, the next, all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterator

_FIRST = 4096  # code points of the first window; the following ones are four times as large, up to
_LARGEST = 1 << 18


class Search:
    """One needle in one text. Smart case: capitals in the needle make the search heed case.

    A match begins wherever the needle stands, inside another match too ("aa" twice in "aaa"): so what is
    found in a window does not hang on where the window begins.
    """

    def __init__(self, text: str, needle: str) -> None:
        self.text, self.needle = text, needle
        self.folds = needle == needle.lower()
        self._size = len(needle)
        self._sought = _fold(needle) if self.folds else needle

    def _hits(self, start: int, end: int) -> list[int]:
        """Return where matches begin in `[start, end)`."""
        part = self.text[start : end + self._size - 1]
        find = (_fold(part) if self.folds else part).find
        found = []
        at = find(self._sought)
        while at >= 0:
            found.append(start + at)
            at = find(self._sought, at + 1)
        return found

    def between(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return every match that meets `[start, end)`."""
        if not self._size:
            return []
        first = max(0, start - self._size + 1)
        return [(at, at + self._size) for at in self._hits(first, end)]

    def next(self, pos: int) -> int | None:
        """Return where the first match at or after `pos` begins, going on from the start of the text."""
        size = len(self.text)
        for start, end in ((pos, size), (0, min(size, pos + self._size))):
            low, step = start, _FIRST
            while low < end:
                high = min(end, low + step)
                hits = self._hits(low, high) if self._size else []
                if hits:
                    return hits[0]
                low, step = high, min(step * 4, _LARGEST)
        return None

    def prev(self, pos: int) -> int | None:
        """Return where the last match before `pos` begins, going on from the end of the text."""
        size = len(self.text)
        for end, start in ((pos, 0), (size, max(0, pos))):
            high, step = end, _FIRST
            while high > start:
                low = max(start, high - step)
                hits = self._hits(low, high) if self._size else []
                if hits:
                    return hits[-1]
                high, step = low, min(step * 4, _LARGEST)
        return None

    def collect(self, found: array[int]) -> Iterator[int]:
        """Append where every match begins to `found`, yielding now and then how far it has come."""
        low, size = 0, len(self.text)
        while low < size and self._size:
            high = min(size, low + _LARGEST)
            found.extend(self._hits(low, high))
            low = high
            yield low


def _fold(text: str) -> str:
    """Return `text` in lower case at the same length: one code point for one, all sigmas alike."""
    if not text.isascii():
        # of all capitals only İ grows in lower case, and only Σ looks at its neighbours
        text = text.replace("İ", "i").replace("Σ", "σ").replace("ς", "σ")
    return text.lower()
