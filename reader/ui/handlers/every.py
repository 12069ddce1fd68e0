"""The handlers of all commands: each command is a method, named after its id, of one of them.

To load them all takes as long as all else of the first screen. So each is loaded when a command is looked for
that none before it has, what is used most first; the others while no key comes.
"""

from __future__ import annotations

from collections import deque
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.ui.screens.main import MainScreen

#: The modules beside this one, and their classes; no two have a command in common.
_HANDLERS = (
    ("text", "TextCommands"),
    ("common", "CommonCommands"),
    ("undoing", "UndoCommands"),
    ("marking", "MarkingCommands"),
    ("marks", "MarksCommands"),
    ("articles", "ListCommands"),
    ("labels", "LabelCommands"),
    ("links", "LinkCommands"),
    ("collection", "CollectionCommands"),
    ("typed", "TypedCommands"),
    ("settings", "SettingCommands"),
    ("options", "OptionCommands"),
    ("coding", "CodingCommands"),
    ("suggesting", "SuggestionCommands"),
    ("views", "ViewCommands"),
    ("relating", "RelatingCommands"),
    ("reshaping", "ReshapingCommands"),
    ("codebook", "CodebookCommands"),
    ("recoding", "RecodingCommands"),
    ("annotators", "AnnotatorCommands"),
    ("past", "PastCommands"),
    ("renewing", "RenewingCommands"),
    ("hits", "HitCommands"),
    ("macros", "MacroCommands"),
    ("beginning", "BeginningCommands"),
)


class Handlers:
    """Finds the method of a command among the handlers of a screen."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._loaded: list[object] = []
        self._waiting = deque(_HANDLERS)

    def find(self, command: str) -> Callable[..., str | None]:
        """Return the method of a command. Raises LookupError where no handler has it."""
        name = command.replace("-", "_")
        looked = 0
        while looked < len(self._loaded) or self.load():
            handler = self._loaded[looked]
            looked += 1
            if hasattr(type(handler), name):
                method: Callable[..., str | None] = getattr(handler, name)
                return method
        raise LookupError(command)

    def load(self) -> bool:
        """Load the next handler; False where all are loaded."""
        if not self._waiting:
            return False
        module, name = self._waiting.popleft()
        self._loaded.append(getattr(import_module(f"reader.ui.handlers.{module}"), name)(self._screen))
        return True
