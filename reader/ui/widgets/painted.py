"""What the reader's own widgets share: rows painted of parts, each part a text and a look."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size

from reader.text.cells import CONTROLS, SHOWN_FOR_CONTROL, cells, clip
from reader.tuples import NamedTuple
from reader.ui.widgets.looks import style_of
from reader.ui.widgets.measured import Measured
from reader.ui.widgets.sending import Sending, filtered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.filter import LineFilter
    from textual.strip import Strip

#: A piece of a row: its text, and the name of its look (`LOOKS`; "" is the widget's own).
Part = tuple[str, str]

_AIRY = 60  # cells of a width in which what is said of nothing stands in the middle
_GOLDEN = 3  # the middle that the eye takes for one is above the middle
_EDGE = 2  # cells before it where there is less
_without_controls = re.compile(f"[{CONTROLS}]").sub


def shown(text: str) -> str:
    """Return `text` as it may stand in a row: a visible sign for every control character."""
    return text if text.isprintable() else _without_controls(SHOWN_FOR_CONTROL, text)


def width_of(parts: Iterable[Part]) -> int:
    """Return the cells of some parts."""
    return sum([cells(text) for text, _ in parts])


def row_of(left: Sequence[Part], right: Sequence[Part] = (), *, width: int) -> list[Part]:
    """Set parts left and right in exactly `width` cells; the left is cut where both do not fit."""
    kept, room = _cut(right, width)
    begun, room = _cut(left, room - bool(kept))
    return [*begun, (" " * (room + bool(kept)), ""), *kept]


def cut(parts: Sequence[Part], width: int) -> list[Part]:
    """Cut parts to at most `width` cells, with an ellipsis."""
    return _cut(parts, width)[0]


def _cut(parts: Sequence[Part], room: int) -> tuple[list[Part], int]:
    """Return parts cut to at most some cells, and how many of these are left."""
    kept: list[Part] = []
    for text, look in parts:
        whole = shown(text)
        visible = clip(whole, max(0, room))
        if visible:
            kept.append((visible, look))
        room -= cells(visible)
        if visible != whole or room <= 0:
            break
    return kept, room


class Nothing(NamedTuple):
    """What is said where there is nothing, and the keys that help, each with what it does."""

    said: str
    keys: tuple[tuple[str, str], ...] = ()

    def parts(self, y: int, width: int, height: int) -> list[Part]:
        """Return a row of a place of some size: in the middle of it where there is room, else at its top."""
        rows = self._rows()
        wide = max(map(width_of, rows))
        airy = width >= _AIRY
        y -= max(0, (height - len(rows)) // _GOLDEN) if airy else 0
        left = (width - wide) // 2 if airy else _EDGE
        return row_of([(" " * left, ""), *rows[y]], width=width) if 0 <= y < len(rows) else []

    def _rows(self) -> list[list[Part]]:
        wide = max((len(key) + 2 for key, _ in self.keys if key), default=0)
        keys: list[list[Part]] = [
            [(f"{key:{wide}}", "row--key"), (does, "row--dim")] for key, does in self.keys
        ]
        return [[(self.said, "row--strong")], *[[]] * bool(keys), *keys]


LOOKING = Nothing("Looking…")
#: Of a list that is narrowed while one types.
NO_NAME = Nothing("Nothing is named so", (("esc", "shows all"),))


class Painted(Sending):
    """A widget that paints its rows itself and knows the highlight colours by name."""

    DEFAULT_CSS = "Painted { color: $ink; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._looks: dict[tuple[str, str, bool], Style] = {}
        self._strips: list[Strip] = []
        self._painted_for: Size | None = None
        self._fitted = Size(0, 0)
        self._filtered_by: Sequence[LineFilter] = ()

    def fit(self) -> None:
        """Prepare for another size, before it is painted for the first time."""

    def on_hide(self) -> None:
        """Fit anew when it is shown again: what was put in meanwhile had no room."""
        self._fitted = Size(0, 0)

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Paint anew what is shown."""
        self._painted_for = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def renew(self) -> None:
        """Paint anew what is shown, and send only those rows to the terminal that are other strips now."""
        before, (width, height) = self._strips, self.outer_size
        if self._painted_for is None or len(before) != height:
            self.refresh()
            return
        self._painted_for = None
        now = self.render_lines(Region(0, 0, width, height))
        changed = [y for y, (old, new) in enumerate(zip(before, now, strict=True)) if old is not new]
        if len(changed) > height // 2:
            super().refresh()
        elif changed:
            super().refresh(*[Region(0, y, width, 1) for y in changed])

    def notify_style_update(self) -> None:
        """Take other colours."""
        super().notify_style_update()
        self._looks, self._painted_for = {}, None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the strips of a region; they are painted once for each refresh and size."""
        size = self.outer_size  # there is no border, and to look up what is inside one takes longer
        if size != self._fitted:
            self._fitted = size
            self.fit()
        filters = self.app.get_line_filters()
        if filters != self._filtered_by:
            self._filtered_by = filters
            self.notify_style_update()
        if size != self._painted_for:
            self._strips, self._painted_for = self.strips(), size
        strips = self._strips[crop.y : crop.bottom]
        if crop.x or crop.width != size.width:
            strips = [strip.crop(crop.x, crop.right) for strip in strips]
        return strips

    def strips(self) -> list[Strip]:
        """Return the strips of all rows."""
        return [self.render_line(y) for y in range(self.outer_size.height)]

    def paint(self, parts: Iterable[Part], ground: str = "", *, strong: bool = False) -> Strip:
        """Return a row's strip, as wide as the widget; `ground` is the look of its background."""
        segments, looks = [], self._looks
        room = width = self.outer_size.width
        for text, look in parts:
            visible = shown(text)
            style = looks.get((look, ground, strong))
            segments.append(Segment(visible, self._look(look, ground, strong) if style is None else style))
            room -= len(visible) if visible.isascii() else cells(visible)
        if room > 0:
            segments.append(Segment(" " * room, self._look("", ground, strong)))
        return Measured(segments, width) if room >= 0 else Measured(segments, width - room).crop(0, width)

    def _look(self, look: str, ground: str, strong: bool) -> Style:
        """Return the style of a look over the background of another one."""
        style = self._looks.get((look, ground, strong))
        if style is None:
            variables, style = self.app.theme_variables, self.rich_style
            if ground:
                style += style_of(ground, variables)
            if strong:
                style += Style(bold=True)
            if look:
                style += style_of(look, variables)
            style = filtered(style, self._filtered_by, self.background_colors[1])
            self._looks[look, ground, strong] = style
        return style
