"""Asks for tags by a few letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal

from reader.model import Tag
from reader.text.cells import cells, fit
from reader.text.tags import TagError, normalise_tag
from reader.ui.prompts.tag_choice import Row as TagRow
from reader.ui.widgets.fields import LineField
from reader.ui.widgets.found_list import FoundList
from reader.ui.widgets.looks import tint
from reader.ui.widgets.painted import Part, cut, shown
from reader.ui.widgets.prompt import Prompt, Row

if TYPE_CHECKING:
    from collections.abc import Collection

    from textual.app import ComposeResult
    from textual.widget import Widget
    from textual.widgets import Input

    from reader.ui.prompts.tag_choice import TagChoices

_HINTS = (
    "tab toggles · → completes · enter {} · esc leaves",
    "tab toggles · enter {} · esc leaves",
    "enter {} · esc leaves",
    "esc leaves",
    "",
)
_ONE_HINTS = (
    "→ completes · enter takes · esc leaves",
    "enter takes · esc leaves",
    "esc leaves",
    "",
)  # where one tag is wanted
_TYPED = 20  # cells for what is typed, at least
_NAME = (14, 34)  # cells of the column of names


@dataclass(frozen=True, slots=True)
class Tagged:
    """The tags to put on and to take off."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


class TagList(FoundList[TagRow]):
    """The tags that match, one of them chosen."""

    NOTHING = "No tag is named so"

    def __init__(self, rows: list[TagRow]) -> None:
        super().__init__(rows)
        widest = max((cells(shown(row.name)) for row in rows), default=0)
        self.names = max(_NAME[0], min(_NAME[1], widest))
        self.on: Collection[str] = ()
        self.off: Collection[str] = ()

    def parts(self, number: int, y: int, *, chosen: bool) -> list[Part]:
        """Return a tag's row: its state, key, colour, name, count and definition."""
        row = self.rows[number]
        bar: Part = ("▌" if chosen else " ", "row--accent")
        strong = "row--strong" if chosen else ""
        state: Part = ("✓ ", "row--accent") if row.name in self.on else ("  ", "")
        if row.name in self.off:
            state = ("− ", "row--warning")
        if row.new:
            return cut([bar, state, ("new: ", "row--accent"), (row.name, strong)], self.size.width)
        count = f"▎{row.count:,}" if row.count else ""  # the sign of highlights, as in the list of articles
        parts: list[Part] = [
            bar,
            state,
            (f"{row.tag.key:1} ", "row--key"),
            ("● " if row.tag.colour else "○ ", tint(row.tag.colour)),
            (fit(shown(row.name), self.names), strong),
            (f"  {count:7}", "row--dim"),
            (f" {row.tag.definition}", "row--dim"),
        ]
        return cut(parts, self.size.width)


class TagPrompt(Prompt):
    """Finds tags as one types. The answer is a `Tagged`.

    `present` are the tags the passage has; without `new` only tags that exist are offered. `enter` is said to
    do what `verb` says. Where `one` is wanted nothing can be toggled, and tab completes as → does.
    """

    keeps_text: ClassVar[bool] = True

    def __init__(
        self,
        choices: TagChoices,
        present: tuple[str, ...],
        title: str,
        *,
        new: bool = True,
        one: bool = False,
        verb: str = "adds",
    ) -> None:
        super().__init__(title)
        self._choices, self._present, self._new, self._one = choices, present, new, one
        self._verb = verb
        self._add: dict[str, None] = {}
        self._remove: dict[str, None] = {}
        self._toggled = False
        self._field = LineField()
        self._field.styles.min_width = _TYPED
        self._hint = Row()
        self._hint.styles.width = "2fr"
        self._hint.show([], hints=_ONE_HINTS if one else [each.format(verb) for each in _HINTS])
        self._list = TagList(choices.matches("", new=new))
        self._told = Row()  # what the chosen tag means, in full, where there is a row for it
        self._told.display = False
        self._most = 1 + len(self._list.rows)  # rows that may ever be shown, a new name among them
        self._room = 1
        self._mark()

    @property
    def field(self) -> Widget:
        """The line."""
        return self._field

    @property
    def text(self) -> str:
        """What is typed so far."""
        return self._field.text

    @property
    def chosen(self) -> TagRow | None:
        """The row that `enter` would add."""
        return self._list.rows[self._list.chosen] if self._list.rows else None

    @property
    def rows(self) -> list[TagRow]:
        """The tags that match."""
        return self._list.rows

    def compose(self) -> ComposeResult:
        """Set the title before the line, the tags under it."""
        with Horizontal(classes="prompt--line"):
            yield Row([(self.title, "row--accent")], width=cells(self.title) + 2)
            yield self._field
            yield self._hint
        yield self._wrong
        yield self._list
        yield self._told

    def again(self) -> TagPrompt:
        """Return a new prompt with the same tags put on and off."""
        prompt = TagPrompt(
            self._choices, self._present, self.title, new=self._new, one=self._one, verb=self._verb
        )
        prompt._add, prompt._remove = dict(self._add), dict(self._remove)
        prompt._toggled = bool(self._add or self._remove)  # `enter` then takes them, and no row besides
        prompt._mark()
        return prompt

    def share_rows(self, most: int) -> None:
        """Give the tags as many rows as there may ever be, so that nothing moves as one types."""
        self._room = max(1, min(self._most, most - 1))
        self._list.styles.height = max(1, self._room - self.wrong_rows)
        self._told.display = self._room < most - 1
        self._tell()

    def _tell(self) -> None:
        """Say what the chosen tag means, when to put it and when not."""
        tag = self.chosen.tag if self.chosen else Tag("")
        rules = [f"when: {tag.when}"] * bool(tag.when) + [f"not: {tag.when_not}"] * bool(tag.when_not)
        told = " · ".join(filter(None, (tag.definition, *rules)))
        self._told.show([(f"  {' '.join(told.split())}", "row--dim")])

    def press(self, key: str) -> bool:
        """Move, complete, toggle or take."""
        if key in ("up", "down"):
            self._step(-1 if key == "up" else 1)
        elif key == "right":
            return self._complete()
        elif key == "tab" and self._one:
            self._field.cursor_position = len(self.text)
            self._complete()
        elif key == "tab":
            self._toggle()
        elif key == "enter":
            self._take()
        else:
            return key == "shift+tab"
        return True

    def _step(self, step: int) -> None:
        """Go a row up or down, and from the first row to the last."""
        self._list.step(step)
        self._tell()

    def _complete(self) -> bool:
        """Write the chosen name in full, so that a level below can be typed; inside the text leave it."""
        if self._field.cursor_position < len(self.text) or self.chosen is None:
            return False
        self._field.value = self.chosen.name
        self._field.cursor_position = len(self.text)
        return True

    def _toggle(self) -> None:
        row = self.chosen
        if row is None:
            self._say_why()
            return
        name, self._toggled = row.name, True
        if name in self._add:
            del self._add[name]
        elif name in self._remove:
            del self._remove[name]
        elif name in self._present:
            self._remove[name] = None
        else:
            self._add[name] = None
        self._mark()
        self._field.value = ""

    def _take(self) -> None:
        """Add the chosen row, unless tags were toggled and nothing typed since; then close."""
        if self.text.strip() or not self._toggled:
            row = self.chosen
            if row is None and self.text.strip():
                self._say_why()
                return
            if row:
                self._remove.pop(row.name, None)
                self._add[row.name] = None
        if self._add or self._remove:
            self.answer(Tagged(tuple(self._add), tuple(self._remove)))
        else:
            self.cancel()

    def _say_why(self) -> None:
        try:
            name = normalise_tag(self.text)
        except TagError as error:
            self.error(str(error))
        else:
            self.error(f"There is no tag “{name}”.")

    def _mark(self) -> None:
        kept = [name for name in self._present if name not in self._remove]
        self._list.on, self._list.off = {*kept, *self._add}, set(self._remove)
        self._list.refresh()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what matches."""
        event.stop()
        if self._wrong.display:
            self.error("")
        rows = self._choices.matches(event.value, new=self._new)
        if not event.value.strip():  # names that were made here are seen, to be taken off again
            known = {row.name for row in rows}
            rows = [*(TagRow(Tag(name), new=True) for name in self._add if name not in known), *rows]
        self._list.show(rows)
        self._tell()

    def on_found_list_clicked(self, message: TagList.Clicked) -> None:
        """Toggle the tag that is clicked, or take it where one is wanted."""
        message.stop()
        self._list.chosen = message.number
        if self._one:
            self._take()
        else:
            self._toggle()
