"""A file that the program writes and a person edits, brought up to date without losing a word of either.

A chunk that stands as it was written last is replaced where it stands; all around it is the person's and is
not looked at. A chunk in which a person wrote is joined by its lines: where both changed the same ones, both
stand. What is gone from the library stays, marked; what a person took out stays out.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reader.exports import front
from reader.exports.chunk import FRONT, Chunk, is_passage
from reader.exports.slots import Slot, slots, taken_out, with_gone
from reader.text.merge import common, merge3
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.exports.anchors import Found, Syntax


class Update(NamedTuple):
    """A file's new text, what is to be known of it as written last, and how many passages it is about.

    They are `new`, `changed on both sides`, `gone`, `taken out`.
    """

    text: str
    written: Sequence[Chunk]
    counts: Counter[str]


def update(theirs: str, base: Sequence[Chunk], ours: Sequence[Chunk], syntax: Syntax) -> Update:
    """Bring `theirs`, the file as it is, from `base`, what was written last, to `ours`."""
    text, mark, windows = _plain(theirs)
    ended = not text or text.endswith("\n")
    last = text.rpartition("\n")[2]
    text = syntax.unmarked(text if ended else f"{text}\n")
    merging = _Merging(base, ours, syntax)
    head = ""
    # where none was or is written, what stands between two rules is no front matter
    if syntax.heading is None and (FRONT in merging.base or FRONT in merging.ours):
        head, text = front.split(text)
        was = merging.base.pop(FRONT, "")
        joined = front.join(was, merging.ours.pop(FRONT, "" if ours else was), head)
        if bool(head) != bool(joined):  # it comes or goes with the blank line behind it
            text = f"\n{text}" if joined else text.removeprefix("\n")
        head = joined
    merged = syntax.marked(head + merging.merged(text), merging.gone)
    written = with_gone(ours, base, merging.left)
    if not ended and f"\n{merged}".endswith(f"\n{last}\n"):
        merged = merged.removesuffix("\n")
    return Update(mark + (merged.replace("\n", "\r\n") if windows else merged), written, merging.counts)


def _plain(text: str) -> tuple[str, str, bool]:
    """Return a text with line feeds only, its byte order mark, and whether its lines ended as on Windows."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    windows = "\r\n" in text and text.count("\r\n") == text.count("\n")
    return (
        text.removeprefix(mark).replace("\r\n", "\n") if windows else text.removeprefix(mark),
        mark,
        windows,
    )


class _Merging:
    """One update: the chunks of what was, what is to be, and what is found in the file."""

    def __init__(self, base: Iterable[Chunk], ours: Iterable[Chunk], syntax: Syntax) -> None:
        self.base, self.ours = dict(base), dict(ours)
        self.gone: frozenset[str] = frozenset()  # passages
        self.left: frozenset[str] = frozenset()  # these, and articles that still stand in the file
        self.counts: Counter[str] = Counter()
        self._syntax = syntax

    def merged(self, text: str) -> str:
        """Return the file's text brought up to date."""
        found = self._syntax.found(text)
        known = {key: place for key, place in found.items() if key in self.ours or key in self.base}
        self.gone = frozenset(key for key in known if key not in self.ours and is_passage(key))
        self.counts["gone"] = len(self.gone)
        pieces: list[str] = []
        waiting: list[Slot] = []  # of which it is not known where they stand
        at: int = 0
        placed = slots(self.ours, self.base, list(known))
        self.left = frozenset(slot.key for slot in placed if slot.key not in self.ours)
        self.counts["new"] = sum(slot.new and is_passage(slot.key) for slot in placed)
        self.counts["taken out"] = len(taken_out(self.ours, self.base, known))
        ends = _ends([known.get(slot.key) for slot in placed], len(text))
        for slot, end in zip(placed, ends, strict=True):
            place = known.get(slot.key)
            exact = self._exact(text, at, end, slot, place)
            if exact is not None:
                self._join(pieces, text[at:exact], waiting)
                pieces.append(slot.ours.lstrip("\n"))
                at = exact + len(slot.core)
                if place and place.reach > at:
                    pieces.append(text[at : place.reach])
                    at = place.reach
            elif place is not None and place.reach > at:
                if place.start is not None and place.start > at:
                    self._join(pieces, text[at : place.start], waiting)
                    at = place.start
                waiting.append(slot if place.start is None else slot.bare())
                self._join(pieces, text[at : place.reach], waiting)
                at = place.reach
            elif slot.new and not waiting:
                pieces.append(_apart(pieces, slot.ours, more=at < len(text)))
            else:
                waiting.append(slot)
        self._join(pieces, text[at:], waiting)
        return "".join(pieces)

    def _exact(self, text: str, at: int, end: int, slot: Slot, place: Found | None) -> int | None:
        """Return where a chunk begins that stands in the file as it was written last, from `at` to `end`."""
        core = slot.core
        if place is None:
            start = -1 if slot.new else text.find(core, at, end)
            return start if start >= 0 and (start == 0 or text[start - 1] == "\n") else None
        begins = place.start if place.end is None else place.end - len(core)
        fits = begins is not None and begins >= at and text.startswith(core, begins)
        return begins if fits else None

    def _join(self, pieces: list[str], text: str, waiting: list[Slot]) -> None:
        """Put a stretch of the file behind the others, joined with what is waiting to stand in it."""
        if not waiting:
            pieces.append(text)
            return
        theirs = text.split("\n")
        ours = "".join(slot.ours for slot in waiting).split("\n")
        known = all(slot.new or slot.base is not None for slot in waiting)
        base = "".join(slot.base or "" for slot in waiting).split("\n") if known else common(ours, theirs)
        pieces.append("\n".join(merge3(base, ours, theirs, self._clash)))
        waiting.clear()

    def _clash(self, ours: list[str], theirs: list[str]) -> list[str]:
        self.counts["changed on both sides"] += 1
        return [*theirs, *self._syntax.says, *ours]


def _ends(places: Sequence[Found | None], end: int) -> list[int]:
    """Return for each chunk up to where it may stand: not behind the next whose place is known."""
    ends = []
    for place in reversed(places):
        if place is not None:
            end = place.reach if place.start is None else place.start
        ends.append(end)
    return ends[::-1]


def _apart(before: Sequence[str], chunk: str, *, more: bool) -> str:
    """Return a new chunk with blank lines between it and what stands before and behind it."""
    core = chunk.lstrip("\n")
    last = "".join(before[-3:])
    if not last or last.endswith("\n\n"):
        return f"{core}\n" if more else core
    return f"\n{core}" if last.endswith("\n") else f"\n\n{core}"


def is_own(text: str, base: Sequence[Chunk], ours: Sequence[Chunk], syntax: Syntax) -> bool:
    """Tell whether a file is one of ours that may be brought up to date: something of it is known in it."""
    text, _, _ = _plain(text)
    keys = {chunk.key for chunk in (*base, *ours)}
    if any(key in keys for key in syntax.found(text)):
        return True
    head = front.split(text)[0] if FRONT in keys and syntax.heading is None else ""
    named = any(f'\nid: "{key}"\n' in head for key in keys)
    return named or any(chunk.text.strip() in text for chunk in base)
