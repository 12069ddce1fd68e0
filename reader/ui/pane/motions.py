"""The motions: what each command that moves does to a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.pane.view import View

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.ui.pane.session import Session

#: Motions by a unit: command id -> (unit, or None for the current one; direction)
_BY_UNIT: dict[str, tuple[str | None, int]] = {
    "next-unit": (None, 1),
    "prev-unit": (None, -1),
    "next-word": ("word", 1),
    "prev-word": ("word", -1),
    "next-paragraph": ("paragraph", 1),
    "prev-paragraph": ("paragraph", -1),
}
#: Motions that, where whole units are taken and this one goes on, go to the next of them.
_STEPS = {
    "next-word": 1,
    "prev-word": -1,
    "next-character": 1,
    "prev-character": -1,
    "line-down": 1,
    "line-up": -1,
}
_IN_LINE = frozenset(("line-start", "line-end"))
_BACK = frozenset(
    "prev-unit prev-word prev-paragraph prev-section prev-character line-up page-up half-up top".split()
)
_BY_CHARACTER = frozenset(("next-character", "prev-character", "line-start", "line-end"))


def move(session: Session, name: str) -> str:
    """Do the motion of a command (one of `MOTIONS`); with a selection it extends.

    Returns what to say where there was nowhere to go.
    """
    before, stood = session.selection, _standing(session)
    if name in _BY_UNIT:
        unit, step = _BY_UNIT[name]
        _by_unit(session, unit or session.unit, step)
    else:
        _PLAIN[name](session)
        if session.selection:
            fine = name in _BY_CHARACTER
            caret = session.caret
            session.reach(session.char_at(caret) if fine else session.unit_at(caret, "word"))
    if session.whole_units and session.selection == before and name in _STEPS:
        _by_unit(session, session.unit, _STEPS[name])  # inside a whole unit there is nowhere to go
    if name not in ("next-unit", "prev-unit") and not session.whole_units:
        session.rest_unit()
    session.moved()
    if name in _IN_LINE or _standing(session) != stood:
        return ""
    if name.endswith("-section"):
        return "no heading before this" if name in _BACK else "no heading after this"
    return "the beginning of the text" if name in _BACK else "the end of the text"


def _standing(session: Session) -> tuple[object, ...]:
    """Return all of a session that a motion may change."""
    scene = session.scene
    return session.caret, session.view.top, session.selection, session.unit, scene.picked, session.match


def _by_unit(session: Session, unit: str, step: int) -> None:
    """Go a unit on; a selection first takes in all of the unit at its moving end."""
    segmenter = session.view.segmenter
    here = segmenter.unit(unit, session.caret)
    if session.selection:
        start, end = session.selection.span
        if (step > 0 and here[1] > end) or (step < 0 and here[0] < start):
            session.reach(here, step)
            return
    to = (segmenter.next_start if step > 0 else segmenter.prev_start)(unit, session.caret)
    span = segmenter.unit(unit, to)
    if session.selection:
        session.reach(span, step)
    elif to != here[0] or step < 0:  # forward from the last unit: stay
        session.view.go_to(*span)


def _page(rows: Callable[[View], int]) -> Callable[[Session], None]:
    return lambda session: session.view.page(rows(session.view))


_PLAIN: dict[str, Callable[[Session], None]] = {
    "line-down": lambda s: s.view.line(1),
    "line-up": lambda s: s.view.line(-1),
    "next-character": lambda s: s.view.go(s.view.character(s.view.caret, 1)),
    "prev-character": lambda s: s.view.go(s.view.character(s.view.caret, -1)),
    "next-section": lambda s: s.view.go(s.view.segmenter.next_heading(s.view.caret)),
    "prev-section": lambda s: s.view.go(s.view.segmenter.prev_heading(s.view.caret)),
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
