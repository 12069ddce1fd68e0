"""Asks to choose one of a few things by its key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from reader.text.cells import cells, fit
from reader.ui.widgets.looks import tint
from reader.ui.widgets.painted import Painted, Part, row_of
from reader.ui.widgets.prompt import Prompt, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.geometry import Size
    from textual.strip import Strip

_GAP = 2  # cells between choices
_SIGNS = 3  # cells at the right edge, where it is shown that there is more


@dataclass(frozen=True, slots=True)
class Choice:
    """A key and what it chooses; `colour` is a highlight's, `reason` why it cannot be chosen now.

    `value` is what holds now of what it changes, `about` what that is for: told where there is room.
    """

    key: str
    label: str
    colour: str = ""
    reason: str = ""
    value: str = ""
    about: str = ""

    @property
    def words(self) -> str:
        """Label and value in one."""
        return f"{self.label}: {self.value}" if self.value else self.label


def columns_of(choices: Sequence[Choice], width: int) -> list[int]:
    """Return the widths of the columns in which choices stand, row by row: as many as `width` cells hold."""
    sizes = [_size(choice) for choice in choices]
    for count in range(len(sizes), 1, -1):
        columns = [max(sizes[column::count]) for column in range(count)]
        if sum(columns) + _GAP * (count - 1) <= width:
            return columns
    return [max(sizes, default=0)]


def lay_out(choices: Sequence[Choice], width: int) -> list[list[int]]:
    """Return the numbers of the choices that stand in each row of `width` cells."""
    count = len(columns_of(choices, width))
    return [list(range(at, min(at + count, len(choices)))) for at in range(0, len(choices), count)] or [[]]


def _size(choice: Choice) -> int:
    """Return how many cells a choice takes, with the bar before the chosen one."""
    return 1 + cells(choice.key) + 1 + cells(choice.words)


def _bar(*, chosen: bool) -> Part:
    return ("▌" if chosen else " ", "row--accent")


def _looks(choice: Choice, *, chosen: bool) -> tuple[str, str]:
    """Return the looks of a choice's key and of its label."""
    if choice.reason:
        return "row--faint", "row--lit" if chosen else "row--faint"
    return tint(choice.colour) if choice.colour else "row--key", "row--lit-strong" if chosen else "row--dim"


class ChoiceList(Painted):
    """Paints choices, one of them chosen."""

    DEFAULT_CSS = "ChoiceList { height: auto; background: $raised; }"

    class Clicked(Message):
        """A choice was clicked."""

        def __init__(self, number: int) -> None:
            self.number = number
            super().__init__()

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__()
        self.choices, self.chosen = choices, 0
        self.stacked = False  # a row each, with what it is for

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many rows the choices take."""
        return len(self.choices) if self.stacked else len(lay_out(self.choices, width))

    @property
    def room(self) -> int:
        """The cells of a row that choices may take."""
        rows = self.choices if self.stacked else lay_out(self.choices, self.size.width)
        return self.size.width - (_SIGNS if len(rows) > self.size.height > 0 else 0)

    @property
    def rows(self) -> list[list[int]]:
        """The numbers of the choices in each row."""
        if self.stacked:
            return [[number] for number in range(len(self.choices))]
        return lay_out(self.choices, self.room)

    def render_line(self, y: int) -> Strip:
        """Return a row of choices."""
        rows = self.rows
        top = self._top(rows)
        above, below = y == 0 and top > 0, y == self.size.height - 1 and top + y + 1 < len(rows)
        y += top
        numbers = rows[y] if y < len(rows) else []
        parts = self._stacked(numbers[0]) if self.stacked and numbers else self._side_by_side(numbers)
        more: list[Part] = [("↑" * above + "↓" * below, "row--accent")] if above or below else []
        lit = self.stacked and self.chosen in numbers
        return self.paint(row_of(parts, more, width=self.size.width), "row--lit" if lit else "")

    def _side_by_side(self, numbers: Sequence[int]) -> list[Part]:
        parts: list[Part] = []
        for width, number in zip(columns_of(self.choices, self.room), numbers, strict=False):
            choice, chosen = self.choices[number], number == self.chosen
            key, label = _looks(choice, chosen=chosen)
            parts += [_bar(chosen=chosen), (choice.key, key), (" ", ""), (choice.words, label)]
            parts.append((" " * (width - _size(choice) + _GAP), ""))
        return parts

    def _stacked(self, number: int) -> list[Part]:
        """Return a choice in a row of its own: key, label, what holds now, what it is for."""
        choice, chosen = self.choices[number], number == self.chosen
        key, label = _looks(choice, chosen=chosen)
        keys, labels, values = (
            max(cells(getattr(each, name)) for each in self.choices) for name in ("key", "label", "value")
        )
        parts = [
            _bar(chosen=chosen),
            (fit(choice.key, keys + _GAP), key),
            (fit(choice.label, labels + _GAP), label if chosen else "row--dim" if values else ""),
        ]
        if values:
            parts.append((fit(choice.value, values + _GAP), ""))
        return [*parts, (choice.about, "row--faint" if values else "row--dim")]

    def _top(self, rows: list[list[int]]) -> int:
        """Return the first row shown, where not all can be: the chosen one is in sight."""
        here = next((i for i, row in enumerate(rows) if self.chosen in row), 0)
        height = max(1, self.size.height)
        return max(0, min(here - height // 2, len(rows) - height))

    def at(self, x: int, y: int) -> int | None:
        """Return the number of the choice at a cell."""
        rows = self.rows
        y += self._top(rows) if y >= 0 else 0
        if self.stacked:
            return rows[y][0] if 0 <= y < len(rows) else None
        left = 0
        widths = columns_of(self.choices, self.room)
        for width, number in zip(widths, rows[y] if 0 <= y < len(rows) else (), strict=False):
            if left <= x < left + _size(self.choices[number]):
                return number
            left += width + _GAP
        return None

    def on_click(self, event: events.Click) -> None:
        """Tell which choice is clicked."""
        event.stop()
        number = self.at(event.x, event.y)
        if number is not None:
            self.post_message(self.Clicked(number))


class ChoicePrompt(Prompt):
    """A key picks; arrows and `enter` too. Any other key does nothing. The answer is the key.

    One that is `live` posts `Moved` as one goes over the choices.
    """

    class Moved(Message):
        """`enter` would take another choice now."""

        def __init__(self, key: str) -> None:
            self.key = key
            super().__init__()

        def can_replace(self, message: Message) -> bool:
            """Let a later choice stand for this one."""
            return isinstance(message, ChoicePrompt.Moved)

    def __init__(self, title: str, choices: Sequence[Choice], *, live: bool = False, chosen: int = 0) -> None:
        super().__init__(title)
        self._choices, self._live = choices, live
        self._list = ChoiceList(choices)
        self._list.chosen = chosen

    @property
    def chosen(self) -> Choice | None:
        """The choice that `enter` would take."""
        return self._choices[self._list.chosen] if self._choices else None

    def compose(self) -> ComposeResult:
        """Set the title over the choices."""
        yield Row([(self.title, "row--accent")], [("esc leaves", "row--faint")])
        yield self._list
        yield self._wrong

    def share_rows(self, most: int) -> None:
        """Give the choices the rows that title and error leave; a row to each, where they are told about."""
        told = any(choice.about for choice in self._choices)
        self._list.stacked = told and len(self._choices) < most
        self._list.styles.max_height = max(1, most - 1 - max(self.wrong_rows, not self._list.stacked))
        self._list.refresh(layout=True)

    def again(self) -> ChoicePrompt:
        """Return the same prompt."""
        return ChoicePrompt(self.title, self._choices, live=self._live, chosen=self._list.chosen)

    def on_key(self, event: events.Key) -> None:
        """Pick or move."""
        event.stop()
        event.prevent_default()
        picked = next((c for c in self._choices if c.key in (event.character, event.key)), None)
        if picked:
            self._take(picked)
        elif event.key == "escape":
            self.cancel()
        elif event.key == "enter" and self.chosen:
            self._take(self.chosen)
        elif event.key in ("right", "tab"):
            self._step(1)
        elif event.key in ("left", "shift+tab"):
            self._step(-1)
        elif event.key in ("up", "down"):
            self._step_row(-1 if event.key == "up" else 1)

    def _take(self, choice: Choice) -> None:
        """Answer, or say why this cannot be chosen."""
        if choice.reason:
            self.error(choice.reason)
        else:
            self.answer(choice.key)

    def _step(self, step: int) -> None:
        if self._choices:
            self._choose((self._list.chosen + step) % len(self._choices))

    def _step_row(self, step: int) -> None:
        rows = self._list.rows
        y = next(y for y, row in enumerate(rows) if self._list.chosen in row) if self._choices else 0
        if len(rows) == 1:
            self._step(step)
        elif 0 <= y + step < len(rows):
            column = rows[y].index(self._list.chosen)
            self._choose(rows[y + step][min(column, len(rows[y + step]) - 1)])

    def _choose(self, number: int) -> None:
        self._list.chosen = number
        self._list.refresh()
        if self._live:
            self.post_message(self.Moved(self._choices[number].key))

    def on_choice_list_clicked(self, message: ChoiceList.Clicked) -> None:
        """Pick what is clicked."""
        message.stop()
        self._take(self._choices[message.number])
