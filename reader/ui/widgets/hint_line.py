"""The line that teaches: a key or a name, what it does, and something smaller at the end.

Above a status line that cannot hold a whole message it shows how that begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from reader.ui.widgets.painted import Painted, row_of
from reader.ui.widgets.status import split_message

if TYPE_CHECKING:
    from textual import events
    from textual.strip import Strip

    from reader.ui.widgets.status import Status


class HintLine(Painted):
    """Shows one hint, or takes no room."""

    DEFAULT_CSS = "HintLine { height: 1; background: $raised; display: none; }"

    class Clicked(Message):
        """The command that is taught was clicked."""

        def __init__(self, command: str) -> None:
            self.command = command
            super().__init__()

    def __init__(self) -> None:
        super().__init__(id="hint")
        self._hint: tuple[str, str, str] | None = None
        self._command = ""
        self._begun, self._is_error = "", False  # of a message

    @property
    def hint(self) -> tuple[str, str, str] | None:
        """The key or name, the words and the end of the line; None where nothing is taught."""
        return self._hint

    def show(self, hint: tuple[str, str, str] | None, command: str) -> None:
        """Show a hint, with the command that a click on it does; the same again costs nothing."""
        if (hint, command) == (self._hint, self._command):
            return
        self._hint, self._command = hint, command
        self._refit()

    def begin(self, status: Status, width: int) -> Status:
        """Show how a message begins that one row cannot hold; return the status with what is left of it."""
        begun, rest = split_message(status, width)
        if (begun, status.error) != (self._begun, self._is_error):
            self._begun, self._is_error = begun, status.error
            self._refit()
        return rest

    def _refit(self) -> None:
        self.display = self._hint is not None or bool(self._begun)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return the row."""
        if self._begun:
            return self.paint([(" ", ""), (self._begun, "row--warning" if self._is_error else "row--text")])
        if self._hint is None:
            return self.paint([])
        key, words, end = self._hint
        left = [(f" {key}", "row--key"), (f"  {words}", "")]
        room = self.size.width - sum(len(text) for text, _ in left)
        right = [(f"{end} ", "row--faint")] if room > len(end) + 2 else []
        return self.paint(row_of(left, right, width=self.size.width))

    def on_click(self, event: events.Click) -> None:
        """Do what is taught."""
        event.stop()
        if self._command:
            self.post_message(self.Clicked(self._command))
