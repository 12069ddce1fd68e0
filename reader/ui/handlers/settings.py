"""Changing how the page is set and coloured, in the app; what is chosen is kept in the configuration file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.setting import MEASURES, SPACINGS
from reader.ui import asking
from reader.ui.labels import labels
from reader.ui.themes import THEMES, counterpart

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
        before = self.screen.app.theme
        names = [theme.name for theme in THEMES]  # the reader's own first
        names += sorted(set(self.screen.app.available_themes) - set(names))
        by_key = dict(zip(labels(len(names)), names, strict=True))

        def shown(key: str) -> str:
            self.screen.app.theme = by_key[key]
            return ""

        def dropped() -> None:
            self.screen.app.theme = before

        choices = [asking.Choice(key, name) for key, name in by_key.items()]
        prompt = asking.ChoicePrompt("Theme", choices, live=True, chosen=names.index(before))
        self.screen.prompts.ask(prompt, lambda key: self._wear(by_key[key]), changed=shown, dropped=dropped)

    def _wear(self, name: str) -> None:
        self.screen.app.theme = name
        self.screen.say(self.desk.keep("theme", name) or name)


_NO_MEASURE = f"a number from {MEASURES.start} to {MEASURES.stop - 1}"


def _measure_of(text: str) -> int | None:
    """Return the measure that a text names, or None."""
    number = int(text) if text.strip().isdecimal() and len(text) < 5 else 0
    return number if number in MEASURES else None
