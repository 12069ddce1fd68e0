"""The headings of the text as a tree, found by typing; enter goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.screen import ModalScreen

from reader.ui.widgets.outline_list import OutlineList
from reader.ui.widgets.prompt import Row

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from reader.text.outline import Outline
    from reader.ui.widgets.painted import Part

_HINT = "type to find · enter goes there · esc "
_MOVES = {"down": 1, "up": -1, "tab": 1, "shift+tab": -1}
_PAGES = {"pagedown": 1, "ctrl+d": 1, "pageup": -1, "ctrl+u": -1}
_CLOSE = ("escape", "q", "D")  # while nothing is typed
_ENDS = {"home": -1, "end": 1}
_AROUND = 7  # rows above and under the list
_BOX = 4  # of them in the box


class OutlineScreen(ModalScreen[int | None]):
    """Shows an outline. The result is the offset to go to, or None."""

    MODE: ClassVar[str] = "OUTLINE"

    DEFAULT_CSS = """
    OutlineScreen {
        align: center top;
        background: $background 60%;
        & > Vertical {
            width: 100%;
            max-width: 104;
            height: auto;
            padding: 1 2;
            border-left: outer $background;
            border-right: outer $background;
            background: $raised;
        }
        & .outline--head { margin-bottom: 1; }
    }
    """

    def __init__(self, outline: Outline, offset: int) -> None:
        super().__init__()
        self._text, self._room = "", 1
        self._list = OutlineList(outline, outline.at(offset))
        self._head = Row().add_class("outline--head")
        self._box = Vertical()

    @property
    def text(self) -> str:
        """What was typed to find an entry."""
        return self._text

    @property
    def list(self) -> OutlineList:
        """The entries shown."""
        return self._list

    def compose(self) -> ComposeResult:
        """Set the entries under what is typed."""
        with self._box:
            yield self._head
            yield self._list

    def on_mount(self) -> None:
        """Say what is listed."""
        self._tell()

    def on_resize(self, event: events.Resize) -> None:
        """Stand in the middle with all entries; with fewer of them the top stays where it is."""
        self._room = event.size.height - _AROUND
        rows = max(1, min(self._room, len(self._list.outline)))
        self._box.styles.margin = (max(0, (event.size.height - rows - _BOX) // 2), 0, 0, 0)
        self._fit()

    def _fit(self) -> None:
        """Take as many rows as there are entries, where they are."""
        self._list.styles.height = max(1, min(self._room, len(self._list.entries)))

    def _tell(self) -> None:
        named = "Outline" if self._list.outline.has_headings else "No headings: paragraphs"
        typed: list[Part] = [(self._text, ""), ("▏", "row--accent")] if self._text else []
        count = f"{len(self._list.entries):,} · " if self._text else ""
        self._head.show(
            [(f"{named}  ", "row--accent"), *typed],
            [(count + _HINT + ("clears" if self._text else "closes"), "row--faint")],
        )

    def _find(self, text: str) -> None:
        self._text = text
        self._list.show(self._list.outline.matches(text), as_tree=not text.strip())
        self._fit()

    def _go(self, index: int | None) -> None:
        if index is not None:
            self.dismiss(self._list.outline.starts[index])

    def on_key(self, event: events.Key) -> None:
        """Move, find, go or close."""
        event.stop()
        event.prevent_default()
        key = event.key
        if key in _CLOSE and not self._text:
            self.dismiss(None)
            return
        if key == "enter":
            self._go(self._list.chosen)
            return
        if key == "escape":
            self._find("")
        elif key in _MOVES:
            self._list.move(_MOVES[key])
        elif key in _PAGES:
            self._list.page(_PAGES[key])
        elif key in _ENDS:
            self._list.move(_ENDS[key] * len(self._list.entries))
        elif key in ("backspace", "ctrl+h"):
            self._find(self._text[:-1])
        elif event.character and event.character.isprintable():
            self._find(self._text + event.character)
        self._tell()

    def on_outline_list_clicked(self, message: OutlineList.Clicked) -> None:
        """Go to what is clicked."""
        message.stop()
        self._go(message.index)
