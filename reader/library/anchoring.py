"""Finding a highlight again in a text that was changed at its source; never elsewhere in silence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.model import Highlight

CONTEXT = 32  # code points kept before and after a quote
_NEAR = 8  # code points of it that tell a place from another
_PLACE = 64


def placed(highlight: Highlight, text: str, start: int, end: int, anchor: str = "exact") -> Highlight:
    """Put a highlight on a range of a text, with its quote and what stands around it."""
    quote, prefix, suffix = around(text, start, end)
    return replace(highlight, start=start, end=end, quote=quote, prefix=prefix, suffix=suffix, anchor=anchor)


def around(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return what stands on a range of a text, before it and after it."""
    return text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


def anchored(highlight: Highlight, text: str) -> Highlight:
    """Put a highlight where its quote stands in another version of its text.

    Where it stood before it is as it was; at the only other place it has moved; else it has lost its place.
    """
    quote, start = highlight.quote, highlight.start
    if not quote:
        return replace(highlight, anchor="orphan")
    if text[start : start + len(quote)] == quote and _is_same_place(highlight, text):
        anchor = "moved" if highlight.anchor == "moved" else "exact"
        return placed(highlight, text, start, start + len(quote), anchor)
    place = _only(text, quote)
    if place is None:
        around = _only(text, highlight.prefix + quote + highlight.suffix)
        place = None if around is None else around + len(highlight.prefix)
    if place is None:
        return replace(highlight, anchor="orphan")
    return placed(highlight, text, place, place + len(quote), "moved")


def _is_same_place(highlight: Highlight, text: str) -> bool:
    """Tell whether a quote found at its old offset is the one that was marked, not one like it."""
    start, end = highlight.start, highlight.start + len(highlight.quote)
    before, after = highlight.prefix[-_NEAR:], highlight.suffix[:_NEAR]
    known = text[max(0, start - len(before)) : start] == before or text[end : end + len(after)] == after
    return known or _only(text, highlight.quote) == start


def _only(text: str, sought: str) -> int | None:
    """Return the only place where `sought` stands."""
    place = text.find(sought) if sought else -1
    return place if place >= 0 and text.find(sought, place + 1) < 0 else None


def moved_place(old: str, new: str, position: int) -> int:
    """Return where a reading place is in another version of its text."""
    here = old[position : position + _PLACE]
    found = _only(new, here)
    return min(position, len(new)) if found is None else found
