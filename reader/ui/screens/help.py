"""The keys that count in a place, found by typing, run by enter."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.screen import ModalScreen

from reader.ui.commands import COMMANDS, Command
from reader.ui.widgets.key_table import KeyTable, commands_of, lay_out
from reader.ui.widgets.prompt import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from reader.ui.widgets.painted import Part

_PLACES = {
    "text": "reading",
    "list": "the article list",
    "marks": "the sidebar",
    "collection": "all highlights",
    "codebook": "the codebook",
}
_HINT = "type to find · enter runs · esc "
_MOVES = {"down": 1, "up": -1, "tab": 1, "shift+tab": -1}
_PAGES = {"pagedown": 1, "ctrl+d": 1, "pageup": -1, "ctrl+u": -1}
_SIDEWAYS = {"right": 1, "left": -1}
_FAR = 10_000
_WIDEST = 184  # columns
_AROUND = (4, 6)  # cells beside the keys, rows above and under them


class HelpScreen(ModalScreen[str | None]):
    """Shows the keys of a place. The result is the id of the command to run, or None."""

    MODE: ClassVar[str] = "KEYS"

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        background: $background 60%;
        & > Vertical {
            width: 100%;
            max-width: 184;
            height: auto;
            padding: 1 2;
            background: $raised;
        }
        & .help--head { margin-bottom: 1; }
        & .help--about { margin-top: 1; }
    }
    """

    def __init__(self, place: str = "text", commands: Sequence[Command] = COMMANDS) -> None:
        super().__init__()
        self._place, self._text, self._commands = place, "", commands
        self._table = KeyTable(commands_of(place, "", commands))
        self._head = Row().add_class("help--head")
        self._about = Row().add_class("help--about")

    @property
    def text(self) -> str:
        """What was typed to find a command."""
        return self._text

    @property
    def table(self) -> KeyTable:
        """The keys shown."""
        return self._table

    def compose(self) -> ComposeResult:
        """Set the keys between what is typed and what the chosen command does."""
        with Vertical():
            yield self._head
            yield self._table
            yield self._about

    def on_mount(self) -> None:
        """Show all keys."""
        self._tell()

    def on_resize(self, event: events.Resize) -> None:
        """Take as many rows as the keys need, where they are."""
        width, room = min(event.size.width, _WIDEST) - _AROUND[0], event.size.height - _AROUND[1]
        tallest = max(map(len, lay_out(commands_of(self._place, "", self._commands), width, room)))
        self._table.styles.height = max(1, min(room, tallest))

    def _tell(self) -> None:
        typed: list[Part] = [(self._text, ""), ("▏", "row--accent")] if self._text else []
        title = f"Keys · {_PLACES.get(self._place, self._place)}  "
        self._head.show(
            [(title, "row--accent"), *typed], [(_HINT + ("clears" if self._text else "closes"), "row--faint")]
        )
        chosen = self._table.chosen
        above, below = self._table.beyond
        more = [f"↑ {above} more"] * bool(above) + [f"↓ {below} more"] * bool(below)
        self._about.show([(chosen.about if chosen else "", "row--dim")], [("  ".join(more), "row--accent")])

    def _find(self, text: str) -> None:
        self._text = text
        self._table.show(commands_of(self._place, text, self._commands))

    def on_key(self, event: events.Key) -> None:
        """Move, find, run or close."""
        event.stop()
        event.prevent_default()
        key = event.key
        if key == "escape" or (key in ("q", "question_mark") and not self._text):
            if self._text:
                self._find("")
            else:
                self.dismiss(None)
                return
        elif key == "enter":
            if self._table.chosen:
                self.dismiss(self._table.chosen.id)
            return
        elif key in _MOVES:
            self._table.move(_MOVES[key])
        elif key in _PAGES:
            self._table.page(_PAGES[key])
        elif key in _SIDEWAYS:
            self._table.sideways(_SIDEWAYS[key])
        elif key in ("home", "end"):
            self._table.move(_FAR if key == "end" else -_FAR)
        elif key in ("backspace", "ctrl+h"):
            self._find(self._text[:-1])
        elif event.character and event.character.isprintable():
            self._find(self._text + event.character)
        self._tell()

    def on_key_table_scrolled(self, message: KeyTable.Scrolled) -> None:
        """Say anew how much lies beyond the rows in sight."""
        message.stop()
        self._tell()

    def on_key_table_clicked(self, message: KeyTable.Clicked) -> None:
        """Run what is clicked."""
        message.stop()
        self.dismiss(message.command.id)
