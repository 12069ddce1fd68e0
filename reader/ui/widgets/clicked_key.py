"""Which key a click on a hint stands for: `esc leaves · tab completes` can be done with the mouse alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.cells import cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.ui.widgets.painted import Part

_BETWEEN = " · "
_NAMED = {
    "esc": "escape",
    "enter": "enter",
    "tab": "tab",
    "space": "space",
    "↑": "up",
    "↑↓": "down",
    "1–9": "",
    "→": "right",
    "?": "question_mark",
    "+": "plus",
    "-": "minus",
    ">": "greater_than_sign",
}
HINT, KEY = "row--faint", "row--hint"


def keyed(parts: Iterable[Part]) -> Iterator[Part]:
    """Set the keys of hints apart from the words."""
    for text, look in parts:
        pieces = text.split(_BETWEEN) if look == HINT else ()
        for number, piece in enumerate(pieces):
            first = piece.split(" ")[0]
            key = first if first in _NAMED or _key_of(piece, among_others=len(pieces) > 1) else ""
            yield from ((_BETWEEN * bool(number), look), (key, KEY), (piece[len(key) :], look))
        if not pieces:
            yield text, look


def part_at(parts: Sequence[Part], x: int) -> tuple[int, int]:
    """Return the number of the part at a cell, and the cell within it; -1 where there is none."""
    for number, (text, _) in enumerate(parts):
        if x < cells(text):
            return number, x
        x -= cells(text)
    return -1, 0


def key_at(parts: Sequence[Part], x: int) -> str:
    """Return Textual's name of the key whose hint stands at a cell; nothing where there is none."""
    number, x = part_at(parts, x)
    if number < 0 or parts[number][1] != HINT:
        return ""
    pieces = parts[number][0].split(_BETWEEN)
    for piece in pieces:
        if x < cells(piece):
            return _key_of(piece, among_others=len(pieces) > 1)
        x -= cells(piece + _BETWEEN)
        if x < 0:
            return ""
    return ""


def _key_of(hint: str, *, among_others: bool) -> str:
    """Return the key that a hint begins with; a letter is one only in a list such as `e edit · u undo`."""
    key, _, does = hint.strip().partition(" ")
    if not does:
        return ""
    is_letter = len(key) == 1 and key.isalpha() and among_others and does.count(" ") < 2
    return _NAMED.get(key) or (key if is_letter or key.startswith("ctrl+") else "")
