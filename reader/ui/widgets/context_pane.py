"""A passage in its surroundings: the rows of a text around it, the passage on its colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.wrap import Layout
from reader.ui.widgets.painted import Painted, Part

if TYPE_CHECKING:
    from textual.strip import Strip

    from reader.text.wrap import Row
    from reader.ui.lists.triage import Context

_HEAD = 2  # rows above the text, of a heading
_LEAD = 2  # rows of surroundings above a passage that does not fit


class ContextPane(Painted):
    """Shows one text, scrolled so that the passage is in its middle.

    Under a heading it is always in the same row, so that two stand side by side.
    """

    DEFAULT_CSS = "ContextPane { width: 1fr; height: 1fr; background: $raised; }"

    def __init__(self, heading: str = "") -> None:
        super().__init__()
        self._heading, self._head = heading, 0  # rows above those of the text
        self._passage: Context | None = None
        self._colour = ""
        self._layout: Layout | None = None
        self._rows: list[Row] = []

    def show(self, context: Context | None, colour: str) -> None:
        """Show another passage, on a highlight colour."""
        self._passage, self._colour = context, colour
        self.fit()
        self.refresh()

    def fit(self) -> None:
        """Lay the text out for the width, around the passage."""
        self._head = _HEAD * bool(self._heading)
        context, room = self._passage, self.size.height - self._head
        self._layout, self._rows = None, []
        if context is None or room <= 0:
            return
        layout = self._layout = Layout(context.body, self.size.width)
        last = max(context.start, context.end - 1)
        taken = layout.rows_between(context.start, last, room) + 1
        lead = room // 3 if self._heading else max(0, room - taken) // 2
        if lead + taken > room:
            lead = min(_LEAD, room // 4)
        top = layout.move(context.start, -lead)
        self._rows = list(layout.window(top, room))
        if self._heading:  # there may be less above it than the rows for that
            self._head += lead - layout.rows_between(top, context.start, room)

    def render_line(self, y: int) -> Strip:
        """Return one row."""
        if y == 0 and self._heading:
            return self.paint([(self._heading, "row--accent")])
        if self._passage is None or not 0 <= y - self._head < len(self._rows):
            return self.paint([])
        return self.paint(self._parts(self._passage, self._rows[y - self._head]))

    def _parts(self, context: Context, row: Row) -> list[Part]:
        assert self._layout
        if self._layout.is_space(row):
            return []
        end = min(row.end, max(context.body.blocks.ends[row.block], row.start + 1))
        if end > row.start and context.body.text[end - 1] == " ":
            end -= 1  # the space at which the row was broken
        low, high = (max(row.start, min(end, at)) for at in (context.start, context.end))

        def text(start: int, stop: int) -> str:
            return context.body.text[start:stop].replace("\t", " ").replace("\n", " ")

        parts: list[Part] = [
            (" " * self._layout.indent_of(row.block), ""),
            (text(row.start, low), "row--dim"),
        ]
        if context.start < context.end:
            parts.append((text(low, high), f"passage--{self._colour}"))
        elif row.start <= context.start < max(row.end, row.start + 1):
            parts.append(("▏", "row--accent"))
        return [*parts, (text(high, end), "row--dim")]
