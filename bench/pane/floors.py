"""Bare Textual programs: what no program built on Textual can undercut by much. Run as `floors.py ROWS`.

1 is a widget of which one row changes with every key, 40 one of which all do, 0 a program of one word.
"""

import sys

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

ROWS = int(sys.argv[1])
STYLE = Style.parse("#e0e0e0 on #121212")
WIDTH = 100


class Lines(Widget, can_focus=True):
    pressed = 0

    def render_line(self, y: int) -> Strip:
        return Strip([Segment(f"{self.pressed} line {y} {'x' * WIDTH}"[:WIDTH], STYLE)], WIDTH)

    def on_key(self) -> None:
        self.pressed += 1
        if ROWS == 1:
            self.refresh(Region(0, 3, WIDTH, 1))
        else:
            self.refresh()


class Floor(App[None]):
    def compose(self) -> ComposeResult:
        yield Lines() if ROWS else Static("hello")


Floor().run()
