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

    Base = Widget
else:
    Base = object  # not a widget of its own: styles are inherited from the first base that is one


def row_of(widget: Widget, width: int) -> Strip:
    """Return a row of nothing but a widget's background, in the colours that the terminal takes."""
    background = widget.background_colors[1]
    strip = Strip.blank(width, Style(bgcolor=background.rich_color))
    for line_filter in widget.app.get_line_filters():
        strip = strip.apply_filter(line_filter, background)
    return strip


class Ground(Base):
    """Paints one row for all: with every key Textual asks for every row that lies under a changed cell."""

    _row: tuple[object, Strip] | None = None

    def notify_style_update(self) -> None:
        """Take another background."""
        super().notify_style_update()
        self._row = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the strips of a region."""
        filters = self.app.get_line_filters()
        state = (crop.width, filters)
        if self._row is None or self._row[0] != state:
            self._row = state, row_of(self, crop.width)
        return [self._row[1]] * crop.height


class GroundScreen(Ground, Screen[None]):
    """A screen that shows nothing but its widgets."""


class Columns(Ground, Horizontal):
    """Holds widgets side by side."""


class Holder(Ground, Container):
    """Holds widgets above each other."""
