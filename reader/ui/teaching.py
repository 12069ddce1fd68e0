"""One key at a time in a line at the foot, until it is known; in the tutorial, what to do there."""

from __future__ import annotations

import os
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

from reader.cache import cache_path
from reader.ui.tutorial import Tutorial
from reader.ui.widgets.hint_line import HintLine

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen

_KNOWN = 2  # times that a command was used
#: By pane: a command, and what its key does.
LESSONS = {
    "text": (
        ("next-unit", "goes to the next sentence"),
        ("highlight", "marks the sentence that is lit"),
        ("digit", "puts a tag on it, or takes it off"),
        ("note", "writes a note on it"),
        ("undo", "takes the last change back"),
        ("larger", "makes the unit larger: the paragraph, the section"),
        ("tag", "finds any tag by a few of its letters, or makes one"),
        ("repeat", "does the last mark again, on another sentence"),
        ("next-mark", "goes to the next passage"),
        ("find", "finds words as you type them"),
        ("tag-passages", "lists every passage of a tag"),
        ("palette", "finds any command by any word"),
        ("help", "shows the keys that count here"),
    ),
    "list": (
        ("list-open", "opens the article"),
        ("list-query", "shows only what fits: words, #tag, status:inbox"),
        ("list-status", "sets how far you are: reading, done, archived"),
        ("list-add", "adds a file, a folder or an address"),
    ),
    "marks": (("marks-stay", "goes to the passage in the text"), ("marks-note", "writes a note on it")),
    "collection": (("marks-stay", "goes to the passage in its text, backspace comes back"),),
}
_NEED_MARKS = {"note", "repeat", "next-mark", "tag-passages", "marks-stay", "marks-note"}


class Teaching:
    """Knows which commands a person has used, and shows the first that is new where they are."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self.line = HintLine()
        self.tutorial = Tutorial(screen)
        self._used: Counter[str] | None = None

    @property
    def _path(self) -> str:
        return os.path.join(cache_path(), "learned")

    @property
    def _wanted(self) -> bool:
        config = self.screen.desk.config
        return config.hints and config.path is not None  # else nothing of it can be kept, or turned off

    def follow(self, command: str) -> None:
        """Note that a command was used."""
        used = self._known()
        if not self._wanted or used[command] >= _KNOWN or not _is_taught(command):
            return
        used[command] += 1
        with suppress(OSError):  # it is taught again another day
            os.makedirs(cache_path(), mode=0o700, exist_ok=True)
            with open(self._path, "a", encoding="utf-8") as file:
                file.write(f"{command}\n")

    def _known(self) -> Counter[str]:
        if self._used is None:
            self._used = Counter()
            with suppress(OSError, UnicodeDecodeError), open(self._path, encoding="utf-8") as file:
                self._used.update(file.read().split())
        return self._used

    def show(self) -> None:
        """Bring the line up to date."""
        self.tutorial.follow()
        if self.tutorial.is_open and self.screen.place == "text":
            words, far = self.tutorial.line()
            self.line.show(("Tutorial", words, far), "")
            return
        lesson = self._lesson() if self._wanted and not self.screen.prompts.open else None
        if lesson is None:
            self.line.show(None, "")
        else:
            command, words = lesson
            key = "1" if command == "digit" else self.screen.keymap.sign(command)
            self.line.show((key, words, "a hint · options turn them off"), command)

    def _lesson(self) -> tuple[str, str] | None:
        """Return the first command that is new here, and can be done."""
        if self.screen.place == "list" and self.screen.articles.selected is None:
            return None
        session, known, keys = self.screen.desk.session, self._known(), self.screen.keymap.keys
        has_marks = session is not None and bool(session.passages)
        for command, words in LESSONS.get(self.screen.place, ()):
            if known[command] < _KNOWN and keys[command] and (has_marks or command not in _NEED_MARKS):
                return command, words
        return None


def _is_taught(command: str) -> bool:
    return any(command == taught for lessons in LESSONS.values() for taught, _ in lessons)
