"""The way to the terminal: what it takes at once is written at once, the rest by Textual's writing thread.

A thread that is woken in Python waits until the one that woke it rests, up to 5 ms: a third of the time from
a key to its frame. The terminal is opened a second time for this, so that a write that would have to wait
gives up instead, and no other program that has the terminal open sees it in another mode. A terminal holds
some eight thousand bytes that it has not read yet; one that reads takes the rest of a frame in no time.
"""

from __future__ import annotations

import os
import select
from collections import deque
from time import monotonic

_MOMENT = 0.004  # seconds in which a terminal that reads takes a frame


class Output:
    """A terminal's end to write to, and the file that the writing thread is given in its place."""

    def __init__(self, number: int) -> None:
        self._number = number  # the descriptor at which a write waits
        self._prompt = _opened_again(number)
        self._behind: deque[bytes] = deque()  # what the thread has still to write

    def offer(self, text: str) -> bool:
        """Write a text; False where the thread has to be called to `write` some of it."""
        data = text.encode("utf-8", "replace")
        if self._prompt is not None and not self._behind:
            data = _write_soon(self._prompt, data)
        if data:
            self._behind.append(data)
        return not data

    def write(self, _text: str) -> None:
        """Write what was left first, waiting for the terminal."""
        data = self._behind[0]
        while data:
            data = data[os.write(self._number, data) :]
        self._behind.popleft()  # only now may others write

    def flush(self) -> None:
        """Do nothing: all is written."""

    def fileno(self) -> int:
        """Return the descriptor."""
        return self._number

    def close(self) -> None:
        """Give up the second way."""
        if self._prompt is not None:
            os.close(self._prompt)
            self._prompt = None


def _write_soon(prompt: int, data: bytes) -> bytes:
    """Write what a terminal takes within a moment; return the rest."""
    end = monotonic() + _MOMENT
    while data:
        try:
            data = data[os.write(prompt, data) :]
        except BlockingIOError:
            left = end - monotonic()
            if left <= 0 or not select.select([], [prompt], [], left)[1]:
                break
        except OSError:  # the terminal is gone
            break
    return data


def _opened_again(number: int) -> int | None:
    """Open the terminal of a descriptor for writes that do not wait; None where there is none."""
    try:
        return os.open(os.ttyname(number), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
    except OSError:
        return None
