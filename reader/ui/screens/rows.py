"""A list over the whole screen, where a key does something to the chosen row and the list stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.screen import ModalScreen

from reader.model import ReaderError
from reader.ui.widgets.painted import Painted, Part, row_of
from reader.ui.widgets.prompt import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.strip import Strip

_MOVES = {"down": 1, "j": 1, "up": -1, "k": -1}
_PAGES = {"pagedown": 1, "space": 1, "ctrl+d": 1, "pageup": -1, "ctrl+u": -1}
_ENDS = {"home": 0, "g": 0, "end": -1, "G": -1}


@dataclass(frozen=True, slots=True)
class Line:
    """A row: what stands left and right in it."""

    left: tuple[Part, ...]
    right: tuple[Part, ...] = ()


class Lines(Painted):
    """Paints rows, one of them chosen."""

    DEFAULT_CSS = "Lines { height: 1fr; background: $raised; }"

    def __init__(self, empty: str) -> None:
        super().__init__()
        self._empty = empty
        self.lines: Sequence[Line] | None = None  # None: they are being looked for
        self.chosen = self._top = 0

    def show(self, lines: Sequence[Line]) -> None:
        """Show rows; the same number stays chosen where there are as many."""
        self.lines = lines
        self.go(self.chosen)

    def go(self, number: int) -> None:
        """Choose a row by its number, or the nearest there is."""
        self.chosen = max(0, min(number, len(self.lines or ()) - 1))
        self.refresh()

    def page(self, step: int) -> None:
        """Choose the row a page further on."""
        self.go(self.chosen + step * max(1, self.size.height - 1))

    def render_line(self, y: int) -> Strip:
        """Return one row."""
        if not self.lines:
            said = "looking …" if self.lines is None else self._empty
            return self.paint([(said, "row--dim")] if y == 0 else [])
        room = self.size.height
        self._top = max(0, min(self._top, self.chosen, len(self.lines) - room), self.chosen - room + 1)
        number = self._top + y
        if number >= len(self.lines):
            return self.paint([])
        line, chosen = self.lines[number], number == self.chosen
        bar: Part = ("▌" if chosen else " ", "row--accent")
        parts = row_of([bar, *line.left], line.right, width=self.size.width)
        return self.paint(parts, "row--lit" if chosen else "")

    def on_click(self, event: events.Click) -> None:
        """Choose what is clicked."""
        event.stop()
        self.go(self._top + event.y)


class RowsScreen(ModalScreen[None]):
    """Shows what `fetch` returns, fetched in a thread; `keys` do something to the row of a number.

    A function of `keys` returns what to say; then the rows are fetched anew.
    """

    DEFAULT_CSS = """
    RowsScreen {
        align: center middle;
        background: $background 60%;
        & > Vertical {
            width: 100%;
            max-width: 120;
            height: 100%;
            max-height: 40;
            padding: 1 2;
            background: $raised;
        }
        & .rows--head { margin-bottom: 1; }
        & .rows--foot { margin-top: 1; }
    }
    """

    def __init__(
        self,
        title: str,
        hint: str,
        empty: str,
        fetch: Callable[[], Sequence[Line]],
        keys: Mapping[str, Callable[[int], str]],
    ) -> None:
        super().__init__()
        self._fetch, self._keys = fetch, keys
        self._lines = Lines(empty)
        self._head = Row([(title, "row--accent")], [(hint, "row--faint")]).add_class("rows--head")
        self._foot = Row().add_class("rows--foot")
        self.MODE = title.upper()
        self.message = ""

    @property
    def lines(self) -> Lines:
        """The rows shown."""
        return self._lines

    def compose(self) -> ComposeResult:
        """Set the rows between the title and what is said."""
        with Vertical():
            yield self._head
            yield self._lines
            yield self._foot

    def on_mount(self) -> None:
        """Look for the rows."""
        self._look()

    def _look(self) -> None:
        self.run_worker(self._fetched, thread=True, exclusive=True)

    def _fetched(self) -> None:
        try:
            lines: Sequence[Line] = self._fetch()
        except ReaderError as error:
            self.app.call_from_thread(self._say, str(error), error=True)
            lines = []
        self.app.call_from_thread(self._lines.show, lines)

    def _say(self, message: str, *, error: bool = False) -> None:
        self.message = message
        self._foot.show([(message, "row--warning" if error else "")])

    def on_key(self, event: events.Key) -> None:
        """Move, do something to the row, or close."""
        event.stop()
        event.prevent_default()
        key, lines = event.key, self._lines
        if key in ("escape", "q"):
            self.dismiss(None)
        elif key in _MOVES:
            lines.go(lines.chosen + _MOVES[key])
        elif key in _PAGES:
            lines.page(_PAGES[key])
        elif key in _ENDS:
            lines.go(_ENDS[key] and len(lines.lines or ()))
        elif key in self._keys and lines.lines:
            self._do(self._keys[key])

    def _do(self, does: Callable[[int], str]) -> None:
        try:
            self._say(does(self._lines.chosen))
        except ReaderError as error:
            self._say(str(error), error=True)
        self._look()
