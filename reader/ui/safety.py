"""What keeps the terminal whole: no control characters on it, and its modes put back on a signal."""

from __future__ import annotations

import os
import re
import signal
import threading
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from textual.app import App
    from textual.color import Color

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_PATIENCE = 2.0  # seconds a signal gives the program to leave by itself


class ControlFilter(LineFilter):
    """Shows U+FFFD for every control character.

    Text is cleaned where it enters; this is the backstop, as no Textual widget removes escape codes.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without control characters."""
        if not any(_CONTROL.search(segment.text) for segment in segments):
            return segments
        return [Segment(_CONTROL.sub("\ufffd", text), style) for text, style, _ in segments]


def leave_on_signals(app: App[None]) -> None:
    """On SIGTERM and SIGHUP save and leave, so that the terminal is put back; force it after two seconds."""

    def leave(number: int, _frame: object) -> None:
        timer = threading.Timer(_PATIENCE, os._exit, (128 + number,))
        timer.daemon = True
        timer.start()
        app.call_later(app.run_action, "quit")

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name) and threading.current_thread() is threading.main_thread():
            signal.signal(getattr(signal, name), leave)
