"""Follows how one reads: the seconds spent with an article, and the pace. Knows no toolkit.

A page that was turned, or some hundred words gone through sentence by sentence, is one measure. Pauses,
jumps, turning back and leafing through are none: only what could have been read in the time counts.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from reader.text.words import count_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.model import Pace
    from reader.ui.pane.session import Session

#: What one does when one has read on.
READS_ON = frozenset(("next-unit", "next-word", "next-paragraph", "line-down", "page-down", "half-down"))
_MEASURE = 600  # code points after which a measure is taken: some hundred words
_LEAST_WORDS = 20
_SLOWEST, _FASTEST = 60, 1_000  # words a minute; what lies beyond is a pause, or leafing through
_LEAST_PAUSE = 60.0  # seconds without a key that are no pause yet
_CELLS_A_SECOND = 10.0  # nor is the time that a full screen takes a slow reader


class Attention:
    """Told of every key; says how long one has read, and how fast."""

    def __init__(self, pace: Pace, clock: Callable[[], float] = time.monotonic) -> None:
        self.pace = pace
        self.told = pace  # by which minutes are told: it stays while an article is open
        self._clock = clock
        self._last = clock()
        self._spent = 0.0  # seconds with the open article
        self._from = self._at = 0  # offsets: where the measure began, where the caret was last
        self._taken = 0.0  # seconds of the measure

    def begin(self, offset: int) -> None:
        """An article was opened at an offset."""
        self._last, self._spent, self.told = self._clock(), 0.0, self.pace
        self._anew(offset)

    def acted(self, command: str, session: Session) -> None:
        """Something was done; the caret stands where it led."""
        passed = self._passed(session)
        caret = session.caret
        if passed is None:
            self._anew(caret)
            return
        self._spent += passed
        self._taken += passed
        if caret == self._at:
            return
        self._at = caret
        if command not in READS_ON or caret < self._from:
            self._anew(caret)
        elif caret - self._from >= _MEASURE:
            self._measure(session.view.text[self._from : caret])
            self._anew(caret)

    def aside(self, session: Session) -> None:
        """Something else was attended to, a note: time with the article, but not of reading."""
        self._spent += self._passed(session) or 0.0

    def look(self, session: Session) -> None:
        """Something is about to be done: what moved the caret since the last time was no reading."""
        if session.caret != self._at:
            self._anew(session.caret)

    @property
    def spent(self) -> int:
        """The whole seconds spent with the article that are not kept yet."""
        return int(self._spent)

    def kept(self, seconds: int) -> None:
        """Some seconds were kept with the article."""
        self._spent -= seconds

    def _passed(self, session: Session) -> float | None:
        """Return the seconds since something was done last; None when that was a pause."""
        now = self._clock()
        passed, self._last = now - self._last, now
        view = session.view
        patience = max(_LEAST_PAUSE, view.rows * view.layout.width / _CELLS_A_SECOND)
        return passed if passed <= patience else None

    def _anew(self, offset: int) -> None:
        self._from = self._at = offset
        self._taken = 0.0

    def _measure(self, text: str) -> None:
        if self._taken / 60 * _FASTEST < _LEAST_WORDS:
            return  # one leafs through, and no key waits until the words are counted
        words = count_words(text)
        if words >= _LEAST_WORDS and _SLOWEST <= words / self._taken * 60 <= _FASTEST:
            self.pace = self.pace.after(words, self._taken)
