"""Exports while the program runs: written in a thread, one after another; they can be stopped."""

from __future__ import annotations

import time
from collections import deque
from threading import Lock
from typing import TYPE_CHECKING

from reader.model import ReaderError
from reader.text.rate import rate_words
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.ui.screens.main import MainScreen
    from reader.ui.tasks.exporting import Scope

_EVERY = 0.1  # seconds after which one is told again how far it is


class Order(NamedTuple):
    """What shall be exported, in which format."""

    scope: Scope
    name: str


class Outgoing:
    """The exports of a screen: that which is written, and those that wait for it."""

    def __init__(self, screen: MainScreen, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.screen, self._clock = screen, clock
        self.running = False
        self._lock = Lock()
        self._orders: deque[Order] = deque()
        self._stopped = False

    def start(self, scope: Scope, name: str) -> None:
        """Export in the format of a name, behind what is being exported already."""
        with self._lock:
            self._orders.append(Order(scope, name))
            begins, self.running = not self.running, True
        if begins:
            self._stopped = False
            self.screen.run_worker(self._work, thread=True, exit_on_error=False)

    def stop(self) -> None:
        """Stop; of what is not wholly written nothing stays."""
        self._stopped = True
        with self._lock:
            self._orders.clear()

    def leave(self) -> None:
        """Stop without a word, for the screen goes."""
        self.running = False
        self.stop()

    def _work(self) -> None:
        """Write what is ordered; runs in a thread."""
        try:
            while order := self._next():
                try:
                    said, wrong = self._write(order), False
                except ReaderError as error:
                    said, wrong = str(error), not self._stopped
                if self.running:
                    self.screen.app.call_from_thread(self._told, said, wrong)
        finally:
            self.running = False

    def _told(self, said: str, wrong: bool) -> None:
        """Say what became of an order; runs on the main thread."""
        self.screen.say_how_far("")
        self.screen.say(said, error=wrong, lasting=wrong)

    def _next(self) -> Order | None:
        with self._lock:
            order = self._orders.popleft() if self._orders else None
            self.running = order is not None and self.running
        return order

    def _write(self, order: Order) -> str:
        from reader.ui.prompts.format_choice import note_format
        from reader.ui.tasks.exporting import export, format_of

        library = self.screen.desk.library
        form = format_of(order.name)
        total, began, done, told = order.scope.count(library), self._clock(), 0, self._clock()

        def seen() -> None:
            nonlocal done, told
            if self._stopped:
                raise ReaderError(f"stopped: {order.scope.words} is not exported, no file was changed")
            now, done = self._clock(), done + 1
            if now - told >= _EVERY:
                told = now
                self.screen.app.call_from_thread(self._tell, done, total, now - began)

        said = export(library, order.scope, form, seen)
        note_format(order.name)
        return said

    def _tell(self, done: int, total: int, seconds: float) -> None:
        """Say how far it is; runs on the main thread."""
        if not self.running:
            return
        total = max(done, total)
        parts = (f"exporting {done:,} of {total:,}", rate_words(done, total, seconds), "esc stops")
        self.screen.say_how_far(" · ".join(filter(None, parts)), done, total)
