"""Settings that hold from the moment they are written: by the app itself, or by an editor beside it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader.config import load
from reader.library.state.person import clean_name, login_name
from reader.ui.keys.keymap import Keymap
from reader.ui.theme.themes import THEMES

if TYPE_CHECKING:
    from reader.config import Config
    from reader.ui.screens.main import MainScreen

_State = tuple[int, int, int] | None


class LiveSettings:
    """Takes what the configuration file holds whenever it changed; one that is wrong changes nothing."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self._path = screen.desk.config.path
        self._state = self._look()

    def _look(self) -> _State:
        try:
            found = os.stat(self._path) if self._path else None
        except OSError:
            return None
        return (found.st_ino, found.st_size, found.st_mtime_ns) if found else None

    def look(self) -> None:
        """Take the file anew, if it is another than at the last look."""
        state = self._look()
        if state == self._state or self._path is None:
            return
        self._state = state
        config = load(self._path)
        remarks = [*config.remarks, *Keymap(config.keymap, config.preset).remarks]
        if remarks:
            from reader.config_told import in_short

            self.screen.say(f"{in_short(remarks)} · what held before still holds", error=True)
            return
        differs = _held(config) != _held(self.screen.desk.config)
        said = self.take(config)
        if differs or said:
            self.screen.say(said or "the settings were read again", error=bool(said))

    def take(self, config: Config) -> str:
        """Let a configuration hold; return what is to be said of its themes."""
        screen, before = self.screen, self.screen.desk.config
        screen.desk.config = config
        if (config.keymap, config.preset) != (before.keymap, before.preset):
            screen.keymap = Keymap(config.keymap, config.preset)
        if config.setting != before.setting:
            screen.desk.set(config.setting)
        if config.annotator != before.annotator:
            screen.desk.library.annotator = clean_name(config.annotator) or login_name()
        screen.app.animation_level = "full" if config.animation else "none"
        said = self._wear(config, before)
        screen.show_session()
        return said

    def _wear(self, config: Config, before: Config) -> str:
        if (config.theme, config.themes) == (before.theme, before.themes):
            return ""
        app, worn = self.screen.app, self.screen.app.theme
        from reader.ui.theme.own_themes import register

        remarks = register(app, config)
        wanted = config.theme or THEMES[0].name
        if wanted in app.available_themes and wanted != worn:
            app.theme = wanted
        elif config.themes != before.themes:  # its colours may be others
            app.refresh_css()
            app.theme_changed_signal.publish(app.current_theme)
        return remarks[0] if remarks else ""

    def keep(self, key: str, value: str | bool, config: Config) -> str:
        """Let a choice made in the app hold, and keep it; return what to say where it was not kept."""
        said = self.screen.desk.keep(key, value)
        self.take(config)
        return said


def _held(config: Config) -> tuple[object, ...]:
    """Return all that holds of a configuration, without the lines where it stands."""
    keys = [(setting.command, setting.keys) for setting in config.keymap]
    themes = [(theme.name, theme.colours) for theme in config.themes]
    return (*config._replace(keymap=(), themes=(), theme_place="", remarks=()), keys, themes)
