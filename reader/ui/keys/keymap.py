"""Which command a key calls in a place, with a person's own choices where they hold together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.ui.commands import BY_ID, COMMANDS, Command, places_of, sign

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
_MODIFIERS = {"ctrl", "shift", "alt", "meta", "super", "hyper"}
#: Keys that terminals send as others.
_SENT_AS = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+left_square_bracket": "esc"}
_takes_back = re.compile(r"\bu (?=(?:takes|brings) (?:it|them) back)").sub
_CHARACTERS = range(0x20, 0x2100)  # among which are the signs of keyboards


class Keymap:
    """Keys by place. `remarks` says what of the person's settings was refused, and why.

    The keys of all settings are taken together, so that two commands may change theirs with each other.
    """

    def __init__(self, settings: Sequence[KeySetting] = (), preset: str = "") -> None:
        self.remarks: list[str] = []
        self._base = {command.id: command.keys for command in COMMANDS}
        if preset == "plain":
            from reader.ui.commands.plain import plain_keys

            self._base = {command.id: plain_keys(command) for command in COMMANDS}
        self.keys = dict(self._base)
        self._settle(settings)
        self.commands = tuple(command._replace(keys=self.keys[command.id]) for command in COMMANDS)
        self._calls = {(BY_ID[i].place, key): BY_ID[i] for i, keys in self.keys.items() for key in keys}

    def find(self, place: str, key: str) -> Command | None:
        """Return the command of a key in a place: the place's own first, then what holds more widely."""
        found = (self._calls.get((each, key)) for each in places_of(place))
        return next(filter(None, found), None)

    def sign(self, *commands: str) -> str:
        """Return the first key of the first of some commands that has one, as people write it."""
        return next((sign(self.keys[each][0]) for each in commands if self.keys[each]), "")

    def told(self, words: str) -> str:
        """Return words that tell how a step is taken back, with the person's own key for that."""
        return _takes_back(f"{self.sign('undo') or ':undo'} ", words)

    def _settle(self, settings: Sequence[KeySetting]) -> None:
        """Take the settings that hold together; what is refused has the keys that it had."""
        taken = [setting for setting in settings if not self._refuses(setting)]
        for setting in taken:
            self.keys[setting.command] = tuple(map(_textual_name, setting.keys))
        while taken:
            clash = next(filter(None, map(self._clash, taken)), None)
            if clash is None:
                return
            setting, problem = clash
            self.remarks.append(f"{setting.place}: {problem}")
            self.keys[setting.command] = self._base[setting.command]
            taken.remove(setting)

    def _refuses(self, setting: KeySetting) -> bool:
        """Remark a setting that is wrong by itself: of no command, or with what is no key."""
        problem = ""
        if setting.command not in BY_ID:
            problem = f"there is no command “{setting.command}”{_near(setting.command)}"
        else:
            problem = next(filter(None, map(self._no_key, setting.keys)), "")
        if problem:
            self.remarks.append(f"{setting.place}: {problem}")
        return bool(problem)

    def _no_key(self, key: str) -> str:
        """Say why something is no key; nothing where it is one."""
        name = _textual_name(key)
        if name in _SENT_AS:
            return f"{key} cannot be a key, for terminals send it as {_SENT_AS[name]}"
        if _is_key(name):
            return ""
        begun = [c for c in COMMANDS if c.asks and key[0] in map(sign, self._base[c.id])]
        if begun:
            return f"“{key}” cannot be a key, for {key[0]} already begins “{begun[0].title}” and a letter"
        return f"there is no key “{key}”"

    def _clash(self, setting: KeySetting) -> tuple[KeySetting, str] | None:
        """Return a setting whose key is another command's too where both hold, and what to say."""
        for key in self.keys[setting.command]:
            for other in self._sharing(setting.command):
                if key in self.keys[other]:
                    return setting, f"{sign(key)} is already “{BY_ID[other].title}”"
        return None

    def _sharing(self, command: str) -> Iterator[str]:
        """Give the other commands that hold where this one does."""
        here = BY_ID[command].place
        for other in COMMANDS:
            if other.id != command and (here in places_of(other.place) or other.place in places_of(here)):
                yield other.id


def _near(command: str) -> str:
    from reader.text.meant import meant

    near = meant(command, BY_ID)
    return f"; did you mean “{near}”?" if near else ""


def _textual_name(key: str) -> str:
    """Return Textual's name of a key that is written as a sign or a name."""
    from textual.keys import _character_to_key

    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    name = _SPELT.get(name, name)
    return "+".join([*modifiers, _character_to_key(name) if len(name) == 1 else name])


def _is_key(name: str) -> bool:
    """Tell whether a name is one that Textual may give to a key."""
    from textual.keys import Keys, _character_to_key

    *modifiers, key = name.split("+")
    if not set(modifiers) <= _MODIFIERS:
        return False
    if len(key) == 1 or key in {each.value for each in Keys}:
        return True
    return any(_character_to_key(chr(code)) == key for code in _CHARACTERS)
