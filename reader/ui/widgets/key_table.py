"""The keys of many commands in columns, one command chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from reader.text.cells import cells, clip
from reader.ui.commands import COMMANDS, Command, places_of, signs
from reader.ui.commands.synonyms import synonyms
from reader.ui.widgets.painted import NO_NAME, Painted, Part, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.strip import Strip

_COLUMN = 38  # cells of a column at least, its margin included
_MOST_COLUMNS = 5
KEYS = 12  # cells of the keys
_BAR = 2  # cells before the keys: the bar of the chosen one, and a blank
_WHEEL_ROWS = 3

#: A line of a column: a command, a group's name, or nothing.
Line = Command | str


def commands_of(place: str, text: str = "", commands: Sequence[Command] = COMMANDS) -> list[Command]:
    """Return the commands of a place, then those of everywhere; only those with every word of `text`.

    Those that have no key are found by what is typed, and not shown before. A sign before words that nothing
    has is a key with what one would type behind it: `/rent`.
    """
    words = text.casefold().split()
    found = [
        command
        for wanted in places_of(place)
        for command in commands
        if command.place == wanted and (command.keys or words)
        if all(word in described(command) for word in words)
    ]
    key = text.lstrip()[:1]
    return found or (commands_of(place, key, commands) if len(text) > 1 and not key.isalnum() else [])


def described(command: Command) -> str:
    """Return all by which a command can be found, in small letters."""
    group = command.group if command.place != "everywhere" else ""  # “every” asks for something else
    told = (command.title, command.about, group, command.id, signs(command), synonyms(command.id))
    return " ".join(told).casefold()


def lay_out(commands: Sequence[Command], width: int, room: int = 0) -> list[list[Line]]:
    """Set commands in columns as even as may be: each group under its name, a blank line between groups.

    Where the columns can be so in `room` rows, no group is parted; else one goes on in the next column.
    """
    count = max(1, min(_MOST_COLUMNS, width // _COLUMN))
    groups: dict[str, list[Line]] = {}
    for command in commands:
        groups.setdefault(command.group, [command.group]).append(command)
    blocks = list(groups.values())
    height = -(-sum(len(block) + 1 for block in blocks) // count)
    for tall in range(height, room + 1):
        columns = _whole_groups(blocks, tall)
        if columns and len(columns) <= count:
            return columns
    while len(columns := _parted_groups(blocks, height)) > count:
        height += 1
    return columns


def _whole_groups(blocks: list[list[Line]], height: int) -> list[list[Line]]:
    """Return columns of whole groups, or nothing when a group is too tall."""
    columns: list[list[Line]] = []
    for block in blocks:
        if len(block) > height:
            return []
        if columns and len(columns[-1]) + 1 + len(block) <= height:
            columns[-1] += ["", *block]
        else:
            columns.append([*block])
    return columns


def _parted_groups(blocks: list[list[Line]], height: int) -> list[list[Line]]:
    """Return columns that are all full but the last; a group's name never stands alone at the foot of one."""
    columns: list[list[Line]] = [[]]
    for block in blocks:
        if columns[-1] and len(columns[-1]) + 3 > height:
            columns.append([])
        columns[-1] += ["", block[0]] if columns[-1] else [block[0]]
        for line in block[1:]:
            if len(columns[-1]) >= max(2, height):
                columns.append([block[0]])  # said again over what goes on
            columns[-1].append(line)
    return [column for column in columns if column]


def keys_in(command: Command, width: int) -> str:
    """Return the first keys of a command, as many as `width` cells hold whole."""
    keys = signs(command).split(" ")
    while len(keys) > 1 and cells(" ".join(keys)) > width:
        keys.pop()
    return clip(" ".join(keys), width)


class KeyTable(Painted):
    """Paints commands with their keys; scrolls to the chosen one."""

    DEFAULT_CSS = """
    KeyTable {
        width: 1fr;
        height: 1fr;
        background: $raised;
    }
    """

    class Clicked(Message):
        """A command was clicked."""

        def __init__(self, command: Command) -> None:
            self.command = command
            super().__init__()

    class Scrolled(Message):
        """Other rows are in sight, or there are others beyond them."""

        def can_replace(self, message: Message) -> bool:
            """Let a later one stand for this one."""
            return isinstance(message, KeyTable.Scrolled)

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = commands
        self._columns: list[list[Line]] = []
        self._chosen = self._top = 0

    @property
    def chosen(self) -> Command | None:
        """The command that `enter` would run."""
        return self._commands[self._chosen] if self._commands else None

    @property
    def beyond(self) -> tuple[int, int]:
        """How many rows lie above what is in sight, and how many below."""
        return self._top, max(0, self._tallest - self._top - self.size.height)

    def show(self, commands: Sequence[Command]) -> None:
        """Show other commands."""
        self._commands, self._chosen, self._top = commands, 0, 0
        self._lay_out()

    def _lay_out(self) -> None:
        self._columns = lay_out(self._commands, self.size.width, self.size.height)
        chosen = self.chosen
        self._commands = [line for column in self._columns for line in column if isinstance(line, Command)]
        self._chosen = self._commands.index(chosen) if chosen else 0
        self._reveal()
        self.refresh()

    # -- moving

    def move(self, n: int) -> None:
        """Choose the command `n` further on."""
        self._chosen = max(0, min(self._chosen + n, len(self._commands) - 1))
        self._reveal()
        self.refresh()

    def page(self, n: int) -> None:
        """Choose a command a page further on."""
        self.move(n * max(1, self.size.height - 2))

    def sideways(self, step: int) -> None:
        """Choose the command beside, in the next column or the one before."""
        column, row = self._where()
        if 0 <= column + step < len(self._columns):
            beside = [
                (abs(y - row), line)
                for y, line in enumerate(self._columns[column + step])
                if isinstance(line, Command)
            ]
            self._chosen = list(self._commands).index(min(beside, key=lambda pair: pair[0])[1])
            self._reveal()
            self.refresh()

    def _where(self) -> tuple[int, int]:
        """Return the column and the row of the chosen command."""
        for x, column in enumerate(self._columns):
            if self.chosen in column:
                return x, column.index(self.chosen)
        return 0, 0

    def _reveal(self) -> None:
        row, room = self._where()[1], self.size.height
        if room > 0:
            head = row - 1 if row == 1 else row  # with the name of the first group
            self._top = min(head, max(self._top, row - room + 1))
            self._clamp()

    def _clamp(self) -> None:
        self._top = max(0, min(self._top, self._tallest - self.size.height))
        self.post_message(self.Scrolled())

    @property
    def _tallest(self) -> int:
        return max(map(len, self._columns), default=0)

    # -- painting

    @property
    def _width(self) -> int:
        return self.size.width // max(1, min(_MOST_COLUMNS, self.size.width // _COLUMN))

    def render_line(self, y: int) -> Strip:
        """Return one row over all columns."""
        if not self._commands:
            return self.paint(NO_NAME.parts(y, *self.size))
        parts: list[Part] = []
        for column in self._columns:
            row = self._top + y
            cell = self._cell(column[row]) if row < len(column) else []
            parts += [*cell, (" " * max(0, self._width - width_of(cell)), "")]
        return self.paint(parts)

    def _cell(self, line: Line) -> list[Part]:
        room = self._width - 2
        if isinstance(line, str):
            return [(f"  {clip(line, room - _BAR)}" if line else "", "row--dim")]
        lit = line is self.chosen
        keys = keys_in(line, KEYS)
        room -= _BAR + KEYS + 1
        title = clip(line.title, room)
        pad = " " * (KEYS - cells(keys))
        tail = " " * (room - cells(title)) if lit else ""
        return [
            ("▌" if lit else " ", "row--accent"),
            (" ", "row--lit" if lit else ""),
            (keys + pad + " ", "row--key-lit" if lit else "row--key"),
            (title + tail, "row--lit-strong" if lit else ""),
        ]

    # -- events

    def on_resize(self) -> None:
        """Set the columns anew."""
        self._lay_out()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll."""
        self._wheel(event, _WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll."""
        self._wheel(event, -_WHEEL_ROWS)

    def _wheel(self, event: events.MouseEvent, rows: int) -> None:
        event.stop()
        self._top += rows
        self._clamp()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Tell which command is clicked."""
        event.stop()
        column, row = event.x // self._width, self._top + event.y
        if column < len(self._columns) and row < len(self._columns[column]):
            line = self._columns[column][row]
            if isinstance(line, Command):
                self.post_message(self.Clicked(line))
