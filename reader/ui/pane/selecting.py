"""The unit at the caret and the selection that grows from it: what is about to be marked.

Selection in the manner of Helix: an anchor and a head that moves, both spans of text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.cells import next_grapheme, prev_grapheme
from reader.text.segment import UNITS
from reader.text.selection import Selection

if TYPE_CHECKING:
    from reader.ui.pane.view import View

Span = tuple[int, int]
SENTENCE = "sentence"


class Selecting:
    """A caret in a view, the unit around it, and a selection or none."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.unit = SENTENCE
        self.selection: Selection | None = None
        self.keeps_unit = False  # coding mode: no motion and no mark changes the unit
        self.whole_units = False  # V: every motion takes whole units
        self._fitted: tuple[Selection, Selection] | None = None  # before and after `+` and `-`

    @property
    def caret(self) -> int:
        """Offset of the caret."""
        return self.view.caret

    def unit_span(self) -> Span:
        """Return the unit at the caret: a sentence unless `larger` or `smaller` changed it."""
        return self.view.segmenter.unit(self.unit, self.caret)

    def rest_unit(self) -> None:
        """Take the sentence for the unit again, unless the unit is kept."""
        if not self.keeps_unit:
            self.unit = SENTENCE

    def resize_unit(self, step: int) -> bool:
        """Make the unit larger (1) or smaller (-1), or fit a selection to one; tell whether there is one."""
        if self.selection:
            return self._fit(step)
        at = UNITS.index(self.unit) + step
        if 0 <= at < len(UNITS):
            self.unit = UNITS[at]
        return 0 <= at < len(UNITS)

    def _fit(self, step: int) -> bool:
        """Grow the selection to the next larger unit at its ends, or shrink it again to what it was."""
        assert self.selection
        base, fitted = self._fitted or (self.selection, self.selection)
        if fitted != self.selection:
            base = self.selection
        start, end = base.span
        size = self.selection.span[1] - self.selection.span[0]
        fits: list[tuple[str, Selection]] = [(self.unit, base)]
        for unit in UNITS:
            low, high = self.unit_at(start, unit), self.unit_at(end - 1, unit)
            fits.append((unit, Selection(low, high) if base.forward else Selection(high, low)))
        sizes = [fit.span[1] - fit.span[0] for _, fit in fits]
        if step > 0:
            chosen = next((i for i, each in enumerate(sizes) if each > size), None)
        else:
            chosen = next((i for i in reversed(range(len(sizes))) if sizes[i] < size), None)
        if chosen is not None:
            self.unit, self.selection = fits[chosen]
            self._fitted = base, self.selection
            self._to_moving_end()
        return chosen is not None

    def unit_at(self, offset: int, unit: str = "") -> Span:
        """Return the unit of that name, or the current one, at an offset."""
        return self.view.segmenter.unit(unit or self.unit, offset)

    def char_at(self, offset: int) -> Span:
        """Return the cluster that begins at an offset."""
        return offset, next_grapheme(self.view.text, offset)

    def reach(self, span: Span, step: int = 0) -> None:
        """Let the moving end of the selection reach a span: grown to its far edge, shrunk to its near one."""
        assert self.selection
        if self.whole_units:
            low, high = self.unit_at(span[0]), self.unit_at(max(span[0], span[1] - 1))
            head = min(low[0], high[0]), max(low[1], high[1])
        else:
            head = span
            anchor, forward = self.selection.anchor, self.selection.forward
            if step > 0 and not forward and span[0] < anchor[0]:
                head = self.char_at(span[0])
            elif step >= 0 and span[1] > anchor[1]:
                head = prev_grapheme(self.view.text, span[1]), span[1]
            elif step <= 0 and span[0] < anchor[0]:
                head = self.char_at(span[0])
        self.selection = self.selection.to(head)
        self._to_moving_end()

    def _to_moving_end(self) -> None:
        assert self.selection
        start, end = self.selection.span
        self.view.go(prev_grapheme(self.view.text, end) if self.selection.forward else start)

    def swap_ends(self) -> None:
        """Let the other end of the selection move."""
        if self.selection:
            self.selection = self.selection.flip()
            start, end = self.selection.span
            at_end = self.selection.head[1] == end and self.selection.head[0] != start
            self.view.go(prev_grapheme(self.view.text, end) if at_end else start)

    def unselect(self) -> None:
        """Drop the selection; the caret stays."""
        self.selection, self.whole_units = None, False
