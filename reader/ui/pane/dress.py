"""The style numbers of a palette as Rich styles, and as what the terminal is sent for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.ui.pane.styles import look
from reader.ui.widgets.sending import filtered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from textual.color import Color as Ground
    from textual.filter import LineFilter

    from reader.ui.themes import Palette


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
        self.around = _Around(self, console)

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


class _Around(dict[int, tuple[str, str]]):
    """What the terminal is sent before and after a text of a style number."""

    def __init__(self, dress: Dress, console: Console | None) -> None:
        super().__init__()
        self._dress, self._console = dress, console

    def __missing__(self, number: int) -> tuple[str, str]:
        assert self._console
        before, _, after = Strip([Segment("\0", self._dress[number])]).render(self._console).partition("\0")
        self[number] = before, after
        return before, after
