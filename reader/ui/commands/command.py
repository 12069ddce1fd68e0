"""What a command is, and how its keys are written."""

from __future__ import annotations

from unicodedata import lookup

from reader.model import ReaderError
from reader.tuples import NamedTuple


class Command(NamedTuple):
    """One thing the program can do."""

    id: str
    keys: tuple[str, ...]
    title: str  # a few words, for the palette and the key tables
    about: str  # one line, for the help
    group: str
    place: str = "text"
    asks: str = ""
    takes: str = ""  # what may follow it on the command line

    def arguments(self, key: str = "", words: str = "") -> tuple[str, ...]:
        """Return what its method is called with: the digit that was pressed, or the words behind its name.

        Raises:
            ReaderError: when the words are nothing for this command.
        """
        if self.keys[:2] == ("1", "2"):
            if words and words not in self.keys:
                raise ReaderError(f"{self.id} takes a digit from 1 to 9")
            return (words or key or self.keys[0],)
        if words and not self.takes:
            raise ReaderError(f"{self.id} takes nothing behind it")
        return (words,) if words else ()


Declared = tuple[str, str, str, str] | tuple[str, str, str, str, str]


def in_place(place: str, group: str, *rows: Declared) -> tuple[Command, ...]:
    """Return a group of commands that hold in one place.

    A row is id, keys, title and about, and what the command takes on the command line, if anything.
    """
    return tuple(
        Command(i, tuple(keys.split()), title, about, group, place, takes="".join(takes))
        for i, keys, title, about, *takes in rows
    )


_SIGNS = {
    "right": "→", "left": "←", "up": "↑", "down": "↓", "escape": "esc", "pagedown": "pgdn", "pageup": "pgup",
    "right_parenthesis": ")", "left_parenthesis": "(", "right_curly_bracket": "}", "left_curly_bracket": "{",
    "greater_than_sign": ">", "less_than_sign": "<", "dollar_sign": "$", "slash": "/", "asterisk": "*",
    "plus": "+", "equals_sign": "=", "minus": "-", "full_stop": ".", "semicolon": ";", "comma": ",",
    "right_square_bracket": "]", "left_square_bracket": "[", "apostrophe": "'", "number_sign": "#",
    "question_mark": "?", "colon": ":", "at": "@", "ampersand": "&", "percent_sign": "%",
}  # fmt: skip


def sign(key: str) -> str:
    """Return a key as people write it: `full_stop` is `.`, `shift+right` is `shift+→`."""
    *modifiers, name = key.split("+")
    return "+".join([*modifiers, _SIGNS.get(name) or _character(name)])


def _character(name: str) -> str:
    """Return the character that a key is named for (by Unicode: `exclamation_mark`), else the name."""
    try:
        return lookup(name.replace("_", " ")) if "_" in name else name
    except KeyError:
        return name


def signs(command: Command) -> str:
    """Return all keys of a command as people write them; nine digits as a range."""
    if command.keys[:1] == ("1",) and command.keys[-1] == "9":
        return "1–9"
    return " ".join(sign(key) for key in command.keys)
