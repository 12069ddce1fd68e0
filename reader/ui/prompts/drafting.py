"""Asks for a note so that what is being typed survives a crash, and is offered when it is asked again."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from reader.model import ReaderError
from reader.ui.prompts import asking

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.library import Library
    from reader.ui.prompts.prompts import Prompts
    from reader.ui.widgets.form_prompt import FormField


KEPT_EVERY = 3.0  # seconds


class NoteDraft:
    """The draft of one note, or of a form. `offered` is what was typed before a crash; empty: nothing was."""

    def __init__(self, library: Library, key: str, old: str, back: str = "ctrl+z takes it back") -> None:
        self._library, self._key, self._last = library, key, old
        draft = library.draft(key)
        self.offered = draft.text if draft and draft.text != old else ""
        self.remark = ""
        if draft and self.offered:
            self.remark = f"a draft from {_clock(draft.kept)} was kept · {back}"
            self._last = self.offered

    def keep(self, text: str) -> None:
        """Keep what is typed, if it is not what was kept last. Raises LibraryError when it was not saved."""
        if text != self._last:
            self._library.keep_draft(self._key, text)
            self._last = text

    def drop(self) -> None:
        """Take the draft away; one that the system keeps is offered once more, no harm."""
        with suppress(ReaderError):
            self._library.drop_draft(self._key)


def ask_note(prompts: Prompts, title: str, given: Callable[[str], None], *, key: str, old: str) -> None:
    """Ask for a note; the draft goes when the note is on the disk, or given up."""
    draft = NoteDraft(prompts.screen.desk.library, f"note:{key}", old)

    def saved(text: str) -> None:
        try:
            given(text)
        except ReaderError:
            with suppress(ReaderError):  # why the note was not saved is the error to tell
                draft.keep(text)
            raise
        draft.drop()

    prompts.ask(asking.NotePrompt(old, title, draft), saved, dropped=draft.drop)


def ask_form(
    prompts: Prompts, title: str, fields: Sequence[FormField], given: Callable[[Any], None], *, key: str
) -> None:
    """Ask for several lines; the draft goes when they are on the disk, or given up."""
    draft = NoteDraft(prompts.screen.desk.library, f"form:{key}", "", back="esc esc drops it")

    def saved(values: tuple[tuple[str, str], ...]) -> None:
        given(values)
        draft.drop()

    prompts.ask(asking.FormPrompt(title, fields, None, draft), saved, dropped=draft.drop)


def _clock(moment: str) -> str:
    """Write a time (ISO 8601, UTC) as the clock on the wall: only hour and minute when it was today."""
    from calendar import timegm

    try:
        then = time.localtime(timegm(time.strptime(moment, "%Y-%m-%dT%H:%M:%SZ")))
    except (ValueError, OverflowError):
        return "before"
    today = time.localtime()[:3] == then[:3]
    return time.strftime("%H:%M" if today else "%Y-%m-%d %H:%M", then)
