"""Paints the rows of an outline that are on the screen, however many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from reader.text.cells import cells, clip
from reader.ui.widgets.painted import Painted, Part, row_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.strip import Strip

    from reader.text.outline import Outline

_INDENT = 2  # cells a level
_DEEPEST = 8  # levels that are still indented more
_LEAST_TITLE = 24  # cells left for a title before the section around it is named
_WHEEL = 3


class OutlineList(Painted):
    """Shows entries of an outline, one of them chosen; `entries` are their numbers."""

    DEFAULT_CSS = "OutlineList { height: 1; background: $raised; }"

    class Clicked(Message):
        """An entry was clicked."""

        def __init__(self, index: int) -> None:
            self.index = index
            super().__init__()

    def __init__(self, outline: Outline, here: int) -> None:
        super().__init__()
        self.outline = outline
        self.here = here  # the entry one reads under
        self.entries: Sequence[int] = range(len(outline))
        self._row = here  # chosen: an index into `entries`
        self._top = max(0, here - 3)
        self._as_tree = True

    @property
    def chosen(self) -> int | None:
        """The entry that is chosen."""
        return self.entries[self._row] if self.entries else None

    def show(self, entries: Sequence[int], *, as_tree: bool) -> None:
        """Show all as a tree, the one read under chosen; or what was found, the best chosen."""
        self.entries, self._as_tree = entries, as_tree
        self._row = self.here if as_tree else 0
        self._top = max(0, self._row - 3)
        self.refresh()

    def move(self, rows: int) -> None:
        """Choose another entry; it stops at the ends."""
        self._row = max(0, min(self._row + rows, len(self.entries) - 1))
        self.refresh()

    def page(self, pages: int) -> None:
        """Turn by pages."""
        self.move(pages * max(1, self.size.height - 1))

    def _first(self) -> int:
        """Return the first row in view: the chosen one is always shown."""
        room = max(1, self.size.height)
        top = min(self._top, self._row, max(0, len(self.entries) - room))
        self._top = max(top, self._row - room + 1)
        return self._top

    def render_line(self, y: int) -> Strip:
        """Return an entry's row: its title by its depth, and how far in the text it lies."""
        row = self._first() + y
        if not self.entries:
            return self.paint([("  nothing is named so", "row--dim")] if y == 0 else [])
        if row >= len(self.entries):
            return self.paint([])
        chosen = row == self._row
        return self.paint(self._parts(self.entries[row], chosen=chosen), "row--lit" if chosen else "")

    def _parts(self, index: int, *, chosen: bool) -> list[Part]:
        outline = self.outline
        indent = _INDENT * min(_DEEPEST, outline.level(index)) if self._as_tree else 0
        title = outline.title(index)
        left: list[Part] = [
            ("▌" if chosen else " ", "row--accent"),
            (" " * (1 + indent), ""),
            (title, "row--accent" if index == self.here else "row--strong" if chosen else ""),
        ]
        parent = None if self._as_tree else outline.parent(index)
        share = 100 * outline.starts[index] // max(1, len(outline.body.text))
        right: list[Part] = [(f"{share:3}%", "row--dim"), (" ", "")]
        room = self.size.width - max(_LEAST_TITLE, cells(title)) - 12
        if parent is not None and room > 0:
            right = [(clip(outline.title(parent), room), "row--faint"), ("  ", ""), *right]
        return row_of(left, right, width=self.size.width)

    def on_click(self, event: events.Click) -> None:
        """Tell which entry is clicked."""
        event.stop()
        row = self._first() + event.y
        if row < len(self.entries):
            self.post_message(self.Clicked(self.entries[row]))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go on down."""
        event.stop()
        self.move(_WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go on up."""
        event.stop()
        self.move(-_WHEEL)
