"""One open article as it is being read: caret, unit, selection, pick and search, and the motions on them.

Product semantics live here and in `target` and `marking`, without a terminal; the widget only paints.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.cells import grapheme_start, next_grapheme, prev_grapheme
from reader.text.find import Search
from reader.text.segment import UNITS
from reader.text.selection import Selection
from reader.ui.pane.passages import Passages
from reader.ui.pane.rows import Scene
from reader.ui.pane.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reader.model import Article, ArticleView, Codebook, Highlight

Span = tuple[int, int]
SENTENCE = "sentence"

#: Motions by a unit: command id -> (unit, or None for the current one; direction)
_BY_UNIT: dict[str, tuple[str | None, int]] = {
    "next-unit": (None, 1),
    "prev-unit": (None, -1),
    "next-word": ("word", 1),
    "prev-word": ("word", -1),
    "next-paragraph": ("paragraph", 1),
    "prev-paragraph": ("paragraph", -1),
}
#: Motions that remember the place they left.
JUMPS = frozenset({"top", "bottom", "find-next", "find-prev"})


class Session:
    """An article, its body and its highlights under a caret."""

    def __init__(self, opened: ArticleView, *, measure: int = 72) -> None:
        self.article: Article = opened.article
        self.codebook: Codebook = opened.codebook
        self.view = View(
            opened.body, language=opened.article.language, caret=opened.article.position, measure=measure
        )
        self.scene = Scene()
        self.unit = SENTENCE
        self.selection: Selection | None = None
        self.whole_units = False  # V: every motion takes whole units
        self.editing: Highlight | None = None  # whose bounds the selection is
        self.touched = False  # a motion has been made since the last mark
        self.passages = Passages()
        self.take_highlights(opened.highlights)

    @property
    def caret(self) -> int:
        """Offset of the caret."""
        return self.view.caret

    @property
    def picked(self) -> Highlight | None:
        """The highlight that is picked."""
        return self.passages.get(self.scene.picked)

    @property
    def picked_id(self) -> int | None:
        """The id of the highlight that is picked."""
        return self.scene.picked

    def take_highlights(self, highlights: Iterable[Highlight]) -> None:
        """Show these highlights, in place of the ones before."""
        self.passages = Passages(highlights)
        self.scene.clear()
        for highlight in self.passages:
            self.show(highlight)
        if self.picked is None:
            self.scene.picked = None

    def show(self, highlight: Highlight) -> None:
        """Take a highlight as it is now, new or changed."""
        if self.passages.get(highlight.id) != highlight:
            self.passages.put(highlight)
        self.scene.put(highlight, highlight.colour or self.codebook.colour_of(highlight.tags))

    def forget(self, highlight: Highlight) -> None:
        """Show a highlight no longer."""
        self.passages.drop(highlight.id)
        self.scene.drop(highlight.id)
        if self.scene.picked == highlight.id:
            self.scene.picked = None

    def refresh(self) -> None:
        """Bring what is drawn up to date with the caret, the unit and the selection."""
        self.scene.selection = self.selection.span if self.selection else None
        self.scene.unit = (0, 0) if self.selection else self.unit_span()

    # -- the unit and the pick

    def unit_span(self) -> Span:
        """Return the unit at the caret: a sentence unless `larger` or `smaller` changed it."""
        return self.view.segmenter.unit(self.unit, self.caret)

    def resize_unit(self, step: int) -> None:
        """Make the unit larger (1) or smaller (-1); a selection is fitted to it."""
        self.unit = UNITS[max(0, min(len(UNITS) - 1, UNITS.index(self.unit) + step))]
        if self.selection:
            start, end = self.selection.span
            low, high = self._unit_at(start), self._unit_at(end - 1)
            self.selection = Selection(low, high) if self.selection.forward else Selection(high, low)
            self._to_moving_end()
        else:
            self.scene.picked = None

    def _unit_at(self, offset: int, unit: str = "") -> Span:
        return self.view.segmenter.unit(unit or self.unit, offset)

    def pick(self, highlight: Highlight, *, go: bool = True) -> None:
        """Pick a highlight; the caret goes to its start, unless it is to stay."""
        self.unit, self.selection = SENTENCE, None
        self.scene.picked = highlight.id
        if go:
            self.view.go_to(highlight.start, highlight.end)
            self.touched = True

    def pick_neighbour(self, step: int) -> bool:
        """Pick the next (previous) highlight; tell whether there is one."""
        find = self.passages.after if step > 0 else self.passages.before
        found = find(self.caret, self.picked)
        if found:
            self.pick(found)
        return found is not None

    def pick_here(self) -> bool:
        """Pick the next of the highlights at the caret, smallest first; tell whether there is one."""
        here = [h.id for h in self.passages.at(self.caret)]
        if not here:
            return False
        at = here.index(self.scene.picked) + 1 if self.scene.picked in here else 0
        self.scene.picked = here[at % len(here)]
        return True

    def _moved(self) -> None:
        self.scene.picked = None
        self.touched = True

    # -- motions

    def move(self, name: str) -> None:
        """Do the motion of a command; with a selection it extends."""
        if name in _BY_UNIT:
            unit, step = _BY_UNIT[name]
            self._by_unit(unit or self.unit, step)
        else:
            _PLAIN[name](self)
            if self.selection:
                fine = name in ("next-character", "prev-character", "line-start", "line-end")
                self._reach(self._char_at(self.caret) if fine else self._unit_at(self.caret, "word"))
        if name not in ("next-unit", "prev-unit") and not self.whole_units:
            self.unit = SENTENCE
        self._moved()

    def _by_unit(self, unit: str, step: int) -> None:
        segmenter = self.view.segmenter
        here = segmenter.unit(unit, self.caret)
        if self.selection:
            start, end = self.selection.span
            if (step > 0 and here[1] > end) or (step < 0 and here[0] < start):
                return self._reach(here, step)
        to = (segmenter.next_start if step > 0 else segmenter.prev_start)(unit, self.caret)
        span = segmenter.unit(unit, to)
        if self.selection:
            return self._reach(span, step)
        if to == here[0] and step > 0:  # the last unit: stay
            return None
        return self.view.go_to(*span)

    def _char_at(self, offset: int) -> Span:
        return offset, next_grapheme(self.view.text, offset)

    def _reach(self, span: Span, step: int = 0) -> None:
        """Let the moving end of the selection reach a span: grown to its far edge, shrunk to its near one."""
        assert self.selection
        if self.whole_units:
            low, high = self._unit_at(span[0]), self._unit_at(max(span[0], span[1] - 1))
            head = min(low[0], high[0]), max(low[1], high[1])
        else:
            head = span
            anchor = self.selection.anchor
            if step >= 0 and span[1] > anchor[1]:
                head = prev_grapheme(self.view.text, span[1]), span[1]
            elif step <= 0 and span[0] < anchor[0]:
                head = self._char_at(span[0])
        self.selection = self.selection.to(head)
        self._to_moving_end()

    def _to_moving_end(self) -> None:
        assert self.selection
        start, end = self.selection.span
        self.view.go(prev_grapheme(self.view.text, end) if self.selection.forward else start)

    # -- selection

    def extend(self, *, units: bool) -> None:
        """Begin a selection with the word at the caret, or with the whole unit."""
        span = self.unit_span() if units else self._unit_at(self.caret, "word")
        self.selection, self.whole_units = Selection(span, span), units
        self._to_moving_end()
        self._moved()

    def select(self, start: int, end: int) -> None:
        """Select `[start, end)`, the later end moving."""
        if end > start:
            self.whole_units = False
            last = grapheme_start(self.view.text, end - 1)
            self.selection = Selection(self._char_at(start), (last, end))
            self._to_moving_end()
            self._moved()

    def swap_ends(self) -> None:
        """Let the other end of the selection move."""
        if self.selection:
            self.selection = self.selection.flip()
            start, end = self.selection.span
            at_end = self.selection.head[1] == end and self.selection.head[0] != start
            self.view.go(prev_grapheme(self.view.text, end) if at_end else start)

    def unselect(self) -> None:
        """Drop the selection; the caret stays."""
        self.selection, self.whole_units, self.editing = None, False, None

    def escape(self) -> bool:
        """Take one step out: edit, selection, unit, pick, find marks. Tell whether there was one to take."""
        if self.selection:
            self.unselect()
            self.unit = SENTENCE
        elif self.unit != SENTENCE:
            self.unit = SENTENCE
        elif self.scene.picked is not None:
            self.scene.picked = None
        elif self.scene.search is not None:
            self.scene.search = None
        else:
            return False
        return True

    # -- going somewhere

    def go(self, offset: int) -> None:
        """Put the caret at an offset; a selection extends to the word there."""
        self.view.go(offset)
        if self.selection:
            self._reach(self._unit_at(self.caret, "word"))
        else:
            self.unit = SENTENCE
        self._moved()

    def find(self, needle: str, origin: int) -> int | None:
        """Search for a text and go to the first match from `origin`; None where there is none."""
        if not needle:
            self.scene.search = None
            return None
        self.scene.search = Search(self.view.text, needle)
        return self._to_match(self.scene.search.next(origin), 1)

    def find_again(self, step: int) -> int | None:
        """Go to the next (previous) match; None where there is none."""
        search = self.scene.search
        if search is None:
            return None
        return self._to_match(search.next(self.caret + 1) if step > 0 else search.prev(self.caret), step)

    def _to_match(self, at: int | None, step: int) -> int | None:
        if at is None or self.scene.search is None:
            return None
        end = at + len(self.scene.search.needle)
        if self.selection:
            self._reach((at, end), step)
        else:
            self.unit = SENTENCE
            self.view.go_to(at, end)
        self._moved()
        return at


def _page(rows: Callable[[View], int]) -> Callable[[Session], None]:
    return lambda session: session.view.page(rows(session.view))


_PLAIN: dict[str, Callable[[Session], None]] = {
    "line-down": lambda s: s.view.line(1),
    "line-up": lambda s: s.view.line(-1),
    "next-character": lambda s: s.view.go(s.view.character(s.caret, 1)),
    "prev-character": lambda s: s.view.go(s.view.character(s.caret, -1)),
    "next-section": lambda s: s.view.go(s.view.segmenter.next_heading(s.caret)),
    "prev-section": lambda s: s.view.go(s.view.segmenter.prev_heading(s.caret)),
    "page-down": _page(View.page_rows),
    "page-up": _page(lambda v: -v.page_rows()),
    "half-down": _page(lambda v: max(1, v.rows // 2)),
    "half-up": _page(lambda v: -max(1, v.rows // 2)),
    "line-start": lambda s: s.view.line_edge(end=False),
    "line-end": lambda s: s.view.line_edge(end=True),
    "top": lambda s: s.view.go(0),
    "bottom": lambda s: s.view.go(len(s.view.text)),
}
MOTIONS = frozenset(_BY_UNIT) | frozenset(_PLAIN)
