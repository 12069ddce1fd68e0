"""Which command a key calls in a place, with a person's own choices where they hold together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.commands import BY_ID, COMMANDS, Command, places_of, sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.config import KeySetting

_SPELT = {
    "→": "right",
    "←": "left",
    "↑": "up",
    "↓": "down",
    "esc": "escape",
    "pgdn": "pagedown",
    "pgup": "pageup",
}


class Keymap:
    """Keys by place. `remarks` says what of the person's settings was refused, and why."""

    def __init__(self, settings: Sequence[KeySetting] = ()) -> None:
        self.remarks: list[str] = []
        self.keys = {command.id: command.keys for command in COMMANDS}
        self._commands = self._table()
        for setting in settings:
            self._take(setting)

    def find(self, place: str, key: str) -> Command | None:
        """Return the command of a key in a place: the place's own first, then what holds more widely."""
        found = (self._commands.get((each, key)) for each in places_of(place))
        return next(filter(None, found), None)

    def _table(self) -> dict[tuple[str, str], Command]:
        return {(BY_ID[i].place, key): BY_ID[i] for i, keys in self.keys.items() for key in keys}

    def _take(self, setting: KeySetting) -> None:
        """Take one setting, unless it names no command or a key that is another's."""
        command = BY_ID.get(setting.command)
        if command is None:
            self.remarks.append(f"{setting.place}: there is no command “{setting.command}”")
            return
        keys = tuple(_textual_name(key) for key in setting.keys)
        for key in keys:
            other = self.find(command.place, key)
            if other is not None and other.id != command.id:
                self.remarks.append(f"{setting.place}: {sign(key)} is already “{other.title}”")
                return
        self.keys[command.id] = keys
        self._commands = self._table()


def _textual_name(key: str) -> str:
    """Return Textual's name of a key that is written as a sign or a name."""
    from textual.keys import _character_to_key

    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    name = _SPELT.get(name, name)
    return "+".join([*modifiers, _character_to_key(name) if len(name) == 1 else name])
