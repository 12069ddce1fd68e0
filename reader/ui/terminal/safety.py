"""What keeps the terminal whole: no control characters on it, and its modes put back on a signal."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

from reader.early.terminal import taken
from reader.text.cells import CONTROLS, SHOWN_FOR_CONTROL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.app import App
    from textual.color import Color

_CONTROL = re.compile(f"[{CONTROLS}]")
_PATIENCE = 2.0  # seconds a signal gives the program to leave by itself
#: No paste marks, focus, mouse, size and keyboard reports; lines wrap, the first screen, the cursor shows.
_PLAIN = "".join(f"\x1b[?{mode}l" for mode in (2004, 1004, 1000, 1003, 1015, 1006, 2048, 2026))
_PLAIN_TERMINAL = f"{_PLAIN}\x1b[?7h\x1b[<u\x1b[?1049l\x1b[?25h\x1b[0m".encode()


class ControlFilter(LineFilter):
    """Shows U+FFFD for every control character.

    Text is cleaned where it enters; this is the backstop, as no Textual widget removes escape codes.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without control characters."""
        if not any(_CONTROL.search(segment.text) for segment in segments):
            return segments
        return [Segment(_CONTROL.sub(SHOWN_FOR_CONTROL, text), style) for text, style, _ in segments]


@contextmanager
def leaving_on_signals(app: App[None]) -> Iterator[None]:
    """On SIGTERM and SIGHUP save and leave, so that the terminal is put back; force it after two seconds."""
    restore = _terminal_restorer()

    def force(status: int) -> None:
        restore()
        os._exit(status)

    def leave(number: int, _frame: object) -> None:
        timer = threading.Timer(_PATIENCE, force, (128 + number,))
        timer.daemon = True
        timer.start()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # not begun yet, or over: the library is closed on the way out
            raise SystemExit(128 + number) from None
        # the loop may be asleep: the thread-safe call wakes it
        loop.call_soon_threadsafe(app.call_later, app.run_action, f"leave({128 + number})")

    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    if threading.current_thread() is not threading.main_thread():
        numbers = []
    before = [signal.signal(number, leave) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _terminal_restorer() -> Callable[[], None]:
    """Return what puts the terminal back as it is now, for when the program does not come to it any more."""
    try:
        import termios
    except ImportError:  # not POSIX
        return lambda: None
    early = taken()
    try:
        modes = early.modes if early else termios.tcgetattr(0)
    except termios.error:  # no terminal
        return lambda: None

    def restore() -> None:
        with suppress(OSError, termios.error):
            termios.tcsetattr(0, termios.TCSANOW, modes or [])
            output = sys.__stderr__.fileno() if sys.__stderr__ else 2
            os.set_blocking(output, False)  # one that takes nothing must not keep the program
            os.write(output, _PLAIN_TERMINAL)

    return restore
