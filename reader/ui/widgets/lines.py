"""A list of rows of which one is chosen: every list over the panes is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from reader.ui.widgets.painted import LOOKING, Nothing, Painted, Part, row_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.strip import Strip

PATIENCE = 0.15  # seconds in which nothing is said of what takes time: it would only flash
_WHEEL_ROWS = 3
_RIGHT = 2  # cells at the right edge
_NONE = Nothing("")


@dataclass(frozen=True, slots=True)
class Line:
    """A row: what stands left and right in it. Text without a look of its own is bold where it is chosen."""

    left: tuple[Part, ...]
    right: tuple[Part, ...] = ()


class Lines(Painted):
    """Paints rows, one of them chosen: a bar before it, and a ground of its own.

    It takes the whole width of what holds it, so that the bar hangs at the edge and the text stands under
    the title.
    """

    DEFAULT_CSS = "Lines { width: 1fr; height: 1fr; background: $raised; }"

    class Clicked(Message):
        """A row was clicked, and is chosen now."""

    def __init__(self, empty: Nothing = _NONE, lines: Sequence[Line] | None = None) -> None:
        super().__init__()
        self.empty = empty  # what is said where there are none
        self.lines = lines  # None: they are being looked for
        self._slow = False  # that takes long enough to be said
        self.chosen = self.top = 0

    def on_mount(self) -> None:
        """Say that they are being looked for, if they are not there in a moment."""
        if self.lines is None:
            self.set_timer(PATIENCE, self._say_so)

    def _say_so(self) -> None:
        self._slow = True
        self.refresh()

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.lines or ())

    def line(self, number: int) -> Line:
        """Return a row by its number."""
        assert self.lines
        return self.lines[number]

    def show(self, lines: Sequence[Line]) -> None:
        """Show rows; the same number stays chosen where there are as many."""
        self.lines = lines
        self.go(self.chosen)

    def go(self, number: int) -> None:
        """Choose a row by its number, or the nearest there is."""
        self.chosen = max(0, min(number, self.count - 1))
        self.reveal()
        self.refresh()

    def move(self, n: int) -> None:
        """Choose the row `n` further on, or the last there is."""
        self.go(self.chosen + n)

    def page(self, n: int) -> None:
        """Choose the row `n` pages further on."""
        self.move(n * max(1, self.size.height - 1))

    def reveal(self) -> None:
        """Scroll as little as brings the chosen row into sight."""
        room = max(1, self.size.height)
        last = max(0, self.count - room)
        self.top = max(0, min(self.top, self.chosen, last), self.chosen - room + 1)

    def fit(self) -> None:
        """Keep the chosen row in sight."""
        self.reveal()

    def render_line(self, y: int) -> Strip:
        """Return one row."""
        if not self.count:
            said = self.empty if self.lines is not None else LOOKING if self._slow else _NONE
            return self.paint(said.parts(y, *self.size))
        number = self.top + y
        if number >= self.count:
            return self.paint([])
        line, chosen = self.line(number), number == self.chosen
        bar: Part = ("▌" if chosen else " ", "row--accent")
        left = [(text, look or "row--strong") for text, look in line.left] if chosen else line.left
        parts = row_of([bar, (" ", ""), *left], line.right, width=self.size.width - _RIGHT)
        thumb = (f"{'▐' if y in self._thumb() else ' ':>{_RIGHT}}", "row--faint")
        return self.paint([*parts, thumb], "row--lit" if chosen else "")

    def _thumb(self) -> range:
        """Return the rows in which the right edge shows how far down one is; none where all is in sight."""
        room, count = self.size.height, self.count
        if count <= room:
            return range(0)
        tall = max(1, room * room // count)
        first = round((room - tall) * self.top / (count - room))
        return range(first, first + tall)

    def on_click(self, event: events.Click) -> None:
        """Choose what is clicked."""
        event.stop()
        if self.top + event.y < self.count:
            self.go(self.top + event.y)
            self.post_message(self.Clicked())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go on down."""
        event.stop()
        self.move(_WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go on up."""
        event.stop()
        self.move(-_WHEEL_ROWS)
