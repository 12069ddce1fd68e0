"""Every command in Textual's palette, found by any of its words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual.command import DiscoveryHit, Hit, Provider
from textual.content import Content

from reader.text.cells import cells, fit
from reader.ui.commands import COMMANDS, Command, signs
from reader.ui.voice import why_never
from reader.ui.widgets.key_table import described

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.command import Hits

_GROUP = max(len(command.group) for command in COMMANDS) + 2  # cells of the columns
_KEYS = max(cells(signs(command)) for command in COMMANDS)
_SELF = "palette"  # the command that opened it


@runtime_checkable
class Runs(Protocol):
    """A screen that runs commands by their ids."""

    @property
    def commands(self) -> Sequence[Command]:
        """The commands, with the keys that they have here."""

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


def line_of(command: Command) -> Content:
    """Return a command as the palette shows it: group, keys and title, or the reason why it cannot be."""
    group = (fit(command.group, _GROUP), "not bold $dim")
    keys = (fit(signs(command), _KEYS) + "  ", "bold $accent")
    reason = why_never(command.id)
    title = (f"{command.title}  {reason}", "not bold $dim") if reason else (command.title, "not bold")
    return Content.assemble(group, keys, title)


class CommandPalette(Provider):
    """Offers the commands; the screen below runs the chosen one."""

    async def search(self, query: str) -> Hits:
        """Yield the commands that hold every word of the query."""
        for command in self._offered():
            rating = score(command, query)
            if rating:
                yield Hit(
                    rating, line_of(command), partial(self._run, command.id), command.title, command.about
                )

    async def discover(self) -> Hits:
        """Yield all commands."""
        for command in self._offered():
            yield DiscoveryHit(line_of(command), partial(self._run, command.id), command.title, command.about)

    def _offered(self) -> list[Command]:
        commands = self.screen.commands if isinstance(self.screen, Runs) else ()
        return [command for command in commands if command.id != _SELF]

    def _run(self, command: str) -> None:
        if isinstance(self.screen, Runs):
            self.screen.run(command)
