"""The rows of an outline, each made when it is on the screen, however many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.cells import cells, clip
from reader.text.whereabouts import whereabouts
from reader.ui.widgets.lines import Line, Lines
from reader.ui.widgets.painted import NO_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.text.outline import Outline
    from reader.ui.widgets.painted import Part

_INDENT = 2  # cells a level
_DEEPEST = 8  # levels that are still indented more
_LEAST_TITLE = 24  # cells left for a title before the section around it is named
_AROUND = 14  # cells of a row that are neither title nor section
_LEAD = 3  # rows shown above the entry one reads under


class OutlineList(Lines):
    """Shows entries of an outline, one of them chosen; `entries` are their numbers."""

    def __init__(self, outline: Outline, here: int) -> None:
        super().__init__(NO_NAME, ())
        self.outline = outline
        self.here = here  # the entry one reads under
        self.entries: Sequence[int] = range(len(outline))
        self._as_tree = True
        self.chosen, self.top = here, max(0, here - _LEAD)

    @property
    def entry(self) -> int | None:
        """The number of the entry that is chosen."""
        return self.entries[self.chosen] if self.entries else None

    @property
    def count(self) -> int:
        """How many entries there are."""
        return len(self.entries)

    def show_entries(self, entries: Sequence[int], *, as_tree: bool) -> None:
        """Show all as a tree, the one read under chosen; or what was found, the best chosen."""
        self.entries, self._as_tree = entries, as_tree
        number = self.here if as_tree else 0
        self.top = max(0, number - _LEAD)
        self.go(number)

    def line(self, number: int) -> Line:
        """Return an entry's row: its title by its depth, its page or time, else how far it lies."""
        outline, index = self.outline, self.entries[number]
        indent = _INDENT * min(_DEEPEST, outline.level(index)) if self._as_tree else 0
        title = outline.title(index)
        look = "row--key" if index == self.here else ""
        start, body = outline.starts[index], outline.body
        share = f"{100 * start // max(1, len(body.text)):3}%"
        right: list[Part] = [(whereabouts(body.marks, start, start) or share, "row--dim")]
        parent = None if self._as_tree else outline.parent(index)
        room = self.size.width - max(_LEAST_TITLE, cells(title)) - _AROUND
        if parent is not None and room > 0:
            right = [(clip(outline.title(parent), room), "row--faint"), ("  ", ""), *right]
        return Line(((" " * indent, ""), (title, look)), tuple(right))
