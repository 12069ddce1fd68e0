"""What the program says in the status line: the part of the main screen that keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.said import Said, lasts
from reader.ui.widgets.ground import GroundScreen

if TYPE_CHECKING:
    from reader.model import ReaderError
    from reader.ui.keys.keymap import Keymap

_BAR = 10  # cells


class Speaking(GroundScreen):
    """Says one sentence at a time, until the next key; keeps the last ones, and an error that stays."""

    keymap: Keymap

    def __init__(self, message: str = "") -> None:
        super().__init__()
        self.message, self.is_error, self.said = message, False, Said()
        self.said.note(message)
        self.under_way = ""  # how far something is that takes its time
        self._told = ""  # what was refused at the last look

    def show_status(self) -> None:
        """Bring the status line up to date, and the card of what is picked."""
        raise NotImplementedError

    def say(self, message: str, *, error: bool = False, lasting: bool = False) -> None:
        """Show a sentence in the status line until the next key; a `lasting` error until it is dismissed."""
        message = self.keymap.told(message)
        self.message, self.is_error = message, error
        self.said.note(message, error=error, lasting=lasting)
        self.show_status()

    def say_how_far(self, words: str, done: int = 0, total: int = 0) -> None:
        """Show how far something is wherever nothing else is said; no words when it is over.

        Where a `total` is known a bar stands before them.
        """
        from reader.ui.widgets.bar import bar

        self.under_way = "".join(text for text, _ in bar(done, total, _BAR) if total) + words
        self.show_status()

    def refuse(self, error: ReaderError) -> None:
        """Say what could not be done."""
        self.say(str(error), error=True, lasting=lasts(error))

    def refuse_once(self, refusal: str) -> None:
        """Say what is refused at every look, but only when it begins; take it back when it is over."""
        if refusal and refusal != self._told:
            self.say(refusal, error=True, lasting=True)
        elif not refusal and self._told and self.said.dismiss(self._told):
            self.show_status()
        self._told = refusal
