"""A widget that says itself what the terminal is sent for its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.widget import Widget

from reader.ui.widgets.runs import Runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.color import Color
    from textual.filter import LineFilter


_PLAIN = Style()


def filtered(style: Style, filters: Sequence[LineFilter], ground: Color) -> Style:
    """Return a style as line filters leave it: once for a style, where Textual would do it for each row."""
    for line_filter in filters:
        style = line_filter.apply([Segment(" ", style)], ground)[0].style or style
    return style


class Sending(Widget):
    """Paints its rows itself, as wide as it is, and can be painted past Textual's compositor."""

    _runs: Runs[Style | None] | None = None

    def _set_dirty(self, *regions: Region) -> None:
        """Note what is to be painted; Textual would also clear caches that such rows pass by."""
        self._repaint_regions.update(regions or (self.outer_size.region,))

    def sent(self, rows: Sequence[int]) -> list[str]:
        """Return what the terminal is sent for some rows of the widget, from their first cell on."""
        width, height = self.outer_size
        strips = self.render_lines(Region(0, 0, width, height))
        if self._runs is None:
            self._runs = Runs(lambda style: style or _PLAIN, self.app.console)
        runs = self._runs
        return [runs.sent([(text, style) for text, style, _ in strips[y]]) for y in rows]
