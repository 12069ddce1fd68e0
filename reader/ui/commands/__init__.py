"""Every command, declared once: footer, help, palette, keymap and the README's tables derive from this.

`place` says where a command holds: "text" (the reading pane), "list", "marks" (the sidebar, and the passages
of the library), "collection" (the passages alone), "codebook" (the screen of tags), or "everywhere".
Keys are Textual's names of them. A key that begins a pair (`c` and a letter) has `asks`: what it asks for.
"""

from __future__ import annotations

from reader.ui.commands.command import Command, sign, signs
from reader.ui.commands.everywhere import EVERYWHERE
from reader.ui.commands.lists import CODEBOOK, COLLECTION, LIST, MARKS
from reader.ui.commands.text import TEXT

__all__ = ["BY_ID", "COMMANDS", "Command", "places_of", "sign", "signs"]

COMMANDS: tuple[Command, ...] = (*TEXT, *LIST, *MARKS, *COLLECTION, *CODEBOOK, *EVERYWHERE)
BY_ID = {command.id: command for command in COMMANDS}


def places_of(place: str) -> tuple[str, ...]:
    """Return the places whose commands hold in a place, its own first."""
    wider = ("marks",) if place == "collection" else ()
    return (place, *wider, "everywhere")
