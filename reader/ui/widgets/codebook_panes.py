"""The two halves of the codebook screen: the tree of tags, and what is known of the chosen one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from reader.ui.widgets.folding import fold
from reader.ui.widgets.lines import Line, Lines
from reader.ui.widgets.looks import tint
from reader.ui.widgets.painted import NO_NAME, Nothing, Painted, Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.strip import Strip

    from reader.ui.lists.codebook_tree import Node

_MOST = 6  # rows of one text
_LEVEL = 2  # cells
_MARGIN = 2  # cells beside what is told
_NAME = 12  # cells of what a text is told as
_NO_TAG = Nothing("No tag yet", (("+", "makes one"),))


Named = tuple[str, str, str]  # a text, the name of its look, what it is told as


@dataclass(frozen=True, slots=True)
class About:
    """What is told of a tag: a heading, then texts, each with the name of its look.

    A text with a name as its third stands beside that name.
    """

    head: tuple[Part, ...] = ()
    texts: tuple[Part | Named, ...] = ()


class TagTree(Lines):
    """Paints the tags, one of them chosen; where they are filtered, by their whole names."""

    class Moved(Message):
        """Another tag is chosen."""

    def __init__(self) -> None:
        super().__init__(_NO_TAG, ())
        self.nodes: Sequence[Node] = ()
        self._flat = False

    @property
    def node(self) -> Node | None:
        """The chosen tag."""
        return self.nodes[self.chosen] if self.nodes else None

    @property
    def count(self) -> int:
        """How many tags there are."""
        return len(self.nodes)

    def show_tags(self, nodes: Sequence[Node], *, flat: bool, name: str = "") -> None:
        """Show tags; the one of a name is chosen, else the one that was, else the one at its place."""
        name = name or (self.node.tag.name if self.node else "")
        self.nodes, self._flat = nodes, flat
        self.empty = NO_NAME if flat else _NO_TAG
        self.go(next((n for n, node in enumerate(nodes) if node.tag.name == name), self.chosen))

    def go(self, number: int) -> None:
        """Choose a tag by its number, or the nearest there is."""
        super().go(number)
        self.post_message(self.Moved())

    def line(self, number: int) -> Line:
        """Return a tag's row: its key, colour, name and count."""
        node = self.nodes[number]
        name = node.tag.name if self._flat else node.tag.name.rpartition("/")[2]
        left: tuple[Part, ...] = (
            (f"{node.tag.key:1} ", "row--key"),
            (" " * (0 if self._flat else _LEVEL * node.depth), "row--dim"),
            ("● " if node.tag.colour else "○ ", tint(node.tag.colour)),
            (name, "" if node.known else "row--quiet"),
        )
        return Line(left, ((f"{node.count:,}", "row--dim"),) if node.count else ())


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
        rows: list[list[Part]] = [[(" " * _MARGIN, ""), *self.about.head]]
        for text, look, *name in self.about.texts:
            rows += self._told(text, look, *name) if text else [[]]
        return rows

    def _told(self, text: str, look: str, name: str | None = None) -> list[list[Part]]:
        """Return the rows of a text, beside its name if it has one."""
        beside = 0 if name is None else _NAME
        lines = fold(text, self.size.width - 2 * _MARGIN - beside, _MOST)
        names = [name or "", *[""] * len(lines)]
        return [
            [(" " * _MARGIN, ""), (f"{each:{beside}}" if beside else "", "row--dim"), (line, look)]
            for each, line in zip(names, lines, strict=False)
        ]
