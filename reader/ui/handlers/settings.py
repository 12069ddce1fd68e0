"""Changing how the page is set and coloured, in the app; what is chosen is kept in the configuration file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.theme import BUILTIN_THEMES

from reader.text.setting import MEASURES, SPACINGS
from reader.ui.keys.labels import letters_of
from reader.ui.prompts import asking
from reader.ui.theme.themes import THEMES, counterpart

if TYPE_CHECKING:
    from reader.text.setting import Setting
    from reader.ui.screens.main import MainScreen


class SettingCommands:
    """Measure, spacing, justification and theme, with what they would look like while one chooses."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen, self.desk = screen, screen.desk

    def measure(self) -> None:
        """Ask for the widest line."""
        before = self.desk.setting

        def typed(text: str) -> str:
            number = _measure_of(text)
            self._show(before if number is None else before._replace(measure=number))
            return "" if number is not None or len(text) < 2 else _NO_MEASURE

        def given(text: str) -> None:
            number = _measure_of(text)
            if number is None:
                self._show(before)
                self.screen.say(_NO_MEASURE, error=True)
            else:
                self._keep(before._replace(measure=number), "measure", f"lines of up to {number} cells")

        prompt = asking.LinePrompt("Measure", str(before.measure), _NO_MEASURE, live=True)
        self.screen.prompts.ask(prompt, given, changed=typed, dropped=lambda: self._show(before))

    def spacing(self) -> None:
        """Part paragraphs in the other way."""
        setting = self.desk.setting
        other = SPACINGS[(SPACINGS.index(setting.spacing) + 1) % len(SPACINGS)]
        said = {"lines": "paragraphs parted by empty lines", "indents": "paragraphs begin indented"}
        self._keep(setting._replace(spacing=other), "spacing", said[other])

    def justify(self) -> None:
        """Set lines flush right, or ragged again."""
        setting = self.desk.setting._replace(justified=not self.desk.setting.justified)
        self._keep(setting, "justified", "lines end flush right" if setting.justified else "lines end ragged")

    def _show(self, setting: Setting) -> None:
        self.desk.set(setting)
        self.screen.show_session()

    def _keep(self, setting: Setting, key: str, said: str) -> None:
        self._show(setting)
        self.screen.say(self.desk.keep(key, getattr(setting, key)) or said)

    # -- colours

    def theme(self) -> None:
        """Change between light and dark."""
        self._wear(counterpart(self.screen.app.theme))

    def choose_theme(self) -> None:
        """Choose a theme; each is shown as one comes to it."""
        available = self.screen.app.available_themes
        ours = [theme.name for theme in THEMES]
        textuals = sorted(name for name in available if name in BUILTIN_THEMES)
        own = sorted({*available} - {*ours, *textuals})
        before = self.screen.app.theme
        self._ask_theme([*own, *ours], textuals, before)

    def _ask_theme(self, names: list[str], others: list[str], before: str) -> None:
        """Ask for one of some themes, each by a letter of its name, or for others."""
        offered = [*names, *[_OTHERS] * bool(others)]
        by_key = dict(
            zip(letters_of(name.removeprefix("reader-") for name in offered), offered, strict=False)
        )

        def shown(key: str) -> str:
            self.screen.app.theme = before if by_key[key] == _OTHERS else by_key[key]
            return ""

        def given(key: str) -> None:
            if by_key[key] == _OTHERS:
                self._ask_theme(others, [], before)
            else:
                self._wear(by_key[key])

        def dropped() -> None:
            self.screen.app.theme = before

        choices = [asking.Choice(key, name) for key, name in by_key.items()]
        chosen = names.index(before) if before in names else len(choices) - 1 if others else 0
        prompt = asking.ChoicePrompt("Theme", choices, live=True, chosen=chosen)
        self.screen.prompts.ask(prompt, given, changed=shown, dropped=dropped)

    def _wear(self, name: str) -> None:
        self.screen.app.theme = name
        self.screen.say(self.desk.keep("theme", name) or name)


_OTHERS = "others, of Textual"
_NO_MEASURE = f"a number from {MEASURES.start} to {MEASURES.stop - 1}"


def _measure_of(text: str) -> int | None:
    """Return the measure that a text names, or None."""
    number = int(text) if text.strip().isdecimal() and len(text) < 5 else 0
    return number if number in MEASURES else None
