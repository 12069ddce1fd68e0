"""The two halves of the codebook screen: the tree of tags, and what is known of the chosen one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from reader.ui.widgets.folding import fold
from reader.ui.widgets.looks import tint
from reader.ui.widgets.painted import Painted, Part, row_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.strip import Strip

    from reader.ui.codebook_tree import Node

_MOST = 6  # rows of one text
_LEVEL = 2  # cells


@dataclass(frozen=True, slots=True)
class About:
    """What is told of a tag: a heading, then texts, each with the name of its look."""

    head: tuple[Part, ...] = ()
    texts: tuple[Part, ...] = ()


class TagTree(Painted):
    """Paints the tags, one of them chosen; where they are filtered, by their whole names."""

    DEFAULT_CSS = "TagTree { width: 1fr; height: 1fr; background: $raised; }"

    class Moved(Message):
        """Another tag is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.nodes: Sequence[Node] = ()
        self.chosen = self._top = 0
        self._flat = False

    @property
    def node(self) -> Node | None:
        """The chosen tag."""
        return self.nodes[self.chosen] if self.nodes else None

    def show(self, nodes: Sequence[Node], *, flat: bool, name: str = "") -> None:
        """Show tags; the one of a name is chosen, else the one that was, else the one at its place."""
        name = name or (self.node.tag.name if self.node else "")
        self.nodes, self._flat = nodes, flat
        self.go(next((n for n, node in enumerate(nodes) if node.tag.name == name), self.chosen))

    def go(self, number: int) -> None:
        """Choose a tag by its number, or the nearest there is."""
        self.chosen = max(0, min(number, len(self.nodes) - 1))
        self.refresh()
        self.post_message(self.Moved())

    def page(self, step: int) -> None:
        """Choose the tag a page further on."""
        self.go(self.chosen + step * max(1, self.size.height - 1))

    def render_line(self, y: int) -> Strip:
        """Return a tag's row: its key, colour, name and count."""
        if not self.nodes:
            return self.paint(
                [(" no tag is named so" if self._flat else " no tag yet", "row--dim")] if y == 0 else []
            )
        room = self.size.height
        self._top = max(0, min(self._top, self.chosen, len(self.nodes) - room), self.chosen - room + 1)
        number = self._top + y
        if number >= len(self.nodes):
            return self.paint([])
        node, chosen = self.nodes[number], number == self.chosen
        name = node.tag.name if self._flat else node.tag.name.rpartition("/")[2]
        look = "row--strong" if chosen else "" if node.known else "row--quiet"
        left: list[Part] = [
            ("▌" if chosen else " ", "row--accent"),
            (f"{node.tag.key:1} ", "row--key"),
            ("" if self._flat else " " * _LEVEL * node.depth, ""),
            ("● " if node.tag.colour else "○ ", tint(node.tag.colour)),
            (name, look),
        ]
        count = f"{node.count:,} " if node.count else ""
        return self.paint(
            row_of(left, [(count, "row--dim")], width=self.size.width), "row--lit" if chosen else ""
        )

    def on_click(self, event: events.Click) -> None:
        """Choose what is clicked."""
        event.stop()
        self.go(self._top + event.y)


class TagCard(Painted):
    """Paints what is told of a tag."""

    DEFAULT_CSS = "TagCard { width: 1fr; height: 1fr; background: $raised; }"

    def __init__(self) -> None:
        super().__init__()
        self.about = About()

    def show(self, about: About) -> None:
        """Show something else."""
        self.about = about
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one row."""
        rows = self._rows()
        return self.paint(rows[y] if y < len(rows) else [])

    def _rows(self) -> list[list[Part]]:
        width = self.size.width - 1
        rows: list[list[Part]] = [[(" ", ""), *self.about.head]]
        for text, look in self.about.texts:
            rows += [[(" ", ""), (row, look)] for row in fold(text, width, _MOST)] if text else [[]]
        return rows
