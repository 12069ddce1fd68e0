"""A list over the panes in which one finds by typing: the outline, the keys, the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol

from textual.screen import ScreenResultType

from reader.ui.screens.popup import Popup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from reader.ui.widgets.painted import Part

_MOVES = {"down": 1, "up": -1, "tab": 1, "shift+tab": -1}
_PAGES = {"pagedown": 1, "ctrl+d": 1, "pageup": -1, "ctrl+u": -1}
_FAR = 1_000_000
_ENDS = {"home": -_FAR, "end": _FAR}


class Findable(Protocol):
    """A list of which one thing is chosen."""

    def move(self, n: int) -> None:
        """Choose what is `n` further on, or the last."""

    def page(self, n: int) -> None:
        """Choose what is `n` pages further on."""


class SeekingPopup(Popup[ScreenResultType]):
    """What is typed narrows the list; `enter` takes what is chosen. Subclasses say what is found so."""

    closes: ClassVar[tuple[str, ...]] = ("escape",)  # while nothing is typed
    does: ClassVar[str] = "enter does it"

    def __init__(self, *, wide: bool = False) -> None:
        super().__init__(wide=wide)
        self._text = ""

    @property
    def text(self) -> str:
        """What was typed to find something."""
        return self._text

    @property
    def found(self) -> Findable:
        """The list."""
        raise NotImplementedError

    def seek(self, text: str) -> None:
        """Show what is found by a text; all of it by none."""
        raise NotImplementedError

    def take(self) -> None:
        """Take what is chosen."""
        raise NotImplementedError

    def tell(self) -> None:
        """Say what is shown: once it stands, and whenever it is something else."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Say what is shown."""
        self.tell()

    def entitle_found(self, name: str, count: str = "") -> None:
        """Say what is shown, what is typed, and what the keys do."""
        typed: Sequence[Part] = [(self._text, ""), ("█", "row--accent")]
        leaves = f"esc {'clears' if self._text else 'closes'}"
        more = f"{count} found · " if self._text and count else ""
        hints = (f"{more}type to find · {self.does} · {leaves}", f"type to find · {leaves}", leaves)
        self.entitle(name, typed, hints=hints)

    def _find(self, text: str) -> None:
        self._text = text
        self.seek(text)

    def press(self, key: str) -> bool:
        """Do what a key means in this list alone; False where it means nothing."""
        return False

    def on_key(self, event: events.Key) -> None:
        """Move, find, take or close."""
        event.stop()
        event.prevent_default()
        key = event.key
        if key in self.closes and not self._text:
            self.dismiss(None)
            return
        if key == "enter":
            self.take()
            return
        if key == "escape":
            self._find("")
        elif key in _MOVES:
            self.found.move(_MOVES[key])
        elif key in _PAGES:
            self.found.page(_PAGES[key])
        elif key in _ENDS:
            self.found.move(_ENDS[key])
        elif key in ("backspace", "ctrl+h"):
            self._find(self._text[:-1])
        elif not self.press(key) and event.character and event.character.isprintable():
            self._find(self._text + event.character)
        self.tell()
