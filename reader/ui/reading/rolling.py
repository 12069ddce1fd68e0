"""Scrolling by itself, at the pace of the person who reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.words import count_words
from reader.ui.pane.selecting import SENTENCE

if TYPE_CHECKING:
    from textual.timer import Timer

    from reader.ui.pane.session import Session
    from reader.ui.reading.aids import Aids

_STEP = 1.1  # by which a key makes it faster or slower
_SLOWEST, _FASTEST = 40.0, 1_500.0  # words a minute
_LEAST_WORDS = 2.0  # of a row, so that a screen of empty rows does not fly past
_SHORTEST = 0.05  # seconds a row


class Rolling:
    """Moves the view a row at a time; any motion stops it."""

    MODE = "SCROLL"  # in the status line

    def __init__(self, aids: Aids) -> None:
        self.screen = aids.screen
        self.pace = 0.0  # words a minute
        self._timer: Timer | None = None
        self._left = (0, 0)  # caret and top as the last step left them

    @property
    def running(self) -> bool:
        """Whether it scrolls."""
        return self._timer is not None

    def toggle(self, session: Session) -> str:
        """Begin or stop. Returns what to say."""
        if self.running:
            self.stop()
            return "scrolling stopped"
        self.pace = self.screen.desk.attention.pace.per_minute
        session.unselect()
        self._left = (session.caret, session.view.top)
        self._wait(session)
        return self._told()

    def stop(self) -> None:
        """Stop."""
        if self._timer:
            self._timer.stop()
        self._timer = None

    def change(self, step: int) -> str:
        """Make it faster (1) or slower (-1). Returns what to say."""
        self.pace = max(_SLOWEST, min(_FASTEST, self.pace * _STEP**step))
        return self._told()

    def follow(self, session: Session | None) -> None:
        """Stop if the caret or the view was moved meanwhile."""
        if self.running and (session is None or (session.caret, session.view.top) != self._left):
            self.stop()

    def _told(self) -> str:
        return f"scrolling at {round(self.pace)} words a minute · + - change it · any motion stops it"

    def _wait(self, session: Session) -> None:
        """Wait as long as a row takes to be read."""
        view = session.view
        start, end = view.shown()
        words = max(_LEAST_WORDS, count_words(view.text[start:end]) / view.rows)
        self._timer = self.screen.set_timer(
            max(_SHORTEST, words / self.pace * 60), lambda: self.step(session)
        )

    def step(self, session: Session) -> None:
        """Go down a row; at the end of the text stop. Waits while something is asked."""
        if not self.running:
            return
        if self.screen.desk.session is not session:
            self.stop()
            return
        if self.screen.prompts.open is None and self.screen.is_current:
            top = session.view.top
            if session.view.wheel(1):
                session.moved()
                session.unit = SENTENCE
            if session.view.top == top:
                self.stop()
                self.screen.say("the end of the text")
                return
            self._left = (session.caret, session.view.top)
            self.screen.desk.attention.aside(session)
            self.screen.show_session()
        self._wait(session)
