"""A terminal that tells when what a key changed was painted.

Textual encloses a frame in marks of mode 2026, so that its end is exact; of other programs the last byte
before a pause is taken.
"""

import time
from typing import NamedTuple

from tests.support.terminal import Terminal

_FRAME_END = b"\x1b[?2026l"
QUIET = 0.012  # seconds without a byte after which a program has painted all
_TIMEOUT = 1.0  # seconds until a key counts as one that changes nothing


class Painted(NamedTuple):
    """Seconds from a key to the end of the first frame, and of the last one; and the bytes of them all."""

    first: float
    last: float
    size: int


class _Blind:
    """Draws nothing: to follow the screen would take the time that is measured."""

    def feed(self, data: bytes, *, final: bool = False) -> None:
        pass

    def resize(self, cols: int, rows: int) -> None:
        pass


class Stopwatch(Terminal):
    """A program in a pty of 100 by 40 cells, that nobody looks at."""

    def __init__(self, argv: list[str], *, frames: bool = True, env: dict[str, str] | None = None) -> None:
        super().__init__(argv, cols=100, rows=40, env=env)
        self.frames = frames  # whether the program marks its frames
        self._reader = _Blind()

    def settle(self, quiet: float = QUIET, timeout: float = 120.0) -> bool:
        """Read until nothing comes for a while; False when that took too long or the program ended."""
        end = time.perf_counter() + timeout
        while not self._ended and time.perf_counter() < end:
            if not self._pump(time.monotonic() + quiet):
                return True
        return False

    def press(self, *keys: str) -> None:
        """Press keys, untimed."""
        for key in keys:
            self.send(key)
            self.settle()

    def timed(self, key: str) -> Painted | None:
        """Press a key; None when nothing was painted for it."""
        return self._painted(lambda: self.send(key))

    def timed_resize(self, cols: int, rows: int) -> Painted | None:
        """Change the window's size."""
        return self._painted(lambda: self.resize(cols, rows), quiet=0.12)

    def _painted(self, act, quiet: float = QUIET) -> Painted | None:
        self.raw.clear()
        self._answered = 0
        start = time.perf_counter()
        act()
        first = last = 0.0
        deadline = time.monotonic() + _TIMEOUT
        while not self._ended and self._pump(deadline):
            last = time.perf_counter()
            if not first and (not self.frames or _FRAME_END in self.raw):
                first = last
            if first:
                deadline = time.monotonic() + quiet
        return Painted(first - start, last - start, len(self.raw)) if first else None

    def memory(self) -> int:
        """Return the resident memory in bytes."""
        with open(f"/proc/{self.pid}/statm") as file:
            return int(file.read().split()[1]) * 4096
