"""The screen that the next start will show first, painted for the early start to show at once."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.color import ColorSystem
from rich.style import Style
from textual.geometry import Region

from reader.early.record import Run
from reader.text.cells import cells
from reader.ui.app import ReaderApp

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.widget import Widget

    from reader.config import Config
    from reader.library import Library

_SYSTEMS = {
    "standard": ColorSystem.STANDARD,
    "256": ColorSystem.EIGHT_BIT,
    "truecolor": ColorSystem.TRUECOLOR,
}


class _FirstScreen(ReaderApp):
    """The program itself, without a terminal, that ends as soon as its first screen stands."""

    text: list[Run] | None = None
    rest: list[Run] | None = None

    def on_ready(self, _event: events.Ready) -> None:
        """Wait until all is laid out and drawn."""
        self.main.call_after_refresh(self.main.call_after_refresh, self._take)

    def _take(self) -> None:
        screen = self.main
        system = _SYSTEMS.get(self.console.color_system or "")
        if system and screen.place == "text" and screen.text.display:
            blank = _look(Style(bgcolor=screen.rich_style.bgcolor), system)
            ground = [Run(y, 0, blank, " " * self.size.width) for y in range(self.size.height)]
            self.text = [*ground, *_runs(screen.text, system)]
            others = (screen.articles, screen.marks, screen.foot, screen.teaching.line, screen.status)
            self.rest = [run for widget in others if widget.display for run in _runs(widget, system)]
        self.exit()


def first_screen(
    library: Library, article: int, config: Config, size: tuple[int, int]
) -> tuple[list[Run], list[Run]] | None:
    """Return the runs of the text and of all that stands around it; None where the text has not the focus."""
    app = _FirstScreen(library, article=article, config=config)
    app.desk.keeps_place = False  # nobody reads here
    app.run(headless=True, size=size)
    return (app.text, app.rest) if app.text is not None and app.rest is not None else None


def _runs(widget: Widget, system: ColorSystem) -> Iterable[Run]:
    """Give what a widget shows, where it stands on the screen."""
    place = widget.region
    for row, strip in enumerate(widget.render_lines(Region(0, 0, place.width, place.height))):
        x = place.x
        for look, segments in groupby(strip, lambda segment: _look(segment.style or Style(), system)):
            text = "".join(segment.text for segment in segments)
            yield Run(place.y + row, x, look, text)
            x += cells(text)


def _look(style: Style, system: ColorSystem) -> str:
    """Return the numbers between `CSI` and `m` that Textual paints a style with."""
    return style.render("x", color_system=system).partition("x")[0][2:-1]
