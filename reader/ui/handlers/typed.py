"""The line in which commands are typed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.ui.keys.command_line import CommandLine
    from reader.ui.screens.main import MainScreen


class TypedCommands:
    """Opens the command line, which is loaded with its first use."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen

    @cached_property
    def _line(self) -> CommandLine:
        from reader.ui.keys.command_line import CommandLine

        return CommandLine(self.screen)

    def command_line(self, text: str = "") -> None:
        """Ask for a command by its name; the line begins with a text."""
        self._line.ask(text)
