"""Offsets in UTF-16 units, as JavaScript counts them."""

from __future__ import annotations


class Utf16:
    """Turns offsets of a text into UTF-16 units, counted on from one to the next."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._here, self._units = 0, 0

    def at(self, offset: int) -> int:
        """Return the UTF-16 offset of a code point."""
        if offset < self._here:
            return self._units - _units(self._text[offset : self._here])
        self._units += _units(self._text[self._here : offset])
        self._here = offset
        return self._units


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
