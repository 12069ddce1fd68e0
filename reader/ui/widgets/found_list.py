"""What is found while one types: rows of which one is chosen, by the arrows or by a click."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.message import Message

from reader.ui.widgets.painted import Painted, Part

if TYPE_CHECKING:
    from textual import events
    from textual.strip import Strip

Found = TypeVar("Found")


class FoundList(Painted, Generic[Found]):
    """Paints as many rows as there is room for, the chosen one among them; a subclass says what is in one."""

    DEFAULT_CSS = "FoundList { height: 1; background: $raised; }"

    NOTHING: ClassVar[str]  # said where nothing is found

    class Clicked(Message):
        """A row was clicked."""

        def __init__(self, number: int) -> None:
            self.number = number
            super().__init__()

    def __init__(self, rows: list[Found]) -> None:
        super().__init__()
        self.rows = rows
        self.chosen = self.first = 0

    def show(self, rows: list[Found]) -> None:
        """Show other rows, the first of them chosen."""
        self.rows, self.chosen, self.first = rows, 0, 0
        self.refresh()

    def step(self, step: int) -> None:
        """Choose another, around the ends."""
        if self.rows:
            self.chosen = (self.chosen + step) % len(self.rows)
            self.refresh()

    def parts(self, number: int, y: int, *, chosen: bool) -> list[Part]:
        """Return what is painted of a row, on a row `y` of the list."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Return a row of the list."""
        room = self.size.height
        self.first = max(0, min(self.first, self.chosen, len(self.rows) - room), self.chosen - room + 1)
        number = self.first + y
        if not self.rows:
            return self.paint([(f"  {self.NOTHING}", "row--dim")] if y == 0 else [])
        if number >= len(self.rows):
            return self.paint([])
        chosen = number == self.chosen
        return self.paint(self.parts(number, y, chosen=chosen), "row--lit" if chosen else "")

    def on_click(self, event: events.Click) -> None:
        """Tell which row is clicked."""
        event.stop()
        number = self.first + event.y
        if number < len(self.rows):
            self.post_message(self.Clicked(number))
