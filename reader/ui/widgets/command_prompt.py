"""Asks for a command by its name, with what may follow it; tab completes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal

from reader.text.cells import cells, clip, fit
from reader.tuples import NamedTuple
from reader.ui.widgets.earlier import Earlier
from reader.ui.widgets.line_prompt import LinePrompt
from reader.ui.widgets.painted import Painted, cut
from reader.ui.widgets.prompt import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.strip import Strip
    from textual.widgets import Input

_HINT = "tab completes · ↑ earlier · esc leaves"
_WIDE = 100  # cells from which there is room for what may follow all of them
_NAMES = 10  # cells of the column of names at least, with what may follow them


class Completion(NamedTuple):
    """What may be typed next: the whole line with it, its name, what it is for, and what may follow it."""

    line: str
    name: str
    about: str = ""
    takes: str = ""


class CompletionList(Painted):
    """Paints what may be typed, one of it chosen or none."""

    DEFAULT_CSS = "CompletionList { height: 1; background: $raised; }"

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Completion] = ()
        self.chosen: int | None = None
        self._first = 0

    def render_line(self, y: int) -> Strip:
        """Return a row: the name, what may follow it and what it is for."""
        room, at = self.size.height, self.chosen or 0
        self._first = max(0, min(self._first, at, len(self.rows) - room), at - room + 1)
        if self._first + y >= len(self.rows):
            return self.paint([])
        row, chosen = self.rows[self._first + y], self._first + y == self.chosen
        widest = max(cells(f"{each.name} {self._takes(each)}") for each in self.rows)
        wide = max(_NAMES, min(self.size.width // 3, widest))
        takes = row.takes if chosen else self._takes(row)
        if chosen:  # all that may follow it is told, though what it is for begins further on
            wide = max(wide, cells(f"{row.name} {takes}"))
        name = clip(row.name, wide)
        left = [
            ("▌ " if chosen else "  ", "row--accent"),
            (name, "row--strong" if chosen else ""),
            (fit(f" {takes}", wide - cells(name)), "row--faint"),
            (f"  {row.about}", "row--dim"),
        ]
        return self.paint(cut(left, self.size.width), "row--lit" if chosen else "")

    def _takes(self, row: Completion) -> str:
        """Return what may follow a name that is not chosen; on a narrow screen only that something may."""
        return "…" if row.takes and self.size.width < _WIDE else row.takes


class CommandPrompt(LinePrompt):
    """A line behind a colon. `complete` returns what may be typed next."""

    def __init__(
        self, complete: Callable[[str], Sequence[Completion]], earlier: Sequence[str] = (), text: str = ""
    ) -> None:
        super().__init__(":", text, _HINT)
        self._complete, self._lines = complete, earlier
        self._earlier = Earlier(earlier)
        self._list = CompletionList()
        self._shown = ""  # what a completion put there: the list stays as it is

    @property
    def completions(self) -> Sequence[Completion]:
        """What may be typed next."""
        return self._list.rows

    def compose(self) -> ComposeResult:
        """Set what may be typed under the line and its hint."""
        with Horizontal(classes="prompt--line"):
            yield Row([(self.title, "row--accent")], width=cells(self.title) + 1)
            yield self._field
            yield self._keys
        yield self._under
        yield self._wrong
        yield self._list
        self._list.rows = self._complete(self.text)

    def share_rows(self, most: int) -> None:
        """Give the list the rows that the others leave."""
        above = 1 + max(self.wrong_rows, self._under.display)
        self._list.styles.height = max(1, most - above)

    def again(self) -> CommandPrompt:
        """Return a new prompt with the same text."""
        return CommandPrompt(self._complete, self._lines, self.text)

    def press(self, key: str) -> bool:
        """Complete with tab, go through earlier lines with the arrows."""
        if key in ("tab", "shift+tab"):
            self._turn(1 if key == "tab" else -1)
        elif key in ("up", "down"):
            self._put(self._earlier.step(1 if key == "up" else -1, self.text))
        else:
            return super().press(key)
        return True

    def _turn(self, step: int) -> None:
        """Take the next completion."""
        rows, chosen = self._list.rows, self._list.chosen
        if not rows:
            return
        first = 0 if step > 0 else len(rows) - 1
        self._list.chosen = first if chosen is None else (chosen + step) % len(rows)
        self._shown = rows[self._list.chosen].line
        self._put(self._shown)
        self._list.refresh()

    def _put(self, text: str) -> None:
        self._field.value = text
        self._field.cursor_position = len(text)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what may be typed next."""
        super().on_input_changed(event)
        if event.value != self._shown:
            self._list.rows, self._list.chosen, self._shown = self._complete(event.value), None, ""
            self._list.refresh()
