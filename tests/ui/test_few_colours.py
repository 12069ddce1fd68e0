"""On a terminal of sixteen colours text is readable on every highlight, and the current sentence is seen."""

from __future__ import annotations

import pytest
from rich.color import Color, ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as Shade

from reader.ui.terminal.few_colours import FewColours
from reader.ui.theme.contrast import SIGN, Rgb, contrast, rgb_of
from reader.ui.theme.themes import THEMES, highlight_palette

#: Sixteen colours as xterm has them, and as a console of Linux.
XTERM = (
    "#000000 #cd0000 #00cd00 #cdcd00 #0000ee #cd00cd #00cdcd #e5e5e5 "
    "#7f7f7f #ff0000 #00ff00 #ffff00 #5c5cff #ff00ff #00ffff #ffffff"
)
LINUX = (
    "#000000 #aa0000 #00aa00 #aa5500 #0000aa #aa00aa #00aaaa #aaaaaa "
    "#555555 #ff5555 #55ff55 #ffff55 #5555ff #ff55ff #55ffff #ffffff"
)


def number(rgb: Rgb) -> int:
    found = Color.from_rgb(*rgb).downgrade(ColorSystem.STANDARD).number
    assert found is not None
    return found


@pytest.mark.parametrize("palette", [XTERM, LINUX])
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_text_on_a_highlight_is_readable(theme: object, palette: str) -> None:
    colours = [rgb_of(colour) for colour in palette.split()]
    shown = highlight_palette(theme, few=True)  # type: ignore[arg-type]  # it is one of THEMES
    for ground in (*shown.hl[1:], shown.match, shown.sentence):
        style = Style(color=Color.from_rgb(*shown.text), bgcolor=Color.from_rgb(*ground))
        ((_, seen, _),) = FewColours().apply([Segment("word", style)], Shade(0, 0, 0))
        assert seen and seen.color and seen.color.triplet
        ink = colours[number(rgb_of(seen.color.triplet.hex))]
        assert contrast(ink, colours[number(ground)]) >= SIGN, (ground, ink)
    assert number(shown.sentence) != number(shown.background)


def test_what_stands_on_the_page_keeps_its_colour() -> None:
    style = Style(color="#cd0000", bgcolor="#000000")
    segments = [Segment("word", style), Segment("none"), Segment("bare", Style(color="#cd0000"))]
    assert FewColours().apply(segments, Shade(0, 0, 0)) == segments
