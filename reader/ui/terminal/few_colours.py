"""Text that stays readable where a terminal has sixteen colours, of which each ground becomes the nearest."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.filter import LineFilter

if TYPE_CHECKING:
    from textual.color import Color

_PAGES = (0, 15)  # the grounds of a page, for which the themes are made
#: What is light, and what is dark, in the colours of every terminal.
_LIGHT, _DARK = {2, 3, 6, 7, 10, 11, 13, 14, 15}, {0, 1, 4, 5, 8}
_BLACK, _WHITE = Style(color="#000000"), Style(color="#ffffff")


class FewColours(LineFilter):
    """Writes in black or white what would stand light on light, or dark on dark, beside the page."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments, readable."""
        return [Segment(text, style and _readable(style), control) for text, style, control in segments]


@lru_cache(1024)
def _readable(style: Style) -> Style:
    if style.color is None or style.bgcolor is None:
        return style
    ink, ground = (each.downgrade(ColorSystem.STANDARD).number for each in (style.color, style.bgcolor))
    if ground is None or ground in _PAGES:
        return style
    if ground in _LIGHT and ink in _LIGHT:
        return style + _BLACK
    return style + _WHITE if ground in _DARK and ink in _DARK else style
