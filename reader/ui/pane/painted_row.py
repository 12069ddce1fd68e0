"""A row of the pane as it was painted, for Textual or for the terminal.

Strips and their segments cost more than all that leads to them. They are made only where Textual asks for a
row; what is painted past it goes from texts and style numbers to what the terminal is sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment

from reader.ui.widgets.measured import Measured

if TYPE_CHECKING:
    from textual.strip import Strip

    from reader.ui.pane.dress import Dress
    from reader.ui.pane.line import Parts


class PaintedRow:
    """Texts and style numbers, `width` cells in all, in a dress."""

    __slots__ = ("_dress", "_parts", "_sent", "_strip", "_width")

    def __init__(self, parts: Parts, width: int, dress: Dress) -> None:
        self._parts, self._width, self._dress = parts, width, dress
        self._strip: Strip | None = None
        self._sent = ""

    def strip(self) -> Strip:
        """Return the row as Textual paints it."""
        if self._strip is None:
            dress = self._dress
            self._strip = Measured(
                [Segment(text, dress[number]) for text, number in self._parts], self._width
            )
        return self._strip

    def sent(self) -> str:
        """Return what the terminal is sent for it."""
        if not self._sent:
            self._sent = self._dress.runs.sent(self._parts)
        return self._sent
