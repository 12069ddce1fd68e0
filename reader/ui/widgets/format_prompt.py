"""Asks in which format to export, found as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal

from reader.text.cells import cells, fit
from reader.ui.widgets.fields import LineField
from reader.ui.widgets.found_list import FoundList
from reader.ui.widgets.painted import Part, row_of
from reader.ui.widgets.prompt import Prompt, Row, fitting

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.widget import Widget
    from textual.widgets import Input

    from reader.ui.prompts.format_choice import FormatChoices, FormatRow

_NAME = 15  # cells of the column of names
_FOR_BOTH = 98  # cells from which on a row has room for all that is told
_APART = 12  # cells left between what is typed and the hint
_MOST = 12  # rows on a wide screen: there is much to choose from
_HINTS = ("letters find · ↑↓ go · enter writes · esc leaves", "↑↓ · enter writes · esc leaves", "esc leaves")


class FormatList(FoundList["FormatRow"]):
    """Formats, one of them chosen; a group is named where it begins.

    Where there is little room a row names the programs, which tell formats apart; what the chosen one is
    stands under the list.
    """

    NOTHING = "No format fits"

    def parts(self, number: int, y: int, *, chosen: bool) -> list[Part]:
        """Return a format's row: what one is after, its name, what it is, which programs read it."""
        row = self.rows[number]
        begins = y == 0 or self.rows[number - 1].group != row.group
        roomy = self.size.width >= _FOR_BOTH
        parts: list[Part] = [
            ("▌ " if chosen else "  ", "row--accent"),
            (fit(row.name, _NAME), "row--strong" if chosen else ""),
            (f"  {row.about if roomy else row.readers}", "row--dim" if roomy else ""),
            (f" → {row.readers}" if roomy and row.readers else "", ""),
        ]
        group = [(row.group, "row--faint")] if begins and row.group else []
        return row_of(parts, group, width=self.size.width)


class FormatPrompt(Prompt):
    """Finds a format by its name, by what it is, by a program that reads it. The answer is its name."""

    DEFAULT_CSS = f"FormatPrompt {{ max-height: {_MOST}; }}"

    def __init__(self, title: str, choices: FormatChoices) -> None:
        super().__init__(title)
        self._choices = choices
        self._field = LineField()
        self._list = FormatList(choices.matches(""))
        self._told = Row()
        self._hint = Row()

    @property
    def field(self) -> Widget:
        """The line."""
        return self._field

    @property
    def chosen(self) -> FormatRow | None:
        """The format that `enter` would take."""
        return self._list.rows[self._list.chosen] if self._list.rows else None

    def compose(self) -> ComposeResult:
        """Set the formats under the line."""
        with Horizontal(classes="prompt--line"):
            yield Row([(self.title, "row--accent")], width=cells(self.title) + 2)
            yield self._field
            yield self._hint
        yield self._list
        yield self._told
        yield self._wrong

    def fit(self, width: int) -> None:
        """Tell the keys in the room there is."""
        super().fit(width)
        self._tell()

    def _tell(self) -> None:
        """Say which of how many is chosen, and the keys."""
        rows = self._list.rows
        place = f"{self._list.chosen + 1} of {len(rows)} · " if rows else ""
        room = self.size.width - cells(self.title) - cells(place) - _NAME - _APART
        hint = place + fitting(_HINTS, room)
        self._hint.styles.width = cells(hint)
        self._hint.show([(hint, "row--faint")])
        self._told.show([(f"  {self.chosen.about}" if self.chosen else "", "row--dim")])

    def share_rows(self, most: int) -> None:
        """Give the list what the line leaves."""
        low = self.has_class("-low")
        self._told.display = low
        self._list.styles.height = min((most if low else _MOST) - 1 - low, len(self._choices.rows))

    def again(self) -> FormatPrompt:
        """Return the same prompt."""
        return FormatPrompt(self.title, self._choices)

    def press(self, key: str) -> bool:
        """Go up and down, and take with `enter`."""
        if key in ("down", "tab", "up", "shift+tab"):
            self._step(1 if key in ("down", "tab") else -1)
        elif key == "enter":
            if self.chosen:
                self.answer(self.chosen.name)
        else:
            return False
        return True

    def _step(self, step: int) -> None:
        self._list.step(step)
        self._tell()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go down."""
        event.stop()
        self._step(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go up."""
        event.stop()
        self._step(-1)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what fits."""
        event.stop()
        self._list.show(self._choices.matches(event.value))
        self._tell()

    def on_found_list_clicked(self, message: FormatList.Clicked) -> None:
        """Take what is clicked."""
        message.stop()
        self.answer(self._list.rows[message.number].name)
