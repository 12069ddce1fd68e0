"""The line behind `:`: a command by its id, and what is said to it. What may be typed is offered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.model import COLOURS, LINK_KINDS, STATUSES, ReaderError
from reader.text.bulk import SCOPES, UNITS, VERBS, behind_pattern
from reader.tuples import NamedTuple
from reader.ui.commands import BY_ID, COMMANDS
from reader.ui.pane.reshaping import CUTS
from reader.ui.prompts import asking
from reader.ui.prompts.queries import Misread
from reader.ui.widgets.command_prompt import Completion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reader.ui.commands import Command
    from reader.ui.reading.desk import Desk
    from reader.ui.screens.main import MainScreen

_KEPT = 100  # lines remembered
_MOST = 50  # completions
_ALIASES = {"g": "each"}  # typed g/pattern/, as in ed
_SHORT = {command: short for short, command in _ALIASES.items()}
_ORDERED = ("each", "occurrences")
_parts = re.compile(r"(\s*:?\s*)(g(?=\s*[^\w\s])|\S*)(\s*)(.*)", re.DOTALL).fullmatch


class Typed(NamedTuple):
    """A line taken apart: where its name begins, the name, where the words begin, the words."""

    at: int
    name: str
    words_at: int
    words: str


def read_line(text: str) -> Typed:
    """Take a line apart."""
    found = _parts(text)
    assert found
    lead, name, gap, words = found.groups()
    return Typed(len(lead), name, len(lead) + len(name) + len(gap), words.rstrip())


def _tags(desk: Desk) -> Iterable[str]:
    return desk.library.tag_counts()


#: What may follow a command, from what the library holds.
_WORDS: dict[str, Callable[[Desk], Iterable[str]]] = {
    "split": lambda _: CUTS,
    "tag": _tags,
    "untag": _tags,
    "colour": lambda _: COLOURS,
    "status": lambda _: STATUSES,
    "link": lambda _: LINK_KINDS,
}


class CommandLine:
    """Asks for a line and does it; what was done can be recalled."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self.earlier: list[str] = []  # the latest last

    def ask(self, text: str = "") -> None:
        """Ask for a line."""
        self.screen.prompts.ask(asking.CommandPrompt(self.complete, self.earlier, text), self._given)

    def _given(self, text: str) -> None:
        typed = read_line(text)
        if not typed.name:
            return
        self.earlier = [*[line for line in self.earlier[1 - _KEPT :] if line != text], text]
        command = BY_ID.get(_ALIASES.get(typed.name, typed.name))
        if command is None:
            raise ReaderError(f"there is no command “{typed.name}” · tab completes")
        try:
            self.screen.do(command.id, words=typed.words)
        except Misread as error:
            raise error.behind(typed.words_at) from None

    # -- what may be typed next

    def complete(self, text: str) -> Sequence[Completion]:
        """Return what may be typed next, the likeliest first."""
        typed = read_line(text)
        if not typed.words and typed.words_at == typed.at + len(typed.name):  # the name is being typed
            head = text[: typed.at]
            return [
                _told(f"{head}{_SHORT.get(c.id, c.id)}{' ' if c.takes and c.id not in _SHORT else ''}", c)
                for c in _named(typed.name)[:_MOST]
            ]
        name, desk = _ALIASES.get(typed.name, typed.name), self.screen.desk
        if name in _ORDERED:
            behind = (
                text[typed.words_at :] if name == "occurrences" else behind_pattern(text[typed.words_at :])
            )
            return _orders(text, behind, desk) if behind is not None else _closings(text, typed.words.strip())
        words = _WORDS.get(name)
        if words is None:  # what it does, and what it takes, still stand there
            return [_told(text, BY_ID[name])] if name in BY_ID else []
        begun = text[typed.words_at :].rpartition(",")[2] if words is _tags else text[typed.words_at :]
        last = begun.lstrip()
        head = text[: len(text) - len(last)]
        found = _beginning(last.casefold(), words(desk))
        return [Completion(head + word, word) for word in found[:_MOST]]


def _told(line: str, command: Command) -> Completion:
    """Offer a command: what it does, and what may follow it."""
    short = _SHORT.get(command.id)
    return Completion(line, f"{short}/…/" if short else command.id, command.about, command.takes)


#: What the words behind a pattern do.
_DONE = {
    "tag": "put tags on every place: tag NAME, NAME",
    "untag": "take tags off the passages there",
    "highlight": "mark every place, without a tag",
    "match": "the words alone",
    "sentence": "the sentence that they stand in",
    "paragraph": "the paragraph",
    "in": "where to look: in article, in list, in library",
}


def _closings(text: str, pattern: str) -> list[Completion]:
    """Return what may be done to every place of a pattern, behind the sign that closes it."""
    if len(pattern) < 2:  # the sign that opens it, and something to look for
        sign = pattern or "/"
        return [Completion(text, f"{sign}words{sign}", "what to look for: words, or a regular expression")]
    sign = pattern[0]
    return [Completion(f"{text}{sign} {verb} ", f"{sign} {verb}", _DONE[verb]) for verb in VERBS]


def _orders(text: str, behind: str, desk: Desk) -> list[Completion]:
    """Return what may be typed next behind a pattern."""
    *before, last = re.split(r"[,\s]+", behind.lstrip())
    words: Iterable[str] = VERBS
    if before and before[-1] == "in":
        words = SCOPES
    elif before:
        words = [*(_tags(desk) if before[0] != "highlight" else ()), *UNITS, "in"]
    head = text[: len(text) - len(last)]
    found = _beginning(last.casefold(), words)[:_MOST]
    return [Completion(head + word, word, _DONE.get(word, "")) for word in found]


def _named(name: str) -> list[Command]:
    """Return the commands that a name may mean: those that begin so, then those whose words do.

    Of no name those that take words come first, then those that have no key: they are done here.
    """
    if not name:
        return sorted(COMMANDS, key=lambda command: (not command.takes, bool(command.keys)))
    sought = name.casefold()
    short = [BY_ID[_ALIASES[sought]]] if sought in _ALIASES else []
    told = [
        (command, " ".join((command.id.replace("-", " "), command.title.casefold()))) for command in COMMANDS
    ]
    first = short + [c for c, _ in told if c.id.startswith(sought) and c not in short]
    rest = [
        command
        for command, words in told
        if command not in first and any(word.startswith(sought) for word in words.split())
    ]
    return first + rest


def _beginning(sought: str, words: Iterable[str]) -> list[str]:
    """Return the words that begin so, then those that hold it."""
    known = list(words)
    first = [word for word in known if word.casefold().startswith(sought)]
    return first + [word for word in known if word not in first and sought in word.casefold()]
