"""Work that is done a moment later, in a thread of its own, once for all who asked meanwhile."""

from __future__ import annotations

import time
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_MOMENT = 0.05  # seconds
_IDLE = 5.0  # seconds after which the thread ends; the next who asks starts another


class Later:
    """Does `work`, which must not raise; the thread does not keep the process from ending."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._work = work
        self._asked = Event()
        self._lock = Lock()
        self._runs = False

    def ask(self) -> None:
        """Have the work done."""
        with self._lock:
            self._asked.set()
            if not self._runs:
                self._runs = True
                Thread(target=self._run, name="later", daemon=True).start()

    def _run(self) -> None:
        try:
            while self._is_asked():
                time.sleep(_MOMENT)
                self._work()
        except BaseException:
            with self._lock:  # the next who asks does not wait for this thread
                self._runs = False
            raise

    def _is_asked(self) -> bool:
        """Wait until somebody asks; `False` when nobody does."""
        asked = self._asked.wait(_IDLE)
        with self._lock:
            self._runs = asked or self._asked.is_set()
            self._asked.clear()
            return self._runs
