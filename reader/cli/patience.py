"""What a person sees who waits for the index of a large library to be made."""

from __future__ import annotations

import atexit
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.cli.progress import Bar


class Patience:
    """Shows a bar while articles are read; told not to, it lets a program go on with what is known."""

    def __init__(self) -> None:
        self.waits = True
        self._bar: Bar | None = None

    def __call__(self, known: int, total: int) -> bool:
        """Show how many articles are known of how many; return whether to wait."""
        if self.waits and total:
            if self._bar is None or self._bar.total != total:
                self.end()
                self._bar = self._made(known, total)
            self._bar.reach(known)
            if known >= total:
                self.end()
        return self.waits

    def _made(self, known: int, total: int) -> Bar:
        from reader.cli.progress import Bar

        atexit.register(self.end)
        return Bar(total, "reading the library", done=known)

    def end(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.__exit__()
        self._bar = None
