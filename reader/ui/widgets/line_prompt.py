"""Asks for one line of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal
from textual.message import Message

from reader.text.cells import cells
from reader.ui.widgets.clicked_key import HINT
from reader.ui.widgets.fields import LineField
from reader.ui.widgets.prompt import Prompt, Row

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widgets import Input

_HINT = "enter takes · esc leaves"
_TYPED = 28  # cells that a hint leaves for what is typed
_APART = 4  # cells behind the title, for the cursor and before the hint


class LinePrompt(Prompt):
    """One line; `live` posts `Changed` as it is typed. `hint` stands at its end, else under it.

    With `selected` what is typed takes the place of the text.
    """

    keeps_text: ClassVar[bool] = True
    hints_beside: ClassVar[bool] = True  # where there is room

    class Changed(Message):
        """The text is another now."""

        def __init__(self, text: str) -> None:
            self.text = text
            super().__init__()

        def can_replace(self, message: Message) -> bool:
            """Let a later text stand for this one."""
            return isinstance(message, LinePrompt.Changed)

    def __init__(
        self,
        title: str,
        text: str = "",
        hint: str = "",
        live: bool = False,
        *,
        selected: bool = False,
    ) -> None:
        super().__init__(title)
        self._hint, self._live = hint or _HINT, live
        self._last = text
        self._field = LineField(text, selected=selected)
        self._keys, self._under = (Row([(self._hint, HINT)]) for _ in range(2))
        self._keys.styles.width = cells(self._hint)
        self._roomy = self._under.display = False

    @property
    def field(self) -> LineField:
        """The line."""
        return self._field

    @property
    def text(self) -> str:
        """What is typed so far."""
        return self._field.text

    def compose(self) -> ComposeResult:
        """Set the title before the line."""
        with Horizontal(classes="prompt--line"):
            yield Row([(self.title, "row--accent")], width=cells(self.title) + 2)
            yield self._field
            yield self._keys
        yield self._under
        yield self._wrong

    def fit(self, width: int) -> None:
        """Tell the keys where there is room."""
        self._roomy = self.hints_beside and cells(self.title) + _TYPED + cells(self._hint) <= width
        self.error(self.message)
        super().fit(width)
        self._give_way()

    def _give_way(self) -> None:
        """Tell the keys no longer where what is typed needs their room."""
        room = self._fitted - cells(self.title) - cells(self._hint) - _APART
        self._keys.display = self._roomy and cells(self.text) < room

    def error(self, message: str) -> None:
        """Say what is wrong, in the place of a hint under the line."""
        self._under.display = not (self._roomy or message)
        super().error(message)

    def again(self) -> LinePrompt:
        """Return a new prompt with the same text."""
        return LinePrompt(self.title, self.text, self._hint, self._live)

    def begin_at(self, column: int) -> None:
        """Let the cursor stand at a character when the prompt is shown."""
        self._field.begin_at(column)

    def press(self, key: str) -> bool:
        """Take the line with `enter`; tab does nothing."""
        if key == "enter":
            self.answer(self.text)
        return key in ("enter", "tab", "shift+tab")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell the text as it is typed."""
        event.stop()
        self._give_way()
        if event.value != self._last:
            if self._live:
                self.post_message(self.Changed(event.value))
            elif self.message:
                self.error("")
        self._last = event.value
