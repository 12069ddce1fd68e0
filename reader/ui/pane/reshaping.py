"""Where a highlight is cut, and which are joined: by caret, selection and the text's structure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import ReaderError
from reader.ui.pane.target import for_passage

if TYPE_CHECKING:
    from reader.model import Highlight
    from reader.ui.pane.session import Session

#: The units by which a highlight can be cut all through.
CUTS = ("word", "clause", "sentence", "paragraph", "section")


def to_split(session: Session, annotator: str, unit: str = "") -> tuple[Highlight, list[int]]:
    """Return the own highlight to cut, and where.

    That is at the ends of a selection, or all through by a unit, or before the word at the caret.

    Raises:
        ReaderError: there is none, or nothing to cut off.
    """
    if session.selection:
        start, end = session.selection.span
        own = [h for h in session.passages.meeting(start, end) if h.annotator == annotator]
        holding = [h for h in own if h.start <= start and end <= h.end and (h.start, h.end) != (start, end)]
        if not holding:
            raise ReaderError("the selection lies in no highlight that could be split")
        return holding[0], [start, end]
    highlight = the_own(session, annotator)
    if unit:
        return highlight, _bounds(session, highlight, unit)
    cut = session.unit_at(session.caret, "word")[0]
    if not highlight.start < cut < highlight.end:
        raise ReaderError("put the caret on the word where the second part shall begin")
    return highlight, [cut]


def the_own(session: Session, annotator: str) -> Highlight:
    """Return the own highlight here; ReaderError when there is none, or it is another's."""
    target = for_passage(session, annotator, or_unit=False)
    if target is None or target.highlight is None:
        raise ReaderError("there is no highlight here")
    if target.highlight.annotator != annotator:
        raise ReaderError(f"this highlight is {target.highlight.annotator}'s: it can only be read")
    return target.highlight


def _bounds(session: Session, highlight: Highlight, unit: str) -> list[int]:
    """Return where the units of a highlight begin and end."""
    cuts, at = [], highlight.start
    while at < highlight.end:
        start, end = session.unit_at(at, unit)
        cuts += [start, end]
        following = session.view.segmenter.next_start(unit, at)
        at = following if following > at else highlight.end
    if not any(highlight.start < cut < highlight.end for cut in cuts):
        raise ReaderError(f"this highlight is no more than one {unit}")
    return cuts


def to_join(session: Session, annotator: str) -> list[Highlight]:
    """Return the own highlights that a selection meets; without one the highlight here and what follows it.

    What follows overlaps it, or stands in the same paragraph, or with nothing between.

    Raises:
        ReaderError: there are not two.
    """
    if session.selection:
        met = session.passages.meeting(*session.selection.span)
        own = [highlight for highlight in met if highlight.annotator == annotator]
        if len(own) < 2:
            raise ReaderError("the selection meets no two of your highlights")
        return own
    here = the_own(session, annotator)
    following = session.passages.after(here.start, here)
    while following and following.annotator != annotator:
        following = session.passages.after(following.start, following)
    if following is None:
        raise ReaderError("no highlight of yours follows this one")
    between = session.view.text[here.end : following.start]
    if "\n" in between and between.strip():
        raise ReaderError("the next highlight is in another paragraph: select both to join them")
    return [here, following]
