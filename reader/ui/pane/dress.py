"""The style numbers of a palette as Rich styles, and as what the terminal is sent for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.color import Color
from rich.style import Style

from reader.ui.pane.styles import look
from reader.ui.widgets.runs import Runs
from reader.ui.widgets.sending import filtered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from textual.color import Color as Ground
    from textual.filter import LineFilter

    from reader.ui.theme.themes import Palette


class Dress(dict[int, Style]):
    """Rich styles of the style numbers of one palette, made when they are first shown.

    Textual's styles cache, which would filter every row, is passed by: here each style is filtered once, and
    what the filter of controls does to text is done where rows are drawn.
    """

    def __init__(
        self,
        palette: Palette,
        filters: Sequence[LineFilter] = (),
        ground: Ground | None = None,
        console: Console | None = None,
    ) -> None:
        super().__init__()
        self.palette, self.filters, self.ground = palette, filters, ground
        self.runs = Runs(self.__getitem__, console)

    def __missing__(self, number: int) -> Style:
        seen = look(number, self.palette)
        style = Style(
            color=Color.from_rgb(*seen.colour),
            bgcolor=Color.from_rgb(*seen.ground),
            bold=seen.bold or None,
            italic=seen.italic or None,
            underline=seen.underline or None,
            strike=seen.strike or None,
        )
        if self.ground:
            style = filtered(style, self.filters, self.ground)
        self[number] = style
        return style
