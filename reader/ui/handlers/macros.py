"""The commands of macros."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import ReaderError
from reader.ui.prompts import asking

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen


class MacroCommands:
    """Records keys and plays them."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen, self._macros = screen, screen.macros

    def record_macro(self) -> str:
        """Ask for a letter and record, or end what is recorded."""
        if self._macros.playing:
            raise ReaderError("a macro cannot record another")
        if self._macros.recording:
            return self._macros.end()

        def given(letter: str) -> None:
            if letter == "@":
                raise ReaderError("@ is the macro played last; one needs another letter")
            self.screen.say(self._macros.record(letter))

        self.screen.prompts.ask(asking.LetterPrompt("Record under: a letter"), given)
        return ""

    def play_macro(self) -> None:
        """Ask for a letter, and press its keys."""
        known = " ".join(sorted(self._macros.kept)) or "none yet"
        self.screen.prompts.ask(asking.LetterPrompt(f"Play: {known}"), self._macros.play)
