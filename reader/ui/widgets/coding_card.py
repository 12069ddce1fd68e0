"""The tags that one codes with, and what each means, at the foot of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.widgets.looks import tint
from reader.ui.widgets.painted import Painted, Part, cut, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.strip import Strip

    from reader.model import Tag

_MOST = 4  # rows


def tag_rows(tags: Sequence[Tag]) -> list[list[Part]]:
    """Return a row for each tag with its definition and rules; more than fit are counted in the last."""
    few = tags if len(tags) <= _MOST else tags[: _MOST - 1]
    rows = [_row(tag) for tag in few]
    if len(few) < len(tags):
        rows.append([(" ".join(f"#{tag.name}" for tag in tags[len(few) :]), "row--dim")])
    return rows


def _row(tag: Tag) -> list[Part]:
    parts: list[Part] = [(f"#{tag.name}", tint(tag.colour)), ("  ", "")]
    parts.append(
        (tag.definition, "") if tag.definition else ("no definition yet · T writes one", "row--faint")
    )
    for label, rule in (("when", tag.when), ("not", tag.when_not)):
        parts += [(f"  {label}: ", "row--faint"), (rule, "row--dim")] if rule else []
    return [(shown(" ".join(text.split(" "))), look) for text, look in parts]


class CodingCard(Painted):
    """Shows tags in a row each, or nothing."""

    DEFAULT_CSS = "CodingCard { height: 1; background: $raised; display: none; }"

    def __init__(self) -> None:
        super().__init__()
        self._tags: tuple[Tag, ...] = ()

    @property
    def tags(self) -> tuple[Tag, ...]:
        """The tags that are shown."""
        return self._tags

    def show(self, tags: Sequence[Tag]) -> None:
        """Show tags, or nothing; the same again costs nothing."""
        if tuple(tags) == self._tags:
            return
        self._tags = tuple(tags)
        self.display = bool(tags)
        if tags:
            self.styles.height = len(tag_rows(self._tags))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one row."""
        rows = tag_rows(self._tags)
        if y >= len(rows):
            return self.paint([])
        return self.paint(
            cut([(" ", ""), ("▎", tint(self._tags[y].colour)), (" ", ""), *rows[y]], self.size.width)
        )
