"""What helps to read: the time it takes, scrolling by itself, the voice, and the sign at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.reading.attention import READS_ON
from reader.ui.reading.rolling import Rolling
from reader.ui.reading.voice import Voice

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen

_SPEEDS = {"larger": 1, "smaller": -1}


class Aids:
    """Stands around every command: some are for an aid, and each is told to those that follow along."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self.voice, self.rolling = Voice(screen), Rolling(screen)
        self._before = 0  # where the caret stood before the command

    @property
    def running(self) -> bool:
        """Whether the voice speaks, or the text scrolls by itself."""
        return self.voice.running or self.rolling.running

    def take(self, command: str) -> str | None:
        """Do what a command means to an aid that runs; return what to say, None where it means nothing."""
        if command == "escape" and self.running:
            self.stop()
            return "stopped"
        if self.rolling.running and command in _SPEEDS:
            return self.rolling.change(_SPEEDS[command])
        session = self.screen.desk.session
        if session:
            self.screen.desk.attention.look(session)
            self._before = session.caret
        return None

    def stop(self) -> None:
        """Stop voice and scrolling."""
        self.voice.stop()
        self.rolling.stop()

    def follow(self, command: str) -> None:
        """Take note of a command that was done."""
        desk = self.screen.desk
        session = desk.session
        self.screen.teaching.follow(command)
        self.voice.follow(session)
        self.rolling.follow(session)
        if session is None:
            return
        desk.attention.acted(command, session)
        if command in READS_ON and session.caret > self._before and desk.finishes():
            self.screen.say("finished · s d marks it done")
