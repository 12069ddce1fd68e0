"""What the mouse does in the reading pane: wheel, clicks, drags, and the scroll bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.pane.selecting import SENTENCE

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events

    from reader.ui.pane.widget import ReadingPane

_BAR = -1  # where a drag began, if it was on the scroll bar


class Pointer:
    """The mouse over a pane."""

    def __init__(self, pane: ReadingPane) -> None:
        self._pane = pane
        self._from: int | None = None  # where a drag began
        self._rolled_to = -1  # where wheel or scroll bar last put the caret

    def wheel(self, rows: int) -> None:
        """Move the view under the caret."""
        if session := self._pane.session:
            self._roll(session.view.wheel, rows)

    def _roll(self, move: Callable[..., bool], where: int) -> None:
        pane = self._pane
        assert pane.session
        session, before = pane.session, pane.session.caret
        if move(where, hold_caret=pane.locked or session.selection is not None):
            session.moved()
            session.unit = SENTENCE
            if before != self._rolled_to:  # one place for all the turns of the wheel
                pane.post_message(pane.Left(before))
            self._rolled_to = session.caret
        self._done()

    def press(self, event: events.MouseDown) -> None:
        """Begin a drag."""
        session, self._from = self._pane.session, None
        if not session or event.button != 1:
            return
        if session.view.is_bar(event.x):
            self._from = _BAR
            self._roll(session.view.roll_to, event.y)
        elif not self._pane.locked:
            self._from = session.view.offset_at(event.x, event.y)
        else:
            return
        self._pane.capture_mouse()

    def pull(self, event: events.MouseMove) -> None:
        """Select from where the button went down to the pointer, or follow it with the scroll bar."""
        session = self._pane.session
        if not session or self._from is None or not event.button:
            return
        if self._from == _BAR:
            self._roll(session.view.roll_to, event.y)
            return
        at = session.view.offset_at(event.x, event.y)
        if at is not None and at != self._from:
            session.drag(self._from, at)
            self._done()

    def release(self) -> None:
        """End a drag."""
        if self._from != _BAR:  # else the click tells that it was no click on the text
            self._from = None
        self._pane.release_mouse()

    def click(self, event: events.Click) -> None:
        """Set the caret; two clicks select the word, three the sentence; the right button opens the menu."""
        pane, session, begun = self._pane, self._pane.session, self._from
        self._from = None
        if not session or pane.locked or begun == _BAR:
            return
        event.stop()
        at = session.view.offset_at(event.x, event.y)
        if event.button == 3:
            start, end = session.selection.span if session.selection else (0, 0)
            if at is not None and not start <= at < end:
                session.click(at)
            pane.post_message(pane.MenuWanted())
        elif at is not None and event.chain > 1:
            session.select(*session.view.segmenter.unit("word" if event.chain == 2 else "sentence", at))
        elif at is not None and not (session.selection and session.dragged):
            session.click(at)
        session.dragged = False
        self._done()

    def _done(self) -> None:
        self._pane.repaint()
        self._pane.post_message(self._pane.Moved(by_mouse=True))
