"""What of a text stands in a later version of it: equal runs, found from paragraphs down to words.

The method is patience diff (Bram Cohen): parts that stand once in both texts hold the rest in place. Between
them the same is done with smaller parts, at last with Levenshtein's alignment of words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
#: Paragraphs, sentences roughly, words: each cuts a text into parts that join to it again.
_LEVELS: tuple[Callable[[str], list[str]], ...] = (
    re.compile(r"[^\n]*\n+|[^\n]+").findall,
    re.compile(r"[^.!?…。！？\n]*[.!?…。！？\n]+\s*|[^.!?…。！？\n]+").findall,
    re.compile(rf"[{_CJK}]|[^\W{_CJK}]+|\s+|[^\w\s]").findall,
)
_MOST_PAIRS = 4_000_000  # words of one text times words of the other that are aligned without a fixed part


class Run(NamedTuple):
    """`size` code points that stand at `old` in the one text and at `new` in the other."""

    old: int
    new: int
    size: int


def equal_runs(old: str, new: str) -> list[Run]:
    """Return the parts of `old` that stand in `new` in the same order, joined where they touch."""
    runs: list[Run] = []
    for run in _runs(old, new, 0, 0, 0):
        last = runs[-1] if runs else None
        if last and last.old + last.size == run.old and last.new + last.size == run.new:
            runs[-1] = Run(last.old, last.new, last.size + run.size)
        elif run.size:
            runs.append(run)
    return runs


def _runs(old: str, new: str, at_old: int, at_new: int, level: int) -> Iterator[Run]:
    """Give the equal runs of two texts that begin at the given offsets."""
    if old == new:
        yield Run(at_old, at_new, len(old))
        return
    if not old or not new or level == len(_LEVELS):
        return
    a, b = _LEVELS[level](old), _LEVELS[level](new)
    before, after = _starts(a), _starts(b)
    i = j = 0
    for low, high in [*_matches(a, b, last=level == len(_LEVELS) - 1), (len(a), len(b))]:
        if i < low and j < high:
            gap = old[before[i] : before[low]], new[after[j] : after[high]]
            yield from _runs(*gap, at_old + before[i], at_new + after[j], level + 1)
        if low < len(a):
            yield Run(at_old + before[low], at_new + after[high], len(a[low]))
        i, j = low + 1, high + 1


def _starts(parts: Sequence[str]) -> list[int]:
    starts = [0]
    for part in parts:
        starts.append(starts[-1] + len(part))
    return starts


def _matches(a: Sequence[str], b: Sequence[str], *, last: bool) -> list[tuple[int, int]]:
    """Return the pairs of equal parts, rising in both; with `last` also of those that stand more often."""
    found: list[tuple[int, int]] = []
    waiting = [(0, len(a), 0, len(b))]
    while waiting:
        i, i_end, j, j_end = waiting.pop()
        while i < i_end and j < j_end and a[i] == b[j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        while i < i_end and j < j_end and a[i_end - 1] == b[j_end - 1]:
            i_end, j_end = i_end - 1, j_end - 1
            found.append((i_end, j_end))
        if i == i_end or j == j_end:
            continue
        fixed = _rising(_once_in_both(a, b, (i, i_end, j, j_end)))
        if fixed:
            found += fixed
            edges = [(i - 1, j - 1), *fixed, (i_end, j_end)]
            for (low, left), (high, right) in pairwise(edges):
                waiting.append((low + 1, high, left + 1, right))
        elif last and (i_end - i) * (j_end - j) <= _MOST_PAIRS:
            found += ((i + x, j + y) for x, y in _aligned(a[i:i_end], b[j:j_end]))
    return sorted(found)


def _once_in_both(
    a: Sequence[str], b: Sequence[str], bounds: tuple[int, int, int, int]
) -> list[tuple[int, int]]:
    """Return the places of parts that stand once within the bounds of each, by their place in `a`."""
    i, i_end, j, j_end = bounds
    places: dict[str, int] = {}
    for x in range(i, i_end):
        places[a[x]] = -1 if a[x] in places else x
    seen: dict[str, int] = {}
    for y in range(j, j_end):
        if b[y] in places:
            seen[b[y]] = -1 if b[y] in seen else y
    pairs = ((x, seen.get(part, -1)) for part, x in places.items())
    return [(x, y) for x, y in pairs if x >= 0 and y >= 0 and not a[x].isspace()]


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest subsequence whose second members rise (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []  # the pair on top of each pile
    before: list[int] = []
    for k, (_, y) in enumerate(pairs):
        pile = bisect_left(tops, y)
        before.append(piles[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [y]
        piles[pile : pile + 1] = [k]
    chain = []
    k = piles[-1] if piles else -1
    while k >= 0:
        chain.append(pairs[k])
        k = before[k]
    return chain[::-1]


def _aligned(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, int]]:
    from rapidfuzz.distance import Levenshtein

    for step in Levenshtein.opcodes(a, b):
        if step.tag == "equal":
            yield from zip(
                range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True
            )


class Mapping(NamedTuple):
    """Where a passage of the old text stands in the new one; `kept` of its code points are the same."""

    start: int
    end: int
    kept: int


class Alignment:
    """Two versions of a text, and where passages of the old one stand in the new."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self._runs = equal_runs(old, new)
        self._olds = [run.old for run in self._runs]
        self._news = [run.new for run in self._runs]
        self._ends = [run.old + run.size for run in self._runs]

    def map(self, start: int, end: int) -> Mapping | None:
        """Return where `old[start:end]` stands; `None` when nothing of it is left."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self._olds, end) - 1
        inside = self._runs[first : last + 1]
        if not inside:
            return None
        kept = sum(min(end, run.old + run.size) - max(start, run.old) for run in inside)
        return Mapping(self._start(first, start), self._end(last, end), kept)

    def back(self, start: int, end: int) -> int | None:
        """Return where `new[start:end]` stood in the old text, when all of it lies in one equal run."""
        index = bisect_right(self._news, start) - 1
        if index < 0 or end > self._news[index] + self._runs[index].size:
            return None
        return self._olds[index] + start - self._news[index]

    def _start(self, index: int, start: int) -> int:
        """Return where a passage begins whose first kept run is that of an index."""
        run = self._runs[index]
        if run.old <= start:
            return run.new + start - run.old
        before = self._runs[index - 1] if index else Run(0, 0, 0)
        # what was put in place of the first words belongs to the passage when they mostly did
        outside = start - (before.old + before.size)
        return before.new + before.size if outside <= run.old - start else run.new

    def _end(self, index: int, end: int) -> int:
        run = self._runs[index]
        stop = run.old + run.size
        if end <= stop:
            return run.new + end - run.old
        whole = Run(len(self.old), len(self.new), 0)
        after = self._runs[index + 1] if index + 1 < len(self._runs) else whole
        return after.new if after.old - end <= end - stop else run.new + run.size


_last: list[Alignment] = []  # the alignment made last, or none


def aligned(old: str, new: str) -> Alignment:
    """Return the alignment of two texts; the last one is kept, so that it can be made ahead, in a thread."""
    known = kept(old, new)
    if known is None:
        known = Alignment(old, new)
        _last[:] = [known]
    return known


def kept(old: str, new: str) -> Alignment | None:
    """Return the alignment of two texts where it was the last that was made."""
    return next((each for each in [*_last] if each.old == old and each.new == new), None)
