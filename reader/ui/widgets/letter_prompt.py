"""Asks for one letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.widgets.prompt import Prompt, Row

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult


class LetterPrompt(Prompt):
    """Takes the next letter, digit or sign."""

    def compose(self) -> ComposeResult:
        """Show the title."""
        yield Row([(self.title, "row--accent")], [("esc leaves", "row--faint")])
        yield self._wrong

    def again(self) -> LetterPrompt:
        """Return the same prompt."""
        return LetterPrompt(self.title)

    def on_key(self, event: events.Key) -> None:
        """Answer with what was typed; keys that type nothing do nothing."""
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.cancel()
        elif event.character and event.character.isprintable() and not event.character.isspace():
            self.answer(event.character)
