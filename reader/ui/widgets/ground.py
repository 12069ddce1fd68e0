"""What only holds other widgets: nothing of its own is painted but its background, and that is soon done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from textual.containers import Container, Horizontal
from textual.screen import Screen
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.geometry import Region
    from textual.widget import Widget


def ground(widget: Widget, crop: Region) -> list[Strip]:
    """Return one row for all: with every key Textual asks for every row that lies under a changed cell."""
    background = widget.background_colors[1]
    strip = Strip.blank(crop.width, Style(bgcolor=background.rich_color))
    for line_filter in widget.app.get_line_filters():
        strip = strip.apply_filter(line_filter, background)
    return [strip] * crop.height


class GroundScreen(Screen[None]):
    """A screen that shows nothing but its widgets."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the strips of a region."""
        return ground(self, crop)


class Columns(Horizontal):
    """Holds widgets side by side."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the strips of a region."""
        return ground(self, crop)


class Holder(Container):
    """Holds widgets above each other."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the strips of a region."""
        return ground(self, crop)
