"""What the shell asks while a command line is typed: `reader --complete WORDS…`, the last still being typed.

A candidate a line, then a tab and what it is; `:files` says that a file may stand there, `:nospace` that the
candidate goes on. It must be quick and never fails: what goes wrong completes nothing.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING

from reader.cli.commands import COMMANDS, HELP
from reader.cli.output import clean, line_of

if TYPE_CHECKING:
    from argparse import Action
    from collections.abc import Iterable, Iterator, Sequence

    from reader.cli.parser import Parser
    from reader.library import Library

    Candidate = tuple[str, str]  # what may stand there, and what it is

FILES, NO_SPACE = ":files", ":nospace"
_EVERYWHERE = {
    "--library": "the library's folder",
    "--json": "print JSON instead of text",
    "--help": "how it is used",
    "--version": "the version",
}
_MOST = 300  # articles that are offered, the newest
_LONGEST = 60  # code points of a title
_SHELLS = {"bash": "", "zsh": "", "fish": ""}
#: Actions whose other words are files.
_OF_FILES = ("import", "export")


def complete(words: Sequence[str]) -> int:
    """Print what the last of the words may become."""
    from contextlib import suppress

    with suppress(Exception):
        for value, about in _Line(words or [""]).candidates():
            print(f"{clean(value)}\t{line_of(about, _LONGEST)}" if about else clean(value))
    return 0


def _abouts() -> dict[str, str]:
    return {name: command.about for name, command in COMMANDS.items()}


class _Line:
    """A command line up to the cursor."""

    def __init__(self, words: Sequence[str]) -> None:
        self.typed = words[-1].lstrip("'\"")
        self.library = ""
        self.before = list(self._without_common(words[:-1]))
        self.wants_library = len(words) > 1 and words[-2] == "--library"

    def _without_common(self, words: Sequence[str]) -> Iterator[str]:
        """Give the words but for `--library DIR` and `--json`, and note the library."""
        rest = iter(words)
        for word in rest:
            if word == "--library":
                self.library = next(rest, "")
            elif word.startswith("--library="):
                self.library = word.removeprefix("--library=")
            elif word != "--json":
                yield word

    def candidates(self) -> Iterable[Candidate]:
        """Return what the typed word may become."""
        if self.wants_library:
            return [(FILES, "")]
        if not self.before:
            return self._first()
        if self.before == [HELP]:
            return self._fitting(_abouts())
        command = COMMANDS.get(self.before[0])
        if command is None:
            return [(FILES, "")]
        from reader.cli.parser import Parser

        parser = Parser(command)
        import_module(f"reader.cli.{command.module}").COMMANDS[command.name][0](parser)
        return self._of(command.name, parser)

    def _first(self) -> Iterable[Candidate]:
        yield from self._fitting(_abouts() | {HELP: "how a command is used"})
        if self.typed.startswith("-"):
            yield from self._fitting(_EVERYWHERE)
        yield FILES, ""

    def _fitting(self, values: dict[str, str], begun: str = "") -> Iterator[Candidate]:
        """Give those of the values that begin as typed; `begun` stands before each."""
        for value, about in values.items():
            if f"{begun}{value}".startswith(self.typed):
                yield f"{begun}{value}", about

    def _of(self, name: str, parser: Parser) -> Iterable[Candidate]:
        words: list[str] = []
        asked: Action | None = None  # an option that waits for its value
        for word in self.before[1:]:
            action = parser.option(word)
            if asked is not None:
                asked = None
            elif action is not None and action.nargs != 0:
                asked = action
            elif action is None:
                words.append(word)
        if asked is not None:
            return self._values(name, asked, words)
        option, equals, _ = self.typed.partition("=")
        if equals and (action := parser.option(option)) is not None:
            return self._values(name, action, words, f"{option}=")
        if self.typed.startswith("-"):
            return self._fitting({each: action.help or "" for each, action in parser.options()})
        here = parser.positional(len(words))
        return [] if here is None else self._values(name, here, words)

    def _values(
        self, name: str, action: Action, words: Sequence[str], begun: str = ""
    ) -> Iterable[Candidate]:
        """Return what may stand for an argument, by what its help page calls it."""
        if action.choices is not None and action.metavar != "WORD":
            return self._fitting(dict.fromkeys(action.choices, ""), begun)
        match action.metavar:
            case "ID" | "ID[:PASSAGE]" if name != "trash":
                return self._articles()
            case "QUERY":
                return self._query()
            case "T" if action.dest == "tag":
                return self._fitting(self._tags(), begun)
            case "WORD" if name == "tag" and words[:1] and words[0] not in _OF_FILES:
                return self._fitting(self._tags())
            case "WORD" if name == "views" and words[:1] == ["save"]:
                return self._query() if len(words) > 1 else []
            case "WORD" if name == "views" and len(words) == 1:
                return self._fitting(self._views())
            case "NAME" if action.dest == "view":
                return self._fitting(self._views(), begun)
            case "F" if name == "export":
                from reader.exports import FORMATS

                return self._fitting({form.name: form.words for form in FORMATS.values()}, begun)
            case "F" if name == "import":
                from reader.sources.imports import IMPORTERS

                return self._fitting({form.name: form.about for form in IMPORTERS.values()}, begun)
            case "C":
                from reader.model import COLOURS

                return self._fitting(dict.fromkeys(COLOURS, ""), begun)
            case "SHELL":
                return self._fitting(_SHELLS)
            case "PATH|URL" | "FILE" | "OUT" | "OUT, --output OUT" | "FOLDER" | "ARCHIVE" | "DIR":
                return [(FILES, "")]
            case "WORD" if words[:1] and words[0] in _OF_FILES:
                return [(FILES, "")]
        return []

    def _query(self) -> Iterable[Candidate]:
        from reader.text.query_completion import complete as complete_query
        from reader.text.query_completion import written
        from reader.text.query_nodes import FIELDS

        if not self.typed:
            yield from ((f"{field}:", "") for field in FIELDS)
            yield from self._fitting({f"#{written(name)}": about for name, about in self._tags().items()})
            return
        found = complete_query(self.typed, len(self.typed), lambda: list(self._tags()), lambda _field: [])
        before = self.typed[: found.start]
        for text in found.texts:
            yield f"{before}{text}", ""
        if found.texts and all(text.endswith(":") for text in found.texts):
            yield NO_SPACE, ""

    def _articles(self) -> Iterable[Candidate]:
        """Give articles by the end of their id; those too whose title holds what is typed."""
        from reader.text.ids import short_id

        sought = self.typed.casefold()
        yield from self._fitting({"last": "the article last read"})
        for library in self._opened():
            for article in library.page(limit=_MOST):
                ending = short_id(article.id)
                if ending.startswith(sought) or (len(sought) > 1 and sought in article.title.casefold()):
                    yield ending, article.title

    def _tags(self) -> dict[str, str]:
        return {
            name: f"{count} highlight{'s' if count != 1 else ''}"
            for library in self._opened()
            for name, count in library.tag_counts().items()
        }

    def _views(self) -> dict[str, str]:
        return {view.name: view.query for library in self._opened() for view in library.views()}

    def _opened(self) -> Iterator[Library]:
        """Open the library if there is one; it is not made, and nobody waits for its index."""
        path = self.library or os.environ.get("READER_LIBRARY", "")
        if not path:
            from reader.config import library_path

            path = str(library_path())
        path = os.path.expanduser(path)
        if not os.path.exists(os.path.join(path, "library.json")):
            return
        from reader.folders import cache_path
        from reader.library import Library

        with Library(path, cache=cache_path(), waiting=lambda _known, _total: False) as library:
            yield library
