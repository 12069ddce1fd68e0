"""A file that the program writes and a person edits, brought up to date without losing a word of either.

A chunk that stands as it was written last is replaced where it stands; all around it is the person's and is
not looked at. A chunk in which a person wrote is joined by its lines: where both changed the same ones, both
stand. What is gone from the library stays, marked; what a person took out stays out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from reader.exports import front
from reader.exports.chunk import FRONT, Chunk, is_passage
from reader.text.merge import common, merge3

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reader.exports.anchors import Found, Syntax


class Update(NamedTuple):
    """A file's new text, what is to be known of it as written last, and how many passages it is about.

    They are `new`, `changed on both sides`, `gone`, `taken out`.
    """

    text: str
    written: Sequence[Chunk]
    counts: Counter[str]


class _Slot(NamedTuple):
    """A chunk, what was written of it last (nothing if that is unknown), what is to be, whether it is new."""

    key: str
    base: str | None
    ours: str
    new: bool

    def bare(self) -> _Slot:
        """Return it without the blank lines before it."""
        return self._replace(base=self.base and self.base.lstrip("\n"), ours=self.ours.lstrip("\n"))


def update(theirs: str, base: Sequence[Chunk], ours: Sequence[Chunk], syntax: Syntax) -> Update:
    """Bring `theirs`, the file as it is, from `base`, what was written last, to `ours`."""
    text, mark, windows = _plain(theirs)
    ended = not text or text.endswith("\n")
    last = text.rpartition("\n")[2]
    text = syntax.unmarked(text if ended else f"{text}\n")
    merging = _Merging(base, ours, syntax)
    head = ""
    if syntax.heading is None:
        head, text = front.split(text)
        was = merging.base.pop(FRONT, "")
        joined = front.join(was, merging.ours.pop(FRONT, "" if ours else was), head)
        if bool(head) != bool(joined):  # it comes or goes with the blank line behind it
            text = f"\n{text}" if joined else text.removeprefix("\n")
        head = joined
    merged = syntax.marked(head + merging.merged(text), merging.gone)
    written = _with_gone(ours, base, merging.left)
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
        self._syntax, self._blind = syntax, not self.base

    def merged(self, text: str) -> str:
        """Return the file's text brought up to date."""
        found = self._syntax.found(text)
        known = {key: place for key, place in found.items() if key in self.ours or key in self.base}
        self.gone = frozenset(key for key in known if key not in self.ours and is_passage(key))
        self.counts["gone"] = len(self.gone)
        pieces: list[str] = []
        waiting: list[_Slot] = []  # of which it is not known where they stand
        at: int = 0
        slots = self._slots(known)
        self.left = frozenset(slot.key for slot in slots if slot.key not in self.ours)
        ends = _ends([known.get(slot.key) for slot in slots], len(text))
        for slot, end in zip(slots, ends, strict=True):
            place = known.get(slot.key)
            exact = self._exact(text, at, end, slot, place)
            if exact is not None:
                self._join(pieces, text[at:exact], waiting)
                pieces.append(slot.ours.lstrip("\n"))
                at = exact + len(_core(slot))
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

    def _slots(self, known: Mapping[str, Found]) -> list[_Slot]:
        """Return the chunks in the order of the file: new ones follow what they follow in the library."""
        order = list(known)
        before: dict[str, list[str]] = defaultdict(list)
        after: dict[str, list[str]] = defaultdict(list)
        for chunks in (self.ours, self.base):
            last = ""
            keys = list(chunks)
            first_of = _first_passages(keys, {key: place for place, key in enumerate(order)})
            for key in keys:
                if chunks is self.base and (key in self.ours or is_passage(key) or first_of.get(key) is None):
                    continue  # it has its place, or there is nothing of it in the file
                if is_passage(key) and key in self.base and key not in known:
                    self.counts["taken out"] += chunks is self.ours
                    continue
                if key not in known:
                    if first := first_of.get(key):
                        before[first].append(key)
                    else:
                        after[last].append(key)
                last = key
        ordered: list[str] = []
        waiting = [*reversed(order), *reversed(after[""])]
        while waiting:
            key = waiting.pop()
            if before[key]:
                waiting += [key, *reversed(before.pop(key))]
                continue
            ordered.append(key)
            waiting += reversed(after.pop(key, []))
        return [self._slot(key, known) for key in ordered]

    def _slot(self, key: str, known: Mapping[str, Found]) -> _Slot:
        base = self.base.get(key)
        new = base is None and key not in known and (is_passage(key) or not self._blind)
        self.counts["new"] += new and is_passage(key)
        return _Slot(key, base, self.ours.get(key, base or ""), new)

    def _exact(self, text: str, at: int, end: int, slot: _Slot, place: Found | None) -> int | None:
        """Return where a chunk begins that stands in the file as it was written last, from `at` to `end`."""
        core = _core(slot)
        if place is None:
            start = -1 if slot.new else text.find(core, at, end)
            return start if start >= 0 and (start == 0 or text[start - 1] == "\n") else None
        begins = place.start if place.end is None else place.end - len(core)
        fits = begins is not None and begins >= at and text.startswith(core, begins)
        return begins if fits else None

    def _join(self, pieces: list[str], text: str, slots: list[_Slot]) -> None:
        """Put a stretch of the file behind the others, joined with what is to stand in it."""
        if not slots:
            pieces.append(text)
            return
        theirs = text.split("\n")
        ours = "".join(slot.ours for slot in slots).split("\n")
        known = all(slot.new or slot.base is not None for slot in slots)
        base = "".join(slot.base or "" for slot in slots).split("\n") if known else common(ours, theirs)
        pieces.append("\n".join(merge3(base, ours, theirs, self._clash)))
        slots.clear()

    def _clash(self, ours: list[str], theirs: list[str]) -> list[str]:
        self.counts["changed on both sides"] += 1
        return [*theirs, *self._syntax.says, *ours]


def _with_gone(ours: Sequence[Chunk], base: Sequence[Chunk], left: frozenset[str]) -> list[Chunk]:
    """Return what is written with what is left of what was written, each behind what it followed."""
    written = [*ours, *(chunk for chunk in base if chunk.key == FRONT and not ours)]
    before = ""
    for chunk in base:
        if chunk.key in left:
            keys = [each.key for each in written]
            written.insert(keys.index(before) + 1 if before in keys else len(keys), chunk)
        before = chunk.key
    return written


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


def _core(slot: _Slot) -> str:
    """Return what was written last of a chunk, without the blank lines before it."""
    return (slot.ours if slot.base is None else slot.base).lstrip("\n")


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
    head, _ = front.split(text)
    named = any(f'\nid: "{key}"\n' in head for key in keys)
    return named or any(chunk.text.strip() in text for chunk in base)
