"""What the terminal shows, piece by piece: of a frame only those are sent that it does not show yet.

Textual sends every row anew after a change of layout, and to open a prompt it changes the layout several
times: 28 kB for a key, which a slow line takes seconds for. This module knows by which updates Textual
paints, which it keeps to itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate

from reader.ui.terminal.at_once import Rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

#: A piece of a row: where it begins, column and row, its cells, and what the terminal is sent for it.
Piece = tuple[int, int, int, str]


class Frames:
    """The pieces as they were sent last, as far as that is known."""

    def __init__(self) -> None:
        self._rows: dict[int, dict[int, tuple[int, str]]] = {}  # row: column: where the piece ends, and it

    def forget(self) -> None:
        """Let the next frame be sent whole: the terminal may show something else."""
        self._rows.clear()

    def changed(self, update: object) -> object:
        """Return what is to be displayed in the place of an update."""
        if isinstance(update, LayoutUpdate | ChopsUpdate | Rows):
            return _Changed(update, self)
        if update is not None:
            self.forget()
        return update

    def is_new(self, piece: Piece) -> bool:
        """Tell whether the terminal does not show a piece yet; from now on it does."""
        x, y, width, text = piece
        row = self._rows.setdefault(y, {})
        known, now = row.get(x), (x + width, text)
        if known == now:
            return False
        if known is None or known[0] != now[0]:  # else it was all that it lies over
            for start in [start for start, (end, _) in row.items() if start < now[0] and end > x]:
                del row[start]
        row[x] = now
        return True


class _Changed(CompositorUpdate):
    """The pieces of an update that the terminal does not show yet."""

    def __init__(self, update: LayoutUpdate | ChopsUpdate | Rows, frames: Frames) -> None:
        self._update, self._frames = update, frames

    def render_segments(self, console: Console) -> str:
        """Return what the terminal is sent; from then on it shows it."""
        new = filter(self._frames.is_new, _pieces(self._update, console))
        return "".join([f"\x1b[{y + 1};{x + 1}H{text}" for x, y, _, text in new])


def _pieces(update: LayoutUpdate | ChopsUpdate | Rows, console: Console) -> Iterator[Piece]:
    """Give the pieces of an update, as it would send them itself."""
    if isinstance(update, Rows):
        yield from update.rows
    elif isinstance(update, LayoutUpdate):
        for y, line in enumerate(update.strips, update.region.y):
            x = update.region.x
            for strip in line:
                yield x, y, strip.cell_length, strip.render(console)
                x += strip.cell_length
    else:
        for y, x1, x2 in update.spans:
            for end, (x, chop) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if chop is not None and x <= x2 and end > x1:
                    shown = chop if x1 <= x < x2 and end <= x2 else chop.crop(0, min(end, x2) - x)
                    yield x, y, shown.cell_length, shown.render(console)
