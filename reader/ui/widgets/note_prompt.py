"""Asks for a note of several lines."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar

from textual.app import SuspendNotSupported

from reader.model import ReaderError
from reader.text.clean import clean_note
from reader.ui.prompts.drafting import KEPT_EVERY
from reader.ui.widgets.editor import edit_text, editor_command
from reader.ui.widgets.fields import NoteField
from reader.ui.widgets.prompt import Prompt, Row

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.widget import Widget

    from reader.ui.prompts.drafting import NoteDraft

_HINTS = ("enter begins a line · esc keeps · ctrl+g editor", "esc keeps · ctrl+g editor")
_ROWS = 6  # of text, where there is room


class NotePrompt(Prompt):
    """`esc` or `ctrl+s` keeps the note, `ctrl+g` opens an editor. The answer is the text."""

    DEFAULT_CSS = "NotePrompt NoteField { height: 4; }"
    keeps_text: ClassVar[bool] = True

    def __init__(self, text: str, title: str, draft: NoteDraft | None = None) -> None:
        super().__init__(title)
        self._draft = draft
        self._field = NoteField(text, over=draft.offered if draft else "")

    @property
    def field(self) -> Widget:
        """The lines."""
        return self._field

    @property
    def text(self) -> str:
        """What is typed so far, cleaned."""
        return clean_note(self._field.text)

    def compose(self) -> ComposeResult:
        """Set the title over the lines."""
        head = Row()
        head.show([(self.title, "row--accent")], hints=_HINTS)
        yield head
        yield self._field
        yield self._wrong

    def again(self) -> NotePrompt:
        """Return a new prompt with the same text."""
        return NotePrompt(self._field.text, self.title, self._draft)

    def on_mount(self) -> None:
        """Say that a draft was kept, and keep one from now on."""
        if self._draft:
            self.error(self._draft.remark)
            self._draft.offered = self._draft.remark = ""
            self.set_interval(KEPT_EVERY, self.keep_draft)

    def keep_draft(self) -> None:
        """Keep what is typed so far, so that it survives a crash."""
        if self._draft:
            try:
                self._draft.keep(self.text)
            except ReaderError as error:
                self.error(str(error))

    def share_rows(self, most: int) -> None:
        """Give the text what the title leaves, and what is wrong."""
        self._field.styles.height = min(_ROWS, most - 1 - max(1, self.wrong_rows))

    def leave(self) -> None:
        """Keep the note."""
        self.answer(self.text)

    def press(self, key: str) -> bool:
        """Keep, or open the editor; tab does nothing."""
        if key == "ctrl+s":
            self.leave()
        elif key == "ctrl+g":
            self._edit()
        return key in ("ctrl+s", "ctrl+g", "tab", "shift+tab")

    def _edit(self) -> None:
        """Leave the screen to the person's editor, and take what they wrote."""
        failed: ReaderError | None = None
        try:
            command = editor_command(os.environ)
            with self.app.suspend():
                try:  # nothing may be raised in here, or the terminal stays as the editor left it
                    self._field.text = clean_note(edit_text(self.text, command))
                except ReaderError as error:
                    failed = error
        except ReaderError as error:
            failed = error
        except SuspendNotSupported:
            failed = ReaderError("An editor cannot be opened in this terminal.")
        self.error(str(failed or ""))
        self._field.move_cursor(self._field.document.end)

    def on_text_area_changed(self, event: events.Event) -> None:
        """Keep what is typed to oneself."""
        event.stop()
