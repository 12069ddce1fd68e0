"""Asks what to find, and says which of how many matches one is at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal

from reader.text.cells import cells
from reader.ui.widgets.clicked_key import HINT
from reader.ui.widgets.earlier import Earlier
from reader.ui.widgets.line_prompt import LinePrompt
from reader.ui.widgets.prompt import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

_HINT = "/ first: a regex · ↑ earlier · esc leaves"
_BESIDE = 44  # columns
_TYPED = 14  # columns that stay for what is typed, with the space behind the title


class FindPrompt(LinePrompt):
    """A line that tells its text as it is typed; the arrows bring back what was sought before.

    It begins with what was sought last, which gives way to what is typed; `text`, when given, stays.
    """

    def __init__(self, earlier: Sequence[str] = (), text: str | None = None) -> None:
        first = text is None and bool(earlier)
        super().__init__("Find", earlier[-1] if first else text or "", live=True, selected=first)
        self._first = self.text if first else ""
        self._earlier = earlier  # the latest last
        self._recall = Earlier(earlier)
        self._place = ""
        self._beside = Row(width=_BESIDE)

    def compose(self) -> ComposeResult:
        """Set the title before the line, behind it what there is to say: nothing moves as one types."""
        with Horizontal(classes="prompt--line"):
            yield Row([(self.title, "row--accent")], width=cells(self.title) + 2)
            yield self._field
            yield self._beside
        self._tell()

    def fit(self, width: int) -> None:
        """Leave room for what is typed."""
        self._beside.styles.width = max(0, min(_BESIDE, width - cells(self.title) - _TYPED))
        super().fit(width)

    @property
    def place(self) -> str:
        """Which match of how many."""
        return self._place

    def show_place(self, place: str) -> None:
        """Say which match of how many; nothing while it is not known."""
        self._place = place
        self._tell()

    def error(self, message: str) -> None:
        """Say what is wrong, in the place of the count."""
        self._message = message
        self._tell()

    def _tell(self) -> None:
        said = (self._message, "row--warning") if self._message else (self._place, "row--dim")
        hint = _HINT if self.text == self._first and not said[0] else "esc leaves"
        self._beside.show([], [said, (" · " * bool(said[0]), HINT), (hint, HINT)])

    def again(self) -> FindPrompt:
        """Return a new prompt with the same text."""
        return FindPrompt(self._earlier, self.text)

    def press(self, key: str) -> bool:
        """Go through what was sought before with the arrows."""
        if key in ("up", "down"):
            self._field.value = self._recall.step(1 if key == "up" else -1, self.text)
            self._field.cursor_position = len(self._field.value)
            return True
        return super().press(key)
