"""What was typed before, gone through with the arrows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Earlier:
    """A place among earlier lines, the latest last, and what stood there before one went back."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._back = 0  # how many lines one has gone back
        self._typed = ""

    def step(self, step: int, text: str) -> str:
        """Return the line before (1) or behind (-1) the one that is shown, which is `text`."""
        if self._back == 0 and self._lines and text == self._lines[-1]:
            self._back, self._typed = 1, ""
        elif self._back == 0:
            self._typed = text
        self._back = max(0, min(self._back + step, len(self._lines)))
        return self._lines[-self._back] if self._back else self._typed
