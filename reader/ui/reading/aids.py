"""What helps to read: the time it takes, scrolling by itself, the voice, and the sign at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.late import Part
from reader.ui.reading.attention import READS_ON

if TYPE_CHECKING:
    from reader.ui.reading.rolling import Rolling
    from reader.ui.reading.voice import Voice
    from reader.ui.screens.main import MainScreen

FINISHED = "finished · s d marks it done"
_SPEEDS = {"larger": 1, "smaller": -1}


class Aids:
    """Stands around every command: some are for an aid, and each is told to those that follow along."""

    voice: Part[Voice] = Part("reader.ui.reading.voice", "Voice")
    rolling: Part[Rolling] = Part("reader.ui.reading.rolling", "Rolling")

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self._before = 0  # where the caret stood before the command

    @property
    def running(self) -> bool:
        """Whether the voice speaks, or the text scrolls by itself."""
        return self.mode() != ""

    def take(self, command: str) -> str | None:
        """Do what a command means to an aid that runs; return what to say, None where it means nothing."""
        if command == "escape" and self.running:
            self.stop()
            return "stopped"
        if command in _SPEEDS and self.rolling.running:
            return self.rolling.change(_SPEEDS[command])
        session = self.screen.desk.session
        if session:
            self.screen.desk.attention.look(session)
            self._before = session.caret
        return None

    def mode(self) -> str:
        """Name what the aid that runs does; empty where none does."""
        return next((aid.MODE for aid in self._used() if aid.running), "")

    def stop(self) -> None:
        """Stop voice and scrolling."""
        for aid in self._used():
            aid.stop()

    def follow(self, command: str) -> None:
        """Take note of a command that was done."""
        desk = self.screen.desk
        session = desk.session
        self.screen.teaching.follow(command)
        for aid in self._used():
            aid.follow(session)
        if session is None:
            return
        desk.attention.acted(command, session)
        if command in READS_ON and session.caret > self._before and desk.finishes():
            self.screen.say(FINISHED)

    def _used(self) -> list[Voice | Rolling]:
        """Return the aids that were used so far: the others are not loaded for being asked."""
        return [vars(self)[name] for name in ("voice", "rolling") if name in vars(self)]
