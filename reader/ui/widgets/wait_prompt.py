"""Says how far something is that takes its time; esc stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.widgets.bar import bar
from reader.ui.widgets.prompt import Prompt, Row

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.ui.widgets.painted import Part


class WaitPrompt(Prompt):
    """Takes the keys while something is done, so that nothing else is done meanwhile."""

    def __init__(self, title: str, hint: str = "esc stops", *, stops: bool = True) -> None:
        super().__init__(title)
        self.stops, self._hint = stops, hint
        self._said = ""
        self._bar: list[Part] = []
        self._row = Row(self._left(), [(hint, "row--faint")])

    def _left(self) -> list[Part]:
        return [(f"{self.title}  ", "row--accent"), *self._bar, (self._said, "row--dim")]

    def compose(self) -> ComposeResult:
        """Show one row."""
        yield self._row

    def tell(self, said: str, done: int = 0, total: int = 0) -> None:
        """Say how far it is, with a bar where the total is known."""
        self._said, self._bar = said, bar(done, total) if total else []
        self._row.show(self._left(), [(self._hint, "row--faint")])

    def press(self, key: str) -> bool:
        """Let no key do anything else."""
        return True

    def leave(self) -> None:
        """Stop, where that can be."""
        if self.stops:
            super().leave()
