"""What people change, in one place: each with what holds now; what is chosen holds at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.config_keys import CITATIONS
from reader.tuples import NamedTuple
from reader.ui.commands import BY_ID
from reader.ui.prompts import asking

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.ui.screens.main import MainScreen


class _Option(NamedTuple):
    key: str
    label: str
    value: str
    about: str
    change: Callable[[], None]


class OptionCommands:
    """The options, under a letter each; they stay open until they are left."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen, self.desk = screen, screen.desk

    def options(self) -> None:
        """Show the options."""
        self._ask(0)

    def _ask(self, chosen: int) -> None:
        options = self._all()
        by_key = {option.key: number for number, option in enumerate(options)}

        def given(key: str) -> None:
            number = by_key[key]
            options[number].change()
            self.screen.prompts.afterwards(lambda: self._ask(number))

        choices = [
            asking.Choice(option.key, option.label, value=option.value, about=option.about)
            for option in options
        ]
        self.screen.prompts.ask(asking.ChoicePrompt("Options", choices, chosen=chosen), given)

    def _all(self) -> list[_Option]:
        config, setting = self.desk.config, self.desk.setting
        run = self.screen.run
        return [
            _Option(
                "t", "theme", self.screen.app.theme, "colours, light or dark", lambda: run("choose-theme")
            ),
            _Option(
                "m", "measure", f"{setting.measure}", "the longest line, in cells", lambda: run("measure")
            ),
            _Option(
                "p",
                "paragraphs",
                setting.spacing,
                "parted by empty lines, or indented",
                lambda: run("spacing"),
            ),
            _Option(
                "j",
                "justified",
                _yes(setting.justified),
                "lines end flush right, words are hyphenated",
                lambda: run("justify"),
            ),
            _Option(
                "k",
                "keys",
                config.preset or "letters",
                "one letter a command, or arrows and ctrl alone",
                self._turn_keys,
            ),
            _Option(
                "h",
                "hints",
                _yes(config.hints),
                "a line that teaches one key at a time",
                lambda: self._turn("hints"),
            ),
            _Option(
                "a", "animation", _yes(config.animation), "scrolling glides", lambda: self._turn("animation")
            ),
            _Option(
                "c",
                "citation",
                config.citation,
                "how the source of a copied passage is given",
                self._turn_citation,
            ),
            _Option("n", "your name", self.desk.library.annotator, "stands on new passages", self._ask_name),
        ]

    def _turn(self, name: str) -> None:
        value = not getattr(self.desk.config, name)
        self._keep(name, value, f"{name}: {_yes(value)}")

    def _turn_citation(self) -> None:
        at = CITATIONS.index(self.desk.config.citation)
        value = CITATIONS[(at + 1) % len(CITATIONS)]
        self._keep("citation", value, f"passages are copied with a source as in {value}")

    def _turn_keys(self) -> None:
        config = self.desk.config
        if config.keymap:
            self.screen.say('your keys stand in the file: set preset = "plain" under [keys]', error=True)
            return
        value = "" if config.preset else "plain"
        said = "keys without letters" if value else f"keys with letters, as {BY_ID['highlight'].keys[0]}"
        self._keep("keys", value, said)

    def _ask_name(self) -> None:
        def given(text: str) -> None:
            name = " ".join(text.split())
            self._keep("annotator", name, f"new passages are by {name or self.desk.library.annotator}")

        prompt = asking.LinePrompt(
            "Your name", self.desk.config.annotator, "whose name stands on new passages"
        )
        self.screen.prompts.ask(prompt, given)

    def _keep(self, key: str, value: str | bool, said: str) -> None:
        """Let a choice hold and keep it. It is also a field of the configuration, `keys` being its preset."""
        field = "preset" if key == "keys" else key
        config = self.desk.config._replace(**{field: value})  # type: ignore[arg-type]  # of the field's type
        self.screen.say(self.screen.live.keep(key, value, config) or said)


def _yes(value: bool) -> str:
    return "yes" if value else "no"
