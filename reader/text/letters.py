"""A text by its letters alone: passages are found whatever other programs made of case, spaces and points.

Kindle writes straight quotes, a PDF's words are parted at line ends, a page has ligatures; the letters stay.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import takewhile
from typing import TYPE_CHECKING

from reader.text.anchor import Place, occurrences, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.text.anchor import Anchor

_SURE = 20  # letters of a passage that, standing once, need nothing around them to tell where it is
_FEWEST = 8  # letters by which a passage is sought at all

_runs = re.compile(r"[^\W_]+").finditer


def letters_of(text: str) -> str:
    """Return the letters and digits of a text without case."""
    return "".join(run.group().casefold() for run in _runs(text))


class Letters:
    """The letters of a text, and where each stands in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        parts: list[str] = []
        self._starts: list[int] = []  # where each piece begins among the letters
        self._places: list[tuple[int, int]] = []  # where in the text, and its size there
        length = 0
        for run in _runs(text):
            word, at = run.group(), run.start()
            folded = word.casefold()
            # a character may be several letters: then each is a piece
            whole = len(folded) == len(word)
            for offset, piece in [(0, folded)] if whole else enumerate(char.casefold() for char in word):
                self._starts.append(length)
                self._places.append((at + offset, len(word) if whole else 1))
                parts.append(piece)
                length += len(piece)
        self.all = "".join(parts)

    def find(self, quote: str) -> tuple[int, int, bool] | None:
        """Return the bounds of the first place with a quote's letters, and whether it is the only one."""
        letters = letters_of(quote)
        first = self.all.find(letters) if len(letters) >= _FEWEST else -1
        if first < 0:
            return None
        start, end = self._offset(first), self._offset(first + len(letters) - 1) + 1
        return *self._widened(quote, start, end), self.all.find(letters, first + 1) < 0

    def _offset(self, letter: int) -> int:
        piece = bisect_right(self._starts, letter) - 1
        at, size = self._places[piece]
        return at + min(letter - self._starts[piece], size - 1)

    def _widened(self, quote: str, start: int, end: int) -> tuple[int, int]:
        """Take in as many points and brackets at both ends as the quote has there."""
        before, after = _points(quote), _points(reversed(quote))
        start -= min(before, _points(reversed(self.text[max(0, start - before) : start])))
        return start, end + min(after, _points(self.text[end : end + after]))


def _points(text: Iterable[str]) -> int:
    """Count the characters at the front that are neither letters nor spaces."""
    return sum(1 for _ in takewhile(lambda char: not char.isalnum() and not char.isspace(), text))


def seek(anchor: Anchor, letters: Letters) -> Place:
    """Find a passage that was marked elsewhere: by its words, else by their letters, else by what is like it.

    Where it stood elsewhere says little: `exact` means that its words are there, but for case and points.
    """
    text = letters.text
    found = letters.find(anchor.quote)
    places = occurrences(anchor.quote, text)
    if found and found[2]:
        start, end, _ = found
        if len(places) == 1:
            start, end = places[0], places[0] + len(anchor.quote)
        if len(letters_of(anchor.quote)) >= _SURE or not (anchor.prefix or anchor.suffix):
            return Place("exact", start, end)
        if not places:
            return Place("changed", start, end)
    place = resolve(anchor, text)
    return Place("exact", place.start, place.end) if place.state == "moved" else place
