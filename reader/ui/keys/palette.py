"""How well what is typed names a command, and how the palette shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from reader.text.cells import fit
from reader.ui.reading.voice import why_never
from reader.ui.widgets.key_table import KEYS, described, keys_in
from reader.ui.widgets.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.ui.commands import Command

_SELF = "palette"  # the command that opened it


@runtime_checkable
class Runs(Protocol):
    """A screen that runs commands by their ids."""

    def run(self, command: str, key: str = "") -> None:
        """Run a command."""


def score(command: Command, text: str) -> float:
    """Return how well `text` names a command: 0 not at all, 1 by the beginning of its title."""
    words = text.casefold().split()
    found = described(command)
    if not words or not all(word in found for word in words):
        return 0.0
    title = command.title.casefold()
    if title.startswith(text.casefold().strip()):
        return 1.0
    begun = sum(any(part.startswith(word) for part in title.split()) for word in words)
    within = sum(word in title for word in words)
    return 0.2 + 0.3 * within / len(words) + 0.4 * begun / len(words)


def offered(commands: Iterable[Command], text: str = "") -> list[Command]:
    """Return the commands that hold every word of a text, the best first; without one all, as declared."""
    every = [command for command in commands if command.id != _SELF]
    if not text.strip():
        return every
    rated = [(score(command, text), command) for command in every]
    return [command for rating, command in sorted(rated, key=lambda pair: -pair[0]) if rating]


def line_of(command: Command) -> Line:
    """Return a command as the palette shows it: keys, title, group; or the reason why it cannot be."""
    reason = why_never(command.id)
    keys = (fit(keys_in(command, KEYS), KEYS + 1), "row--key")
    title = ((command.title, "row--dim"), (f"  {reason}", "row--faint")) if reason else ((command.title, ""),)
    return Line((keys, *title), ((command.group, "row--dim"),))
