"""A widget that says itself what the terminal is sent for its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Region
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual.color import Color
    from textual.filter import LineFilter


def filtered(style: Style, filters: Sequence[LineFilter], ground: Color) -> Style:
    """Return a style as line filters leave it: once for a style, where Textual would do it for each row."""
    for line_filter in filters:
        style = line_filter.apply([Segment(" ", style)], ground)[0].style or style
    return style


class Sending(Widget):
    """Paints its rows itself, as wide as it is, and can be painted past Textual's compositor."""

    def sent(self, rows: Sequence[int]) -> list[str]:
        """Return what the terminal is sent for some rows of the widget, from their first cell on."""
        size, console = self.outer_size, self.app.console
        strips = self.render_lines(Region(0, 0, size.width, size.height))
        return [strips[y].render(console) for y in rows]
