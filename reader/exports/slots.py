"""The chunks of a file in the order in which a person has them, what is new or gone among them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from reader.exports.chunk import FRONT, Chunk, is_passage
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


class Slot(NamedTuple):
    """A chunk, what was written of it last (nothing if that is unknown), what is to be, whether it is new."""

    key: str
    base: str | None
    ours: str
    new: bool

    @property
    def core(self) -> str:
        """What was written last of it, as far as is known, without the blank lines before it."""
        return (self.ours if self.base is None else self.base).lstrip("\n")

    def bare(self) -> Slot:
        """Return it without the blank lines before it."""
        return self._replace(base=self.base and self.base.lstrip("\n"), ours=self.ours.lstrip("\n"))


def slots(ours: Mapping[str, str], base: Mapping[str, str], found: Sequence[str]) -> list[Slot]:
    """Return the chunks of `ours`, and what is left of `base`, in the order of the ids `found` in the file.

    A chunk that is not found there follows what it follows in the library; an article goes before its first
    passage. What a person took out is left out. Without a `base` nothing is known to be new but passages.
    """
    blind, there = not base, frozenset(found)

    def slot(key: str) -> Slot:
        was = base.get(key)
        new = was is None and key not in there and (is_passage(key) or not blind)
        return Slot(key, was, ours.get(key, was or ""), new)

    return [slot(key) for key in _ordered(ours, base, found)]


def taken_out(ours: Collection[str], base: Collection[str], found: Collection[str]) -> frozenset[str]:
    """Return the passages that were written and are not in the file any more."""
    return frozenset(key for key in ours if is_passage(key) and key in base and key not in found)


def _ordered(ours: Mapping[str, str], base: Mapping[str, str], found: Sequence[str]) -> list[str]:
    places = {key: place for place, key in enumerate(found)}
    out = taken_out(ours, base, places)
    before: dict[str, list[str]] = defaultdict(list)
    after: dict[str, list[str]] = defaultdict(list)
    last, first_of = "", _first_passages(list(ours), places)
    for key in ours:
        if key in out:
            continue
        if key not in places:
            first = first_of.get(key)
            (before[first] if first else after[last]).append(key)
        last = key
    for key, first in _first_passages(list(base), places).items():
        if first and key not in ours and key not in places:  # an article that is gone, but for its passages
            before[first].append(key)
    ordered: list[str] = []
    waiting = [*reversed(found), *reversed(after[""])]
    while waiting:
        key = waiting.pop()
        if before[key]:
            waiting += [key, *reversed(before.pop(key))]
            continue
        ordered.append(key)
        waiting += reversed(after.pop(key, []))
    return ordered


def _first_passages(keys: Sequence[str], places: Mapping[str, int]) -> dict[str, str | None]:
    """Return of each article that passage of its own which stands first in the file."""
    first: dict[str, str | None] = {}
    article = ""
    for key in keys:
        if not is_passage(key):
            article = key
            first[article] = None
            continue
        best = first.get(article)
        if key in places and (best is None or places[key] < places[best]):
            first[article] = key
    return first


def with_gone(ours: Sequence[Chunk], base: Sequence[Chunk], left: Collection[str]) -> list[Chunk]:
    """Return what is written with what is left of what was written, each behind what it followed."""
    gone = {chunk.key for chunk in base if chunk.key in left or (chunk.key == FRONT and not ours)}
    stays = {chunk.key for chunk in ours}
    after: dict[str, list[Chunk]] = defaultdict(list)
    last = ""
    for chunk in base:
        if chunk.key in gone:
            after[last].append(chunk)
        elif chunk.key in stays:
            last = chunk.key
    written = after.pop("", [])
    for chunk in ours:
        written += [chunk, *after.pop(chunk.key, ())]
    return written
