"""One key at a time in a line at the foot, until it is known; in the tutorial, what to do there."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reader.ui.learning.learned import Learned
from reader.ui.learning.tutorial import Tutorial
from reader.ui.widgets.hint_line import HintLine

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen

_KNOWN = 2  # times that a command was used
_LONG = 25  # commands done under one hint, which is not what this person wants
#: A command, and another that one then knows as well: a digit, too, marks the sentence.
_ALSO = {"digit": "highlight", "tag": "highlight"}
#: By pane, and for the text by what one is at there: a command, and what its key does.
LESSONS = {
    "text": (
        ("next-unit", "goes to the next sentence"),
        ("highlight", "highlights the sentence that is lit"),
        ("digit", "puts a tag on it, or takes it off"),
        ("note", "writes a note on it"),
        ("undo", "takes the last change back"),
        ("export", "writes what is marked to a file"),
        ("larger", "makes the unit larger: the paragraph, the section"),
        ("tag", "finds any tag by a few of its letters, or makes one"),
        ("repeat", "puts the same tags on another sentence"),
        ("next-mark", "goes to the next highlight"),
        ("find", "finds words as you type them"),
        ("tag-passages", "lists every passage of a tag"),
        ("palette", "finds any command by any word"),
        ("help", "shows the keys that count here"),
    ),
    "coding": (
        ("menu", "puts the tags on and goes to the next"),
        ("next-unit", "passes over this one"),
        ("digit", "adds one more tag here, and stays"),
        ("undo", "takes the last tags off again"),
        ("larger", "codes larger pieces: the paragraph, the section"),
        ("coding-mode", "chooses other tags to put on"),
    ),
    "selecting": (
        ("next-unit", "takes the rest of the sentence, then the next one"),
        ("next-word", "takes the next word"),
        ("swap-ends", "lets the other end of it move"),
    ),
    "linking": (("link", "on another passage links to it, esc drops the link"),),
    "list": (
        ("list-open", "opens the article"),
        ("list-query", "shows only what fits: words, #tag, status:inbox"),
        ("list-status", "sets how far you are: reading, done, archived"),
        ("list-add", "adds a file, a folder or an address"),
    ),
    "marks": (
        ("marks-down", "goes to the next highlight"),
        ("marks-stay", "goes to it in the text"),
        ("marks-digit", "puts a tag on it, or takes it off"),
        ("marks-note", "writes a note on it"),
    ),
    "collection": (
        ("marks-stay", "goes to it in its text, backspace comes back"),
        ("export", "writes what is listed to a file"),
    ),
}
_STATES = ("coding", "selecting", "linking")  # of the text, where a key may do something else
_PASSING = ("selecting", "linking", "")  # soon over: no row comes or goes for them, so the text does not jump
_UNMARKED = {"highlight", "repeat"}  # do nothing to what is marked already
_NEED_MARKS = set(
    "undo note export repeat next-mark tag-passages marks-down marks-stay marks-digit marks-note".split()
)
_NEED_TEXT = {name for name, _ in LESSONS["text"][:-3]} | {"marks-stay"}


class Teaching:
    """Knows which commands a person has used, and shows the first that is new where they are."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self.line = HintLine()
        self.learned = Learned()
        self.tutorial = Tutorial(screen, self.learned)
        self._shown: str | None = None
        self._seen = 0  # commands since it is shown
        self._resting: set[str] = set()

    @property
    def _wanted(self) -> bool:
        config = self.screen.desk.config
        return config.hints and config.path is not None  # else nothing of it can be kept, or turned off

    @property
    def _at(self) -> str:
        """What one is at: a pane, or a state of the text; nothing where the status line says what counts."""
        screen, desk = self.screen, self.screen.desk
        if screen.place != "text":
            return screen.place
        if desk.session is None or desk.session.editing or screen.aids.running:
            return ""
        if desk.session.selection:
            return "selecting"
        return "linking" if desk.link_begun else "coding" if desk.coding.on else "text"

    def follow(self, command: str) -> None:
        """Note that a command was used, and so what it teaches besides."""
        if not self._wanted:
            return
        name = _named(command, self._at)
        self._pass_over(name)
        for known in (name, _ALSO.get(command, "")):
            if self.learned.count(known) < _KNOWN and _is_taught(known):
                self.learned.add(known)

    def _pass_over(self, command: str) -> None:
        """Let a hint rest that a person has seen long enough, until the next start."""
        if self._shown is None or command == self._shown:
            return
        self._seen += 1
        if self._seen >= _LONG:
            self._resting.add(self._shown)
            self.learned.add(self._shown)

    def show(self) -> None:
        """Bring the line up to date."""
        self.tutorial.follow()
        if self.tutorial.is_open and self.screen.place == "text":
            words, far = self.tutorial.line()
            self.line.show(("Tutorial", words, far), "")
            return
        asked = self.screen.prompts.open is not None
        at = self._at
        is_soon_over = at in _PASSING
        has_row = self.line.display or not is_soon_over
        lesson = self._lesson() if self._wanted and has_row and not asked else None
        if (shown := _named(lesson[0], at) if lesson else None) != self._shown:
            self._shown, self._seen = shown, 0
        if lesson is None:
            stays = self.line.display and is_soon_over and not asked
            self.line.show(("", "", "") if stays else None, "")
        else:
            command, words = lesson
            sign = self.screen.keymap.sign
            off = f"a hint · {':' if sign('command-line') else ''}options turns them off"
            self.line.show(("1" if command.endswith("digit") else sign(command), words, off), command)

    def _lesson(self) -> tuple[str, str] | None:
        """Return the first command that is new here, and can be done."""
        if self.screen.place == "list" and self.screen.articles.selected is None:
            return None
        known, keys, at = self.learned.count, self.screen.keymap.keys, self._at
        for command, words in LESSONS.get(at, ()):
            name = _named(command, at)
            new = known(name) < _KNOWN and name not in self._resting
            if new and keys[command] and self._does_something(command):
                return command, words
        return None

    def _does_something(self, command: str) -> bool:
        """Tell whether a command would do anything here."""
        session = self.screen.desk.session
        if command in _NEED_MARKS and not (session and session.passages):
            return False
        if session and command in _NEED_TEXT and not session.article.has_text:
            return False
        if session is None or command not in _UNMARKED:
            return True
        return self.screen.desk.marking.target(session).highlight is None


def _named(command: str, at: str) -> str:
    """Return under what name it is learned what a command does where one is."""
    return f"{at}/{command}" if at in _STATES else command


@cache  # it is asked of every key
def _is_taught(name: str) -> bool:
    state, _, command = name.rpartition("/")
    lessons = [LESSONS[state]] if state else [each for at, each in LESSONS.items() if at not in _STATES]
    return any(command in dict(each) for each in lessons)
