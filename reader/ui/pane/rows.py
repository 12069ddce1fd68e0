"""What each row of the pane shows, as a hashable key, from which `draw` makes text.

Equal keys paint equal rows: whoever paints may keep what it painted for a key, nothing is ever invalid.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from reader.text.body import BLOCK_KINDS
from reader.text.spans import SpanIndex
from reader.ui.pane import styles
from reader.ui.pane.overview import Overview
from reader.ui.states import SIGNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.model import Highlight
    from reader.text.find_pattern import AnySearch
    from reader.text.wrap import Row
    from reader.ui.pane.view import View

Span = tuple[int, int]

_TITLE = BLOCK_KINDS.index("title")
BARS = 2  # cells of the gutter for the bars of the highlights beside a row


class RowKey(NamedTuple):
    """All that a row of the screen shows. `row` is None over the text and below the end of the body."""

    row: Row | None
    ground: bytes = b""
    ink: bytes = b""
    caret: int = -1  # code points from the start of the row
    awake: bool = True  # whether the pane has the focus
    bars: tuple[int, ...] = ()
    note: bool = False
    state: str = ""  # the sign of a passage that begins here and is not as it was marked
    byline: str = ""
    thumb: bool = False
    gap: bool = False
    mark: int = 0  # what the scroll bar shows beside the row: a colour number, styles.FOUND or nothing
    head: str = ""  # the section that the screen begins in
    dimmed: bool = False
    labels: tuple[tuple[int, str], ...] = ()  # (code points from the start of the row, what is typed)
    hint: int = 0  # the colour number of the tag that is suggested for the unit


@dataclass
class Scene:
    """What is drawn over the body: highlights, selection, the unit, matches, labels, the byline."""

    byline: str = ""
    awake: bool = True
    unit: Span = (0, 0)
    selection: Span | None = None
    picked: int | None = None
    search: AnySearch | None = None
    hint: tuple[Span, int] | None = None  # what a tag is suggested for, and its colour number
    lone: Span | None = None  # focus mode: all but this is dimmed
    labels: dict[int, str] = field(default_factory=dict)  # offset -> what is typed to go there
    overview: Overview = field(default_factory=Overview)
    index: SpanIndex[int] = field(default_factory=SpanIndex)  # of the highlights; the session keeps it
    colours: dict[int, int] = field(default_factory=dict)  # highlight id -> colour number
    counted: dict[int, Span] = field(default_factory=dict)  # where a highlight counts in the overview
    notes: set[int] = field(default_factory=set)
    states: dict[int, str] = field(default_factory=dict)  # highlight id -> the sign of its state

    def put(self, highlight: Highlight, colour: str) -> None:
        """Show a highlight, or show it anew after a change."""
        self.drop(highlight.id)
        if not highlight.attached or highlight.end <= highlight.start:
            return
        number = self.colours[highlight.id] = styles.COLOUR_NUMBER[colour]
        self.counted[highlight.id] = highlight.start, highlight.end
        self.overview.add(highlight.start, highlight.end, number)
        if highlight.note:
            self.notes.add(highlight.id)
        if highlight.anchor in SIGNS:
            self.states[highlight.id] = SIGNS[highlight.anchor]

    def drop(self, highlight: int) -> None:
        """Show a highlight no longer."""
        if highlight in self.counted:
            self.overview.remove(*self.counted.pop(highlight), self.colours.pop(highlight))
            self.notes.discard(highlight)
            self.states.pop(highlight, None)

    def clear(self, index: SpanIndex[int]) -> None:
        """Show no highlights; those to come are in another index."""
        self.index, self.colours, self.counted, self.notes, self.states = index, {}, {}, set(), {}
        self.overview.clear()


class _Painter:
    """Spreads spans over the rows of one screen."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows
        self.starts = [row[0] for row in rows]
        count = len(rows)
        self.grounds: list[list[tuple[int, int, bytes]]] = [[] for _ in range(count)]
        self.inks: list[list[tuple[int, int, bytes]]] = [[] for _ in range(count)]
        self.bars: list[list[int]] = [[] for _ in range(count)]
        self.notes = [False] * count
        self.states = [""] * count

    def touched(self, start: int, end: int) -> range:
        """Return the rows that a span lies on."""
        first = max(0, bisect_right(self.starts, start) - 1)
        last = first
        while last < len(self.starts) and self.starts[last] < end:
            last += 1
        return range(first, last)

    def lay(self, spans: list[list[tuple[int, int, bytes]]], start: int, end: int, table: bytes) -> None:
        """Lay a span over every row that it touches."""
        for i in self.touched(start, end):
            spans[i].append((start, end, table))

    def tell(self, row: int, sign: str) -> None:
        """Show the sign of a state beside a row; one of what only moved gives way to others."""
        if self.states[row] in ("", SIGNS["moved"]):
            self.states[row] = sign

    def painted(self, spans: list[tuple[int, int, bytes]], row: Row) -> bytes:
        """Return the style bytes of a row under its spans, or none where there are none."""
        if not spans:
            return b""
        start, end, _ = row
        size = end - start
        buffer = bytes(size)
        for low, high, table in spans:
            a, b = max(0, low - start), min(size, high - start)
            if b > a:
                buffer = buffer[:a] + buffer[a:b].translate(table) + buffer[b:]
        return buffer


def row_keys(view: View, scene: Scene) -> list[RowKey]:
    """Return the keys of the rows on the screen, from the running head (if there is one) down."""
    rows = view.layout.window(view.top, view.rows)
    first, last = (rows[0][0], rows[-1][1]) if rows else (0, 0)
    painter = _Painter(rows)
    _lay_scene(painter, view, scene, first, last)
    thumb, marks = _thumb(view, first, last), _marks(view, scene)
    keys = [RowKey(None, head=view.section())] * view.headroom
    caret, awake, labels = view.caret, scene.awake, scene.labels
    lone, ((low, high), hint), starts = scene.lone, _hint(scene), view.body.blocks.starts
    for y, row in enumerate(rows):
        start, end, block = row
        gap = start < starts[block]
        keys.append(
            RowKey(
                row,
                b"" if gap else painter.painted(painter.grounds[y], row),
                b"" if gap else painter.painted(painter.inks[y], row),
                caret - start if start <= caret < end else -1,
                awake,
                () if gap else tuple(painter.bars[y]),
                painter.notes[y],
                painter.states[y],
                _byline(view, scene, row) if gap else "",
                y in thumb,
                gap,
                marks[y],
                "",
                lone is not None and not (start < lone[1] and end > lone[0]),
                _labels(scene, row) if labels else (),
                hint if not gap and start < high and end > low else 0,
            )
        )
    keys += (RowKey(None, thumb=y in thumb, mark=marks[y]) for y in range(len(rows), view.rows))
    return keys


def _marks(view: View, scene: Scene) -> Sequence[int]:
    """Return what the scroll bar shows beside each row: matches, where some are known, else highlights."""
    if scene.search and scene.search.total:
        return scene.overview.with_matches(scene.search.starts, view.rows)
    return scene.overview.rows(view.rows)


def _hint(scene: Scene) -> tuple[Span, int]:
    """Return what a tag is suggested for, while that is what is selected or the current unit."""
    if scene.hint and scene.hint[0] in (scene.unit, scene.selection):
        return scene.hint
    return (0, 0), 0


def _labels(scene: Scene, row: Row) -> tuple[tuple[int, str], ...]:
    return tuple((at - row[0], label) for at, label in scene.labels.items() if row[0] <= at < row[1])


def _lay_scene(painter: _Painter, view: View, scene: Scene, first: int, last: int) -> None:
    """Lay on what lies lowest first: marks and unit in the ink, highlights, matches, selection."""
    for mark in view.body.marks.between(first, last):
        if bit := styles.INK_OF_MARK[mark.kind]:
            painter.lay(painter.inks, mark.start, mark.end, styles.bit_table(bit))
    if scene.unit[1] > first and scene.unit[0] < last:
        painter.lay(painter.inks, *scene.unit, styles.bit_table(styles.UNIT))
    for start, end, key in sorted(scene.index.query(first, last)):
        colour = scene.colours[key]
        painter.lay(painter.grounds, start, end, styles.highlight_table(colour))
        touched = painter.touched(start, end)
        for i in touched:
            if colour not in painter.bars[i]:
                painter.bars[i].append(colour)
        if key in scene.notes and start >= first and touched:
            painter.notes[touched[0]] = True
        if key in scene.states and start >= first and touched:
            painter.tell(touched[0], scene.states[key])
        if key == scene.picked:
            painter.lay(painter.inks, start, end, styles.bit_table(styles.PICKED))
    if scene.search:
        for start, end in scene.search.between(first, last):
            painter.lay(painter.grounds, start, end, styles.bit_table(styles.MATCH))
    if scene.selection:
        painter.lay(painter.grounds, *scene.selection, styles.bit_table(styles.SELECTED))


def _thumb(view: View, first: int, last: int) -> range:
    """Return the rows beside which the scroll bar's thumb stands; none when all is on the screen."""
    size, rows = len(view.text), view.rows
    if last - first >= size or not size:
        return range(0)
    length = max(1, round(rows * (last - first) / size))
    start = round((rows - length) * min(1.0, first / max(1, size - (last - first))))
    return range(start, start + length)


def _byline(view: View, scene: Scene, row: Row) -> str:
    """Return the byline for the first empty row under the title."""
    block = row[2]
    under_title = block > 0 and view.body.blocks.kinds[block - 1] == _TITLE
    return scene.byline if under_title and row[0] == view.body.blocks.ends[block - 1] else ""
