"""What the terminal shows, row by row: of a frame for the whole screen only rows that are others are sent.

Textual sends the whole screen after every change of layout, and to open a prompt changes it several times:
28 kB for a key, which a slow line takes seconds for. This module knows by which updates Textual paints, which
it keeps to itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate

from reader.ui.terminal.at_once import Rows

if TYPE_CHECKING:
    from rich.console import Console


class Frames:
    """The rows as they were sent last, as far as that is known."""

    def __init__(self) -> None:
        self._rows: dict[int, str] = {}

    def forget(self) -> None:
        """Let the next frame for the whole screen be sent whole: the terminal may show something else."""
        self._rows.clear()

    def changed(self, update: object) -> object:
        """Return what is to be displayed in the place of an update."""
        if update is None:
            return None
        if isinstance(update, LayoutUpdate) and update.region.x == 0:
            return _Changed(update, self._rows)
        if isinstance(update, Rows):
            touched = [y for _, y, _ in update.rows]
        elif isinstance(update, ChopsUpdate):
            touched = [y for y, _, _ in update.spans]
        else:
            touched = [*self._rows]
        for y in touched:
            self._rows.pop(y, None)
        return update


class _Changed(CompositorUpdate):
    """The rows of a frame that the terminal does not show yet."""

    def __init__(self, update: LayoutUpdate, rows: dict[int, str]) -> None:
        self._update, self._rows = update, rows

    def render_segments(self, console: Console) -> str:
        """Return what the terminal is sent; from then on it shows it."""
        sent = []
        for y, line in enumerate(self._update.strips, self._update.region.y):
            row = "".join([strip.render(console) for strip in line])
            if self._rows.get(y) != row:
                self._rows[y] = row
                sent.append(f"\x1b[{y + 1};1H{row}")
        return "".join(sent)
