"""Two changed versions of lines joined by what both were made of. Pure; the way of diff3."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Lines = list[str]


def merge3(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], clash: Callable[[Lines, Lines], Lines]
) -> Lines:
    """Join `ours` and `theirs`, both made of `base`.

    What one side changed is taken from it. Where both added, both stand, theirs first; where both changed the
    same lines, `clash(ours, theirs)` gives what shall stand; a deletion gives way to a change.
    """
    merged: Lines = []
    at_base = at_ours = at_theirs = 0
    for kept, in_ours, in_theirs, length in _unchanged(base, ours, theirs):
        was, mine, yours = base[at_base:kept], list(ours[at_ours:in_ours]), list(theirs[at_theirs:in_theirs])
        if yours == list(was) or mine == yours:
            merged += mine
        elif mine == list(was) or not mine:
            merged += yours
        elif not was or not yours:
            merged += [*yours, *mine]
        else:
            merged += clash(mine, yours)
        merged += theirs[in_theirs : in_theirs + length]
        at_base, at_ours, at_theirs = kept + length, in_ours + length, in_theirs + length
    return merged


def common(one: Sequence[str], other: Sequence[str]) -> Lines:
    """Return the lines that two versions share, in their order."""
    return [line for a, _, length in _matches(one, other) for line in one[a : a + length]]


def _matches(one: Sequence[str], other: Sequence[str]) -> Sequence[tuple[int, int, int]]:
    return SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()


def _unchanged(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield the runs that all three share: where each begins in them, and its length; the ends last."""
    mine, yours = _matches(base, ours), _matches(base, theirs)
    first = second = 0
    while first < len(mine) and second < len(yours):
        (a, in_ours, length), (b, in_theirs, other) = mine[first], yours[second]
        start, end = max(a, b), min(a + length, b + other)
        if start < end:
            yield start, in_ours + start - a, in_theirs + start - b, end - start
        if a + length < b + other:
            first += 1
        else:
            second += 1
    yield len(base), len(ours), len(theirs), 0
