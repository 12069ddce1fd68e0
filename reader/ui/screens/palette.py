"""Every command, found by any of its words; enter does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from reader.ui.keys.palette import line_of, offered
from reader.ui.screens.seeking import SeekingPopup
from reader.ui.widgets.lines import Lines
from reader.ui.widgets.painted import NO_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.widget import Widget

    from reader.ui.commands import Command


class PaletteScreen(SeekingPopup[str | None]):
    """Shows the commands. The result is the id of the one to run, or None."""

    MODE: ClassVar[str] = "PALETTE"
    closes = ("escape", "ctrl+p")

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._all = commands
        self._offered = offered(commands)
        self._list = Lines(NO_NAME, [])

    @property
    def found(self) -> Lines:
        """The commands shown."""
        return self._list

    @property
    def chosen(self) -> Command | None:
        """The command that `enter` would run."""
        return self._offered[self._list.chosen] if self._offered else None

    def middle(self) -> Iterable[Widget]:
        """Return the commands."""
        return (self._list,)

    def share_rows(self, width: int, most: int) -> int:
        """Take as many rows as there are commands, also while fewer are found: nothing moves."""
        return len(self._all)

    def on_mount(self) -> None:
        """Show all commands."""
        self.seek("")

    def seek(self, text: str) -> None:
        """Show the commands that hold every word, the best chosen."""
        self._offered = offered(self._all, text)
        self._list.show([line_of(command) for command in self._offered])
        self._list.go(0)

    def tell(self) -> None:
        """Say how many commands there are, and what the chosen one does."""
        self.entitle_found("Commands", f"{len(self._offered):,}")
        self.set_aside([(self.chosen.about if self.chosen else "", "row--dim")])

    def take(self) -> None:
        """Run the chosen command."""
        if self.chosen:
            self.dismiss(self.chosen.id)

    def on_lines_clicked(self) -> None:
        """Run what is clicked."""
        self.take()
