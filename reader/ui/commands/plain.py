"""Keys for those who want no letters: arrows, signs, digits, ctrl with a letter; the palette for the rest.

Only what every terminal can send: of ctrl neither h, i, j, m, which are other keys, nor what has a sign.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.ui.commands.command import Command

#: What has another key than its own without the letters.
_KEYS = {
    "highlight": "ctrl+l",
    "tag": "ctrl+t",
    "note": "ctrl+n",
    "colour": "ctrl+r",
    "edit-bounds": "ctrl+w",
    "copy": "ctrl+k",
    "extend": "ctrl+v",
    "swap-ends": "ctrl+x",
    "status": "ctrl+s",
    "find": "slash ctrl+f",
    "find-next": "ctrl+g",
    "find-prev": "ctrl+b",
    "top": "ctrl+a",
    "bottom": "ctrl+e",
    "list-tag": "ctrl+t",
    "list-note": "ctrl+n",
    "list-status": "ctrl+s",
    "list-order": "ctrl+r",
    "list-query": "slash ctrl+f",
    "marks-tag": "ctrl+t",
    "marks-note": "ctrl+n",
    "marks-colour": "ctrl+r",
    "marks-order": "ctrl+e",
    "marks-copy": "ctrl+k",
    "marks-query": "slash ctrl+f",
    "change-all": "ctrl+b",
    "codebook-edit": "ctrl+e",
    "codebook-rename": "ctrl+r",
    "codebook-merge": "ctrl+k",
    "codebook-filter": "slash ctrl+f",
    "undo": "ctrl+z",
    "redo": "ctrl+y",
    "back": "backspace ctrl+h",
    "export": "ctrl+o",
    "suspend": "",
}


def plain_keys(command: Command) -> tuple[str, ...]:
    """Return a command's keys without letters."""
    if command.id in _KEYS:
        return tuple(_KEYS[command.id].split())
    return tuple(key for key in command.keys if not (len(key) == 1 and key.isalpha()))
