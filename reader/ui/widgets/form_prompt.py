"""Asks for several lines at once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, VerticalScroll

from reader.model import ReaderError
from reader.text.cells import cells
from reader.text.clean import clean_inline, clean_note
from reader.ui.prompts.drafting import KEPT_EVERY
from reader.ui.widgets.fields import LineField, NoteField
from reader.ui.widgets.prompt import Prompt, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.app import ComposeResult
    from textual.message import Message
    from textual.widget import Widget

    from reader.ui.prompts.drafting import NoteDraft

_HINT = "tab next · ctrl+s keeps · esc leaves"
_LINES = 2  # of a field for several lines


@dataclass(frozen=True, slots=True)
class FormField:
    """A line, or several, with a label. `name` tells it from the others in the answer.

    `hint` stands in it while it is empty; `wrong` returns what is wrong with what was typed, or nothing.
    """

    name: str
    label: str
    value: str
    multiline: bool = False
    hint: str = ""
    wrong: Callable[[str], str] | None = None


class FormPrompt(Prompt):
    """Tab goes between the fields; `ctrl+s`, or `enter` in the last line, keeps them.

    What was changed is dropped by a second `esc` only, and kept as a draft meanwhile. The answer is a tuple
    of (name, value).
    """

    DEFAULT_CSS = """
    FormPrompt {
        & > VerticalScroll { height: auto; background: $raised; scrollbar-size-vertical: 1; }
        & .form--line { height: 1; }
        & .form--lines { height: 2; }
        & .form--label { color: $dim; }
        & .form--line LineField, & .form--lines NoteField {
            background: $background;
            &:focus { background: $lit; }
        }
        & .form--lines NoteField .text-area--cursor-line { background: $background 0%; }
        & .form--line:focus-within .form--label, & .form--lines:focus-within .form--label {
            color: $ink-accent;
            text-style: bold;
        }
    }
    """
    keeps_text: ClassVar[bool] = True

    def __init__(
        self,
        title: str,
        fields: Sequence[FormField],
        typed: Mapping[str, str] | None = None,
        draft: NoteDraft | None = None,
    ) -> None:
        super().__init__(title)
        self._asked, self._draft = tuple(fields), draft
        typed = typed if typed is not None else _read(draft.offered) if draft else {}
        self._fields = [_field(asked, typed.get(asked.name, asked.value)) for asked in self._asked]
        self._warned = False  # that there is something to lose
        self._body = VerticalScroll(can_focus=False)

    @property
    def field(self) -> Widget:
        """The first field."""
        return self._fields[0] if self._fields else self

    @property
    def values(self) -> tuple[tuple[str, str], ...]:
        """The names and what is typed so far, cleaned."""
        return tuple(
            (asked.name, _typed(field)) for asked, field in zip(self._asked, self._fields, strict=True)
        )

    def compose(self) -> ComposeResult:
        """Set the labels before the fields."""
        width = max((cells(asked.label) for asked in self._asked), default=0) + 2
        yield Row([(self.title, "row--accent")], [(_HINT, "row--faint")])
        with self._body:
            for asked, field in zip(self._asked, self._fields, strict=True):
                with Horizontal(classes="form--lines" if asked.multiline else "form--line"):
                    yield Row([(asked.label, "")], width=width).add_class("form--label")
                    yield field
        yield self._wrong

    def again(self) -> FormPrompt:
        """Return a new prompt with the same texts."""
        return FormPrompt(self.title, self._asked, dict(self.values), self._draft)

    def on_mount(self) -> None:
        """Say that a draft was kept, and keep one from now on."""
        if self._draft:
            self.error(self._draft.remark)
            self._draft.offered = self._draft.remark = ""
            self.set_interval(KEPT_EVERY, self.keep_draft)

    @property
    def changed(self) -> dict[str, str]:
        """The names and values of the fields that are not as they were asked."""
        was = {asked.name: asked.value for asked in self._asked}
        return {name: value for name, value in self.values if value != was[name]}

    def keep_draft(self) -> None:
        """Keep what was changed so far, so that it survives a crash."""
        if self._draft:
            try:
                self._draft.keep(json.dumps(self.changed) if self.changed else "")
            except ReaderError as error:
                self.error(str(error))

    def leave(self) -> None:
        """Leave; where something was changed only when asked once more."""
        if self.changed and not self._warned:
            self._warned = True
            self.error("something was changed: ctrl+s keeps it, esc once more drops it")
        else:
            self.cancel()

    def share_rows(self, most: int) -> None:
        """Let the fields scroll under the title, with room for what is wrong."""
        rows = sum(_LINES if asked.multiline else 1 for asked in self._asked)
        self._body.styles.height = min(rows, most - 1 - self.wrong_rows)

    def press(self, key: str) -> bool:
        """Go between the fields, or keep them."""
        self._warned = False
        field = self._at()
        if key in ("up", "down") and isinstance(self._fields[field], NoteField):
            return False
        if key == "ctrl+s" or (key == "enter" and field == len(self._fields) - 1):
            self._answer()
        elif key in ("tab", "enter", "down"):
            self._go(field + 1)
        elif key in ("shift+tab", "up"):
            self._go(field - 1)
        else:
            return False
        return True

    def _answer(self) -> None:
        """Keep the fields, or go to the first that cannot be so."""
        for number, (asked, (_, value)) in enumerate(zip(self._asked, self.values, strict=True)):
            if asked.wrong and (wrong := asked.wrong(value)):
                self._go(number)
                self.error(wrong)
                return
        self.answer(self.values)

    def _at(self) -> int:
        """Return the number of the field that has the focus."""
        return next((n for n, field in enumerate(self._fields) if field.has_focus), 0)

    def _go(self, number: int) -> None:
        if self._fields:
            self._fields[number % len(self._fields)].focus()

    def on_input_changed(self, event: Message) -> None:
        """Keep what is typed to oneself; it is not to be dropped unasked."""
        event.stop()
        self._warned = False

    def on_text_area_changed(self, event: Message) -> None:
        """Keep what is typed to oneself; it is not to be dropped unasked."""
        event.stop()
        self._warned = False


def _field(asked: FormField, text: str) -> LineField | NoteField:
    """Return the place where one types; Textual shows a placeholder in a single line alone."""
    if asked.multiline:
        return NoteField(text)
    field = LineField(text)
    field.placeholder = asked.hint
    return field


def _read(draft: str) -> dict[str, str]:
    """Read what a draft kept; one that cannot be read is none."""
    try:
        values = json.loads(draft) if draft else {}
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in values.items()} if isinstance(values, dict) else {}


def _typed(field: LineField | NoteField) -> str:
    return clean_note(field.text) if isinstance(field, NoteField) else clean_inline(field.text).strip()
