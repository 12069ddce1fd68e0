"""Finding a marked passage again in another version of its text; never attached elsewhere in silence.

The selectors are those of the W3C Web Annotation model (TextQuoteSelector, TextPositionSelector). The weights
of the search are Hypothesis' (quote 50, prefix 20, suffix 20, place 2); a floor and a distance to the next
best place are added.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING

from reader.text.align import Alignment, aligned
from reader.text.once import Once

if TYPE_CHECKING:
    from collections.abc import Iterator

_FLOOR = 0.75  # of the score: below it nothing is attached
_APART = 0.05  # a second place whose score is so near makes both uncertain
_NEARBY = 512  # code points around a passage that tell it from one like it
_CLEARLY = 16  # code points of its surroundings by which a place must be ahead of others
_AROUND = 128  # code points on both sides that, standing once, need no further look
_FEW = 8  # passages for which the whole text is searched; for more its parts are looked up
_MOST_PLACES = 1000  # occurrences looked at; more of them tell no place from another


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage as it was marked: `quote == text[start:end]`, and what stood around it."""

    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage is now. The bounds of `ambiguous` and `orphan` are a proposal, or 0 and 0 for none."""

    state: str
    start: int = 0
    end: int = 0

    @property
    def attached(self) -> bool:
        """Tell whether the passage stands at its bounds for certain."""
        return self.state in ("exact", "moved", "changed")


_LOST = Place("orphan")


def occurrences(quote: str, text: str) -> list[int]:
    """Return where a quote stands, overlapping ones too, up to some thousand places."""
    places: list[int] = []
    at = text.find(quote) if quote else -1
    while at >= 0 and len(places) <= _MOST_PLACES:
        places.append(at)
        at = text.find(quote, at + 1)
    return places


class Reanchoring:
    """Two versions of a text, for passages of the old one that are to be found in the new."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self._sought = 0  # passages

    @cached_property
    def _alignment(self) -> Alignment:
        return aligned(self.old, self.new)

    def resolve(self, start: int, end: int) -> Place:
        """Return where `old[start:end]` is in the new text.

        What the alignment of both says counts only when no other place looks as much like the old one.
        """
        if self.old == self.new:
            return Place("exact", start, end)
        mapped = self._alignment.map(start, end)
        if mapped is None or not 0 <= mapped.start < mapped.end:
            return self._elsewhere(start, end)
        bounds = mapped.start, mapped.end
        if self.new[mapped.start : mapped.end] == self.old[start:end]:
            state = "exact" if mapped.start == start else "moved"
            return Place(state if self._is_likest(start, end, mapped.start) else "ambiguous", *bounds)
        if 2 * mapped.kept < end - start or self._rivals(start, end):
            return self._elsewhere(start, end)
        return Place("changed", *_trimmed(self.new, *bounds))

    def _elsewhere(self, start: int, end: int) -> Place:
        """Follow a passage that was taken out to the one place where its very words stand, if there is."""
        rivals = self._rivals(start, end)
        if not rivals:
            return _LOST
        place = max(rivals, key=lambda rival: sum(self._agreement(start, end, rival)))
        state = "ambiguous"
        if len(rivals) == 1 and len(occurrences(self.old[start:end], self.old)) == 1:
            state = "exact" if place == start else "moved"
        return Place(state, place, place + end - start)

    def _rivals(self, start: int, end: int) -> list[int]:
        """Return where the passage's words stand, but for places that are surely another passage's.

        Surely so is one that the alignment leads back to words like these that stood far from them.
        """
        places = occurrences(self.old[start:end], self.new)
        return [
            place
            for place in places
            if (origin := self._alignment.back(place, place + end - start)) is None
            or abs(origin - start) <= _NEARBY
        ]

    def _is_likest(self, start: int, end: int, place: int) -> bool:
        """Tell whether every other occurrence has clearly less of what stood around the passage."""
        lead = start - _AROUND
        if lead >= 0 and end + _AROUND <= len(self.old):
            if self._stands_once(self.old[lead : end + _AROUND], place - _AROUND):
                return True
        places = occurrences(self.old[start:end], self.new)
        if len(places) > _MOST_PLACES:
            return False
        before, after = self._agreement(start, end, place)
        others = (self._agreement(start, end, other) for other in places if other != place)
        return all(b <= before and a <= after and before + after - b - a >= _CLEARLY for b, a in others)

    def _stands_once(self, wide: str, place: int) -> bool:
        """Tell whether a passage, with what is around it, stands at a place of the new text alone."""
        self._sought += 1
        once = self._once.only_at(wide, place) if self._sought > _FEW and place >= 0 else None
        return occurrences(wide, self.new) == [place] if once is None else once

    @cached_property
    def _once(self) -> Once:
        return Once(self.new)

    def _agreement(self, start: int, end: int, place: int) -> tuple[int, int]:
        """Return how many code points are the same before and behind a passage and an occurrence of it."""
        stop = place + end - start
        before = _common(_before(self.old, start)[::-1], _before(self.new, place)[::-1])
        return before, _common(_behind(self.old, end), _behind(self.new, stop))


def _before(text: str, place: int) -> str:
    """Return what stands before a place; the start of the text is a sign too."""
    return text[place - _NEARBY : place] if place > _NEARBY else "\0" + text[:place]


def _behind(text: str, place: int) -> str:
    """Return what stands behind a place; the end of the text is a sign too."""
    return text[place : place + _NEARBY] if place + _NEARBY < len(text) else text[place:] + "\0"


def resolve(anchor: Anchor, text: str, *, same: bool = False) -> Place:
    """Find a passage in a text of which no old version is at hand; `same` says that it is the very text.

    Without a context the quote alone decides, and its place between equal ones not at all.
    """
    if same and text[anchor.start : anchor.end] == anchor.quote:
        return Place("exact", anchor.start, anchor.end)
    if not anchor.quote:
        return _LOST
    scored = sorted(_candidates(anchor, text), reverse=True)
    if not scored:
        return _LOST
    score, start, end = scored[0]
    if len(scored) > 1 and score - scored[1][0] < _APART:
        return Place("ambiguous", start, end)
    if score < _FLOOR:
        return Place("orphan", start, end)
    if text[start:end] != anchor.quote:
        return Place("changed", start, end)
    return Place("exact" if start == anchor.start else "moved", start, end)


def _candidates(anchor: Anchor, text: str) -> Iterator[tuple[float, int, int]]:
    """Give (score, start, end) of each place that a passage may be at."""
    places = occurrences(anchor.quote, text)
    for start in places:
        end = start + len(anchor.quote)
        yield _score(anchor, text, start, end, 0), start, end
    if places:
        return
    found = _approximate(anchor.quote, text)
    if found is None:
        return
    for start, end, errors in _both(anchor.quote, text, found):
        yield _score(anchor, text, start, end, errors), start, end


def _score(anchor: Anchor, text: str, start: int, end: int, errors: int) -> float:
    """Return 0 to 1: how sure it is that a passage is at a place; what is not known of it does not count."""
    from rapidfuzz.fuzz import ratio

    parts = [(50.0, 1 - errors / len(anchor.quote))]
    if anchor.prefix:
        parts.append((20.0, ratio(anchor.prefix, text[max(0, start - len(anchor.prefix)) : start]) / 100))
    if anchor.suffix:
        parts.append((20.0, ratio(anchor.suffix, text[end : end + len(anchor.suffix)]) / 100))
    if anchor.prefix or anchor.suffix:
        parts.append((2.0, 1 - min(1.0, abs(start - anchor.start) / max(1, len(text)))))
    return sum(weight * part for weight, part in parts) / sum(weight for weight, _ in parts)


def _both(quote: str, text: str, found: tuple[int, int, int]) -> Iterator[tuple[int, int, int]]:
    """Give the likest place and the likest that does not touch it."""
    yield found
    start, end, _ = found
    for low, high in ((0, start), (end, len(text))):
        other = _approximate(quote, text[low:high])
        if other:
            yield low + other[0], low + other[1], other[2]


def _approximate(quote: str, text: str) -> tuple[int, int, int] | None:
    """Return start, end and errors of the passage most like a quote, with at most half of it changed."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.fuzz import partial_ratio_alignment

    found = partial_ratio_alignment(quote, text, score_cutoff=50)
    if found is None or not quote or len(text) < len(quote) // 2:
        return None
    # the window found has the length of the quote; its ends are those of the words that were kept in it, and
    # lie no further off than it differs: beyond, the last signs of a quote would be found in other words
    slack = min(len(quote) // 2, ceil((100 - found.score) / 100 * 2 * len(quote)))
    low, high = max(0, found.dest_start - slack), min(len(text), found.dest_end + slack)
    mapped = Alignment(quote, text[low:high]).map(0, len(quote))
    start, end = (low + mapped.start, low + mapped.end) if mapped else (found.dest_start, found.dest_end)
    start, end = _trimmed(text, start, end)
    errors = Levenshtein.distance(quote, text[start:end])
    return (start, end, errors) if start < end and 2 * errors <= len(quote) else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out white space at both ends, unless there is nothing else."""
    part = text[start:end]
    stripped = part.strip()
    if not stripped:
        return start, end
    start += len(part) - len(part.lstrip())
    return start, start + len(stripped)


def _common(a: str, b: str) -> int:
    """Return how many code points two texts begin with alike."""
    size = min(len(a), len(b))
    if a[:size] == b[:size]:
        return size
    low, high = 0, size
    while low < high - 1:
        middle = (low + high) // 2
        low, high = (middle, high) if a[:middle] == b[:middle] else (low, middle)
    return low
