"""Contrast as WCAG 2.2 defines it, and colours that are moved until they have it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Rgb = tuple[int, int, int]

TEXT, SIGN = 4.5, 3.0  # the least contrast of text (level AA), and of signs that are no text
_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)
_STEPS = 40


def rgb_of(colour: str) -> Rgb:
    """Return a colour that is written `#rrggbb`."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@lru_cache(4096)
def luminance(colour: Rgb) -> float:
    """Return the relative luminance of an sRGB colour, 0 to 1."""
    parts = [part / 255 for part in colour]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: Rgb, b: Rgb) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def mix(a: Rgb, b: Rgb, share: float = 0.5) -> Rgb:
    """Return `a` with a share of `b` in it."""
    return (
        round(a[0] + (b[0] - a[0]) * share),
        round(a[1] + (b[1] - a[1]) * share),
        round(a[2] + (b[2] - a[2]) * share),
    )


def readable(colour: Rgb, grounds: Iterable[Rgb], least: float = TEXT) -> Rgb:
    """Return a colour, moved towards black or white as little as gives it its contrast on every ground."""
    grounds = tuple(grounds)
    end = max((_BLACK, _WHITE), key=lambda c: min(contrast(c, ground) for ground in grounds))
    for step in range(_STEPS + 1):
        moved = mix(colour, end, step / _STEPS)
        if all(contrast(moved, ground) >= least for ground in grounds):
            return moved
    return end


def tinted(ground: Rgb, tint: Rgb, text: Rgb, most: float, least: float = TEXT) -> Rgb:
    """Return a ground with as much of a tint, up to a share of `most`, as lets a text stay readable on it."""
    for step in range(_STEPS, -1, -1):
        mixed = mix(ground, tint, most * step / _STEPS)
        if contrast(mixed, text) >= least:
            return mixed
    return ground
