"""Arguments of one command: options anywhere, and words that may begin with a minus where a query stands."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Any, NoReturn

from reader.cli.failures import UsageError
from reader.cli.page import fitted
from reader.text.meant import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.cli.commands import Command

_EXIT_STATUS = (
    "Exit status: 0 when all is done, 1 when something could not be done, 2 when the command line is wrong."
)
_EXTRA = "unrecognized arguments: "
_of_argument = re.compile(r"argument (\S+): (.*)", re.S).fullmatch
_invalid_choice = re.compile(r"argument ([^:]+): invalid choice: '(.*)' \(choose from (.*)\)", re.S).fullmatch
_MISSING = "the following arguments are required: "


class Parser(argparse.ArgumentParser):
    """An argument parser that raises `UsageError`, and can take words such as `-#claim`."""

    def __init__(self, command: Command) -> None:
        self.takes_query = False
        self.page: Callable[[], str] | None = None  # to be printed as help in place of its own
        self._known: dict[str, argparse.Action] = {}
        name = f"reader {command.name}".strip()
        super().__init__(
            prog=name,
            usage=" ".join(filter(None, (name, command.usage, "[--json]" * command.prints))),
            description=f"{command.about[0].upper()}{command.about[1:]}.",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
            add_help=False,
        )
        self._words = self.add_argument_group("arguments")
        self._options = self.add_argument_group("options")
        self._common = self.add_argument_group("options of every command")
        for action in (
            self._common.add_argument("--json", action="store_true", help="print JSON instead of text"),
            self._common.add_argument("--library", metavar="DIR", default="", help="the library's folder"),
            self._common.add_argument("-h", "--help", action="help", help="this page"),
        ):
            self._known.update(dict.fromkeys(action.option_strings, action))

    def add_argument(self, *names: Any, **settings: Any) -> argparse.Action:
        """Declare an argument, as `argparse` does."""
        if not names[0].startswith("-"):
            return self._words.add_argument(*names, **settings)
        action = self._options.add_argument(*names, **settings)
        self._known.update(dict.fromkeys(action.option_strings, action))
        return action

    def add_query(self, *, views: bool = True) -> None:
        """Declare the words of a query, which may begin with a minus, and the view that it narrows."""
        self.takes_query = True
        self.add_argument("query", nargs="*", metavar="QUERY", help="words, #tag, field:value …; all if none")
        if views:
            self.add_argument(
                "--view", metavar="NAME", default="", help="of what a saved view shows; `reader views` lists"
            )

    def add_number(self, *names: str, default: int, most: int = 999_999_999, about: str) -> None:
        """Declare an option that takes a number from 1 to `most`."""

        def number(text: str) -> int:
            if text.isascii() and text.isdecimal() and 1 <= int(text[:10]) <= most:
                return int(text)
            raise argparse.ArgumentTypeError(f"takes a number from 1 to {most:,}, not “{text}”")

        about = f"{about}; {default} if not given"
        self.add_argument(*names, type=number, default=default, metavar="N", help=about)

    def option(self, name: str) -> argparse.Action | None:
        """Return the option of that name."""
        return self._known.get(name)

    def options(self) -> list[tuple[str, argparse.Action]]:
        """Return the options by their long names."""
        return [(name, action) for name, action in self._known.items() if name.startswith("--")]

    def positional(self, index: int) -> argparse.Action | None:
        """Return the argument that a word is for, counted from 0; the last may take the rest."""
        words = self._words._group_actions
        if index < len(words):
            return words[index]
        return words[-1] if words and words[-1].nargs in ("*", "+") else None

    def tell(self, about: str, *examples: str) -> None:
        """Say what stands below the options on the help page; the exit status is that of every command."""
        shown = (f"  {example}" for example in examples)
        self.epilog = "\n".join([about, "", "Examples:", *shown, "", _EXIT_STATUS])

    def format_help(self) -> str:
        """Return the help page."""
        return fitted(super().format_help() if self.page is None else self.page())

    def error(self, message: str) -> NoReturn:
        """Raise `UsageError`."""
        if message.startswith(_MISSING):
            message = f"{message.removeprefix(_MISSING)} is missing"
        elif found := _invalid_choice(message):
            name, word, known = _longest(found[1]), found[2], re.findall(r"'([^']*)'", found[3])
            near = did_you_mean(word, known) or f"; there are {', '.join(known)}"
            message = f"{name} cannot be “{word}”{near}"
        elif message.startswith(_EXTRA):
            message = f"“{message.removeprefix(_EXTRA)}” is too much"
        elif of := _of_argument(message):
            message = f"{_longest(of[1])} {of[2]}"
        message = message.rstrip(".")
        raise UsageError(f"{message}{' ' if message.endswith('?') else '; '}`{self.prog} --help` tells more.")

    def read(self, words: Sequence[str]) -> argparse.Namespace:
        """Read a command line: options first, then the words, whatever their order was.

        Raises:
            UsageError: an unknown option, or a missing or wrong value.
        """
        options: list[str] = []
        others: list[str] = []
        rest = iter(words)
        for word in rest:
            name, equals, _ = word.partition("=")
            action = self._known.get(name)
            if word == "--":
                others += rest
            elif action is not None and not equals and action.nargs != 0:
                value = next(rest, None)
                if value is None:
                    self.error(f"{name} needs a value")
                options.append(f"{_long(action)}={value}")
            elif action is not None:
                options.append(word)
            elif word.startswith("-") and word != "-" and not self._is_query(word):
                self.error(f"there is no option {word}{did_you_mean(name, self._known)}")
            else:
                others.append(word)
        return self.parse_args([*options, "--", *others] if others else options)

    def _is_query(self, word: str) -> bool:
        return self.takes_query and not word.startswith("--")


def _longest(names: str) -> str:
    """Return the last of the names of an argument, as argparse joins them."""
    return names.rsplit("/", 1)[-1]


def _long(action: argparse.Action) -> str:
    """Name an option so that `=value` can follow."""
    return next(name for name in action.option_strings if name.startswith("--"))
