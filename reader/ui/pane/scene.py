"""What is drawn over a body, and what a row of the screen shows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.spans import SpanIndex
from reader.tuples import NamedTuple
from reader.ui.pane import styles
from reader.ui.reading.byline import NO_BYLINE, Byline
from reader.ui.reading.states import SIGNS

if TYPE_CHECKING:
    from reader.model import Highlight
    from reader.text.find_pattern import AnySearch
    from reader.text.wrap import Row
    from reader.ui.pane.overview import Overview
    from reader.ui.pane.painter import Painter

Span = tuple[int, int]


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
    byline: Byline = NO_BYLINE
    thumb: bool = False
    gap: bool = False
    mark: int = 0  # what the scroll bar shows beside the row: a colour number, styles.FOUND or nothing
    head: str = ""  # the section that the screen begins in
    dimmed: bool = False
    labels: tuple[tuple[int, str], ...] = ()  # (code points from the start of the row, what is typed)
    hint: int = 0  # the colour number of the tag that is suggested for the unit

    @property
    def is_bare(self) -> bool:
        """Whether the row shows text and nothing of what may lie on or beside it."""
        laid = self.ground or self.ink or self.caret >= 0 or self.dimmed or self.gap or self.labels
        return not (laid or self.bars or self.note or self.state or self.hint)


class Still(NamedTuple):
    """The keys of a screen without caret, unit, selection and pick, and all that they were made of."""

    made_of: tuple[object, ...]
    keys: list[RowKey]
    painter: Painter


class Scene:
    """What is drawn over the body: highlights, selection, the unit, matches, labels, the byline."""

    byline: Byline = NO_BYLINE
    awake = True
    unit: Span = (0, 0)
    selection: Span | None = None
    picked: int | None = None
    search: AnySearch | None = None
    hint: tuple[Span, int] | None = None  # what a tag is suggested for, and its colour number
    lone: Span | None = None  # focus mode: all but this is dimmed
    version = 0  # grows with every change of the highlights
    still: Still | None = None  # the last screen, without what goes with the caret

    def __init__(self, overview: Overview) -> None:
        self.overview = overview
        self.labels: dict[int, str] = {}  # offset -> what is typed to go there
        self.index: SpanIndex[int] = SpanIndex()  # of the highlights; the session keeps it
        self.colours: dict[int, int] = {}  # highlight id -> colour number
        self.counted: dict[int, Span] = {}  # where a highlight counts in the overview
        self.notes: set[int] = set()
        self.states: dict[int, str] = {}  # highlight id -> the sign of its state

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
        self.version += 1
        if highlight in self.counted:
            self.overview.remove(*self.counted.pop(highlight), self.colours.pop(highlight))
            self.notes.discard(highlight)
            self.states.pop(highlight, None)

    def clear(self, index: SpanIndex[int]) -> None:
        """Show no highlights; those to come are in another index."""
        self.index, self.colours, self.counted, self.notes, self.states = index, {}, {}, set(), {}
        self.overview.clear()
        self.version += 1
