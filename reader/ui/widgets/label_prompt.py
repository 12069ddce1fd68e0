"""Asks for one of the labels that stand in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.widgets.prompt import Prompt, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult


class LabelPrompt(Prompt):
    """Takes letters until they are one of the labels; `backspace` takes the last one back."""

    def __init__(self, title: str, labels: Sequence[str]) -> None:
        super().__init__(title)
        self._labels, self._typed = labels, ""
        self._head = Row()

    def compose(self) -> ComposeResult:
        """Show the title and what was typed."""
        yield self._head
        yield self._wrong

    def on_mount(self) -> None:
        """Show the title."""
        super().on_mount()
        self._tell()

    def again(self) -> LabelPrompt:
        """Return the same prompt."""
        return LabelPrompt(self.title, self._labels)

    def _tell(self) -> None:
        self._head.show(
            [(f"{self.title}  ", "row--accent"), (self._typed, "")], [("esc leaves", "row--faint")]
        )

    def _begins(self, typed: str) -> bool:
        return any(label.startswith(typed) for label in self._labels)

    def on_key(self, event: events.Key) -> None:
        """Answer as soon as a whole label is typed; a letter that begins none does nothing."""
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.cancel()
            return
        if event.key in ("backspace", "ctrl+h"):
            self._typed = self._typed[:-1]
        elif event.character and any(
            label.startswith(self._typed + event.character) for label in self._labels
        ):
            self._typed += event.character
        self._tell()
        if self._typed in self._labels:
            self.answer(self._typed)
