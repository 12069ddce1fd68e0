"""The keys that count in a place, found by typing, run by enter."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from reader.ui.commands import COMMANDS, Command
from reader.ui.screens.seeking import SeekingPopup
from reader.ui.widgets.key_table import KeyTable, commands_of, lay_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.widget import Widget

_PLACES = {
    "text": "reading",
    "list": "the article list",
    "marks": "the sidebar",
    "collection": "all highlights",
    "codebook": "the codebook",
}
_SIDEWAYS = {"right": 1, "left": -1}


class HelpScreen(SeekingPopup[str | None]):
    """Shows the keys of a place. The result is the id of the command to run, or None."""

    MODE: ClassVar[str] = "KEYS"
    closes = ("escape", "q", "question_mark")

    def __init__(self, place: str = "text", commands: Sequence[Command] = COMMANDS) -> None:
        super().__init__(wide=True)
        self._place, self._commands = place, commands
        self._table = KeyTable(commands_of(place, "", commands))

    @property
    def table(self) -> KeyTable:
        """The keys shown."""
        return self._table

    @property
    def found(self) -> KeyTable:
        """The keys shown."""
        return self._table

    def middle(self) -> Iterable[Widget]:
        """Return the keys."""
        return (self._table,)

    def share_rows(self, width: int, most: int) -> int:
        """Take as many rows as the keys need, where they are."""
        return max(map(len, lay_out(commands_of(self._place, "", self._commands), width, most)))

    def tell(self) -> None:
        """Say whose keys are shown, what the chosen command does and how many rows are not in sight."""
        self.entitle_found(f"Keys · {_PLACES.get(self._place, self._place)}")
        chosen = self._table.chosen
        above, below = self._table.beyond
        more = [f"↑ {above} more"] * bool(above) + [f"↓ {below} more"] * bool(below)
        self.set_aside([(chosen.about if chosen else "", "row--dim")], [("  ".join(more), "row--accent")])

    def seek(self, text: str) -> None:
        """Show the commands that hold every word."""
        self._table.show(commands_of(self._place, text, self._commands))

    def take(self) -> None:
        """Run the chosen command."""
        if self._table.chosen:
            self.dismiss(self._table.chosen.id)

    def press(self, key: str) -> bool:
        """Go to the next column, or the one before."""
        if key in _SIDEWAYS:
            self._table.sideways(_SIDEWAYS[key])
        return key in _SIDEWAYS

    def on_key_table_scrolled(self, message: KeyTable.Scrolled) -> None:
        """Say anew how much lies beyond the rows in sight."""
        message.stop()
        self.tell()

    def on_key_table_clicked(self, message: KeyTable.Clicked) -> None:
        """Run what is clicked."""
        message.stop()
        self.dismiss(message.command.id)
