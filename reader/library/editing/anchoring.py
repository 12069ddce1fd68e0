"""Putting a highlight on a range of a text, and a reading place into a newer text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.model import Highlight

CONTEXT = 32  # code points kept before and after a quote
_PLACE = 64


def placed(highlight: Highlight, text: str, start: int, end: int, anchor: str = "exact") -> Highlight:
    """Put a highlight on a range of a text, with its quote and what stands around it; it waits no longer."""
    quote, prefix, suffix = around(text, start, end)
    return replace(
        highlight,
        start=start,
        end=end,
        quote=quote,
        prefix=prefix,
        suffix=suffix,
        anchor=anchor,
        was=None,
    )


def around(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return what stands on a range of a text, before it and after it."""
    return text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


def _only(text: str, sought: str) -> int | None:
    """Return the only place where `sought` stands."""
    place = text.find(sought) if sought else -1
    return place if place >= 0 and text.find(sought, place + 1) < 0 else None


def moved_place(old: str, new: str, position: int) -> int:
    """Return where a reading place is in another version of its text."""
    here = old[position : position + _PLACE]
    found = _only(new, here)
    return min(position, len(new)) if found is None else found
