"""What a key acts on: the selection, the picked highlight, the one at the caret, or the current unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tuples import NamedTuple
from reader.ui.pane.selecting import SENTENCE

if TYPE_CHECKING:
    from reader.model import Highlight
    from reader.ui.pane.session import Session

Span = tuple[int, int]


class Target(NamedTuple):
    """A passage, and the own highlight that it is, if it is one. `what` is for the status line."""

    start: int
    end: int
    highlight: Highlight | None
    what: str


def for_marking(session: Session, annotator: str) -> Target:
    """Return the target of highlight, tag, repeat and suggestion.

    A highlight at the caret counts only inside the current sentence, so that passages nest; in coding mode
    it is the whole unit that is coded.
    """
    if session.selection:
        return _passage(session, session.selection.span, annotator, "selection")
    if session.picked:
        if session.picked.annotator == annotator:
            return _of(session.picked)
        return _passage(session, (session.picked.start, session.picked.end), annotator, "passage")
    start, end = session.unit_span()
    if session.unit == SENTENCE and not session.keeps_unit:
        inside = [h for h in _own(session, session.caret, annotator) if start <= h.start and h.end <= end]
        if inside:
            return _of(inside[0])
    return _passage(session, (start, end), annotator, session.unit)


def for_passage(session: Session, annotator: str, *, or_unit: bool = True) -> Target | None:
    """Return the target of note, colour and copy, which may take the unit, and of edit and delete."""
    if session.selection:
        return _passage(session, session.selection.span, annotator, "selection")
    if session.picked:
        if or_unit and session.picked.annotator != annotator:  # one's own is made over another's
            return _passage(session, (session.picked.start, session.picked.end), annotator, "passage")
        return _of(session.picked)
    here = _own(session, session.caret, annotator)
    if not here:
        sentence = session.unit_at(session.caret, SENTENCE)
        only = [h for h in session.passages.meeting(*sentence) if h.annotator == annotator]
        here = only if len(only) == 1 else []
    if here:
        return _of(here[0])
    return _passage(session, session.unit_span(), annotator, session.unit) if or_unit else None


def for_deletion(session: Session, annotator: str) -> list[Highlight]:
    """Return the own highlights that deletion takes: of a selection, those wholly inside."""
    if session.selection:
        start, end = session.selection.span
        inside = [h for h in session.passages.meeting(start, end) if start <= h.start and h.end <= end]
    else:
        target = for_passage(session, annotator, or_unit=False)
        inside = [target.highlight] if target and target.highlight else []
    return [h for h in inside if h.annotator == annotator]


def _own(session: Session, offset: int, annotator: str) -> list[Highlight]:
    return [h for h in session.passages.at(offset) if h.annotator == annotator]


def _of(highlight: Highlight) -> Target:
    return Target(highlight.start, highlight.end, highlight, "highlight")


def _passage(session: Session, span: Span, annotator: str, what: str) -> Target:
    """Return a passage as a target; one with exactly the bounds of an own highlight is that highlight."""
    same = [
        h for h in session.passages.meeting(*span) if (h.start, h.end) == span and h.annotator == annotator
    ]
    return Target(*span, same[0] if same else None, what)
