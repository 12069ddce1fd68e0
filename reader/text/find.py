"""Search for words in a text that reads no more than it must: matches on the screen, the next, all."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING
from unicodedata import normalize

from reader.text.words import has_unspaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Span = tuple[int, int]

_FIRST = 4096  # code points of the first window; the following ones are four times as large, up to
_LARGEST = 1 << 18
_SLICE = 1 << 16  # code points that are counted at a time: about a millisecond


class Search:
    """The matches of one needle in one text, and once `count` has run their number.

    Smart case: capitals in the needle make the search heed case. White space in the needle stands for any run
    of white space, so that a phrase is found over the end of a line or paragraph; a straight quotation mark
    stands for curly ones too. With `whole`, only whole words are found.

    A match begins wherever the needle stands, inside another match too ("aa" twice in "aaa"): so what is
    found in a window does not hang on where the window begins.
    """

    #: Whether the count gave up before it had seen all.
    stopped = False

    def __init__(self, text: str, needle: str, *, whole: bool = False) -> None:
        needle = normalize("NFC", needle)
        self.text, self.needle = text, needle
        self.folds = needle == needle.lower()
        self.complete = False
        self._starts = array("I")
        self._straight = "'" in needle or '"' in needle
        self._whole = whole and not has_unspaced(needle)
        words = self._even(needle).split()
        before, after = (edge.isspace() for edge in (needle[:1], needle[-1:]))
        after = after and bool(words)
        self._letters = sum(map(len, words))
        self._size = self._letters + before + after
        self._varies = len(words) > 1  # in length
        plain = " " * before + " ".join(words) + " " * after
        self._overlaps = any(plain.startswith(plain[i:]) for i in range(1, len(plain)))
        self._pattern = re.compile(r"\s" * before + r"\s+".join(map(re.escape, words)) + r"\s" * after)
        self._reach = re.compile(rf"(?:\s*\S){{0,{self._letters}}}\s?")

    # -- what is found

    def between(self, start: int, end: int) -> list[Span]:
        """Return every match that meets `[start, end)`, in order."""
        if self.complete:
            low = bisect_left(self._starts, self._back(start))
            spans = ((at, self._end_of(at)) for at in self._starts[low : bisect_left(self._starts, end, low)])
            return [span for span in spans if span[1] > start]
        return [span for span in self._hits(self._back(start), end) if span[1] > start]

    def next(self, pos: int) -> Span | None:
        """Return the first match that begins at or after `pos`, going on from the start of the text."""
        if self.complete:
            return self._nth(bisect_left(self._starts, pos))
        size = len(self.text)
        for start, end in ((pos, size), (0, min(size, pos))):
            low, step = start, _FIRST
            while low < end:
                high = min(end, low + step)
                hits = self._hits(low, high)
                if hits:
                    return hits[0]
                low, step = high, min(step * 4, _LARGEST)
        return None

    def prev(self, pos: int) -> Span | None:
        """Return the last match that begins before `pos`, going on from the end of the text."""
        if self.complete:
            return self._nth(bisect_left(self._starts, pos) - 1)
        size = len(self.text)
        for end, start in ((min(size, pos), 0), (size, max(0, pos))):
            high, step = end, _FIRST
            while high > start:
                low = max(start, high - step)
                hits = self._hits(low, high)
                if hits:
                    return hits[-1]
                high, step = low, min(step * 4, _LARGEST)
        return None

    def _nth(self, index: int) -> Span | None:
        if not self._starts:
            return None
        at = self._starts[index % len(self._starts)]
        return at, self._end_of(at)

    # -- how many

    def count(self) -> Iterator[int]:
        """Count the matches a slice of the text at a time, yielding how far it has come."""
        starts = array("I")
        for low in range(0, len(self.text) if self._size else 0, _SLICE):
            high = min(len(self.text), low + _SLICE)
            starts.extend(self._begins(low, high))
            yield high
        self._starts, self.complete = starts, True

    @property
    def total(self) -> int:
        """How many matches are known of; all of them once the count is complete."""
        return len(self._starts)

    @property
    def starts(self) -> Sequence[int]:
        """Where the matches known of begin, in order."""
        return self._starts

    def place(self, start: int) -> int | None:
        """Return the number of the match that begins at `start`, from 1; None while it is not known."""
        at = bisect_left(self._starts, start)
        return at + 1 if at < len(self._starts) and self._starts[at] == start else None

    # -- one window

    def _hits(self, start: int, end: int) -> list[Span]:
        """Return the matches that begin in `[start, end)`; one may end later."""
        return [(at, self._end_of(at)) for at in self._begins(start, end)]

    def _begins(self, start: int, end: int) -> list[int]:
        """Return where the matches begin that begin in `[start, end)`."""
        if not self._size:
            return []
        until = self._ahead(end) if self._varies else end + self._size - 1
        part = self._even(self.text[start:until])
        if self._overlaps:
            found = []
            match = self._pattern.search(part)
            while match:
                found.append(start + match.start())
                match = self._pattern.search(part, match.start() + 1)
        else:
            found = [start + match.start() for match in self._pattern.finditer(part)]
        while found and found[-1] >= end:
            found.pop()
        return [at for at in found if self._is_whole(at, self._end_of(at))] if self._whole else found

    def _ahead(self, pos: int) -> int:
        """Return how far a match that begins before `pos` can reach."""
        reached = self._reach.match(self.text, pos)
        return reached.end() if reached else pos

    def _back(self, pos: int) -> int:
        """Return where a match that reaches `pos` begins at the earliest."""
        if not self._varies:
            return max(0, pos - self._size + 1)
        left = self._letters
        while pos > 0 and left:
            pos -= 1
            left -= not self.text[pos].isspace()
        return max(0, pos - 1)

    def _end_of(self, start: int) -> int:
        if not self._varies:
            return start + self._size
        match = self._pattern.match(self._even(self.text[start : self._ahead(start + 1)]))
        assert match
        return start + match.end()

    def _is_whole(self, start: int, end: int) -> bool:
        edges = ((start - 1, start), (end - 1, end))
        text = self.text
        return not any(a >= 0 and b < len(text) and _binds(text[a]) and _binds(text[b]) for a, b in edges)

    def _even(self, text: str) -> str:
        """Return `text` at the same length without the differences that do not count."""
        if not text.isascii():
            if self._straight:
                for curly in "‘’“”":
                    text = text.replace(curly, "'" if curly in "‘’" else '"')
            if self.folds:
                # of all capitals only İ grows in lower case, and only Σ looks at its neighbours
                text = text.replace("İ", "i").replace("Σ", "σ").replace("ς", "σ")
        return text.lower() if self.folds else text


def _binds(letter: str) -> bool:
    return letter.isalnum() or letter == "_"
