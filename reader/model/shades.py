"""Highlight colours as other programs write them: in hexadecimal, or by names of their own."""

from __future__ import annotations

import re

from reader.model import COLOURS

#: Hexadecimal RGB of the highlight colours where a program wants one.
HEX = {
    "yellow": "#f2d24b",
    "green": "#8fc26a",
    "blue": "#74aee0",
    "red": "#e57f74",
    "orange": "#eda052",
    "purple": "#b296dd",
    "teal": "#5dbab0",
    "grey": "#b3aba0",
}
#: What other programs call colours that are near to ours.
_NAMES = {
    "gray": "grey",
    "pink": "red",
    "magenta": "purple",
    "violet": "purple",
    "cyan": "teal",
    "aqua": "teal",
    "turquoise": "teal",
    "olive": "green",
    "lime": "green",
}
_GREY = 24  # how far apart the three parts of a colour are that is as good as grey

_hex = re.compile(r"#?(?:[0-9a-f]{2})?([0-9a-f]{6})|#([0-9a-f]{3})", re.IGNORECASE).fullmatch


def colour_near(text: str) -> str:
    """Return the colour that a name or `#rrggbb` means, by its hue; empty where it means none."""
    name = text.strip().lower()
    if name in COLOURS or name in _NAMES:
        return _NAMES.get(name, name)
    found = _hex(name)
    if not found:
        return ""
    digits = found.group(1) or "".join(2 * digit for digit in found.group(2))
    parts = _rgb(digits)
    if max(parts) - min(parts) < _GREY:
        return "grey"
    hues = {colour: _hue(_rgb(value[1:])) for colour, value in HEX.items() if colour != "grey"}
    hue = _hue(parts)
    return min(hues, key=lambda colour: min(abs(hues[colour] - hue), 1 - abs(hues[colour] - hue)))


def _rgb(digits: str) -> tuple[int, int, int]:
    red, green, blue = (int(digits[place : place + 2], 16) for place in (0, 2, 4))
    return red, green, blue


def _hue(parts: tuple[int, int, int]) -> float:
    """Return the hue, 0 to 1."""
    from colorsys import rgb_to_hsv

    return rgb_to_hsv(*(part / 255 for part in parts))[0]
