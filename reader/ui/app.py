"""The application: themes, the main screen, and leaving in good order."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.app import App

from reader.config import Config
from reader.ui.keys.keymap import Keymap
from reader.ui.keys.order import settle, stands
from reader.ui.reading.desk import Desk
from reader.ui.screens.main import First, MainScreen
from reader.ui.terminal.guarded import GuardedApp
from reader.ui.theme.themes import THEMES, highlight_palette, variable_defaults

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message import Message
    from textual.theme import Theme

    from reader.library import Library
    from reader.ui.door import Door
    from reader.ui.screens.popup import Popup
    from reader.ui.theme.themes import Palette


_SETTLED = 1.0  # seconds after the start
_ANSWERED = 0.1  # seconds after the first screen stands


class ReaderApp(GuardedApp):
    """Wiring only: what happens is in the screens and their commands."""

    CSS_PATH = "app.tcss"
    TITLE = "reader"
    ENABLE_COMMAND_PALETTE = False  # the reader has one of its own
    _begun = False  # whether it has its theme
    _away: events.Key | None = None  # the key that widgets are looking at

    def __init__(
        self,
        library: Library,
        *,
        article: int | None = None,
        focus_list: bool = False,
        message: str = "",
        config: Config | None = None,
        highlight: int | None = None,
        looked: Callable[[int], None] | None = None,
    ) -> None:
        super().__init__()
        self._door: Door | None = None
        for each in THEMES:
            self.register_theme(each)
        config = config or Config()
        themes = self._own_themes(config)
        self._begin_with(config.theme if config.theme in self.available_themes else THEMES[0].name)
        if not config.animation:
            self.animation_level = "none"
        self.desk = Desk(library, config)
        self.desk.looked = looked
        keymap = Keymap(config.keymap, config.preset)
        remarks = (*config.remarks, *keymap.remarks, *themes)
        if remarks and not message:
            from reader.config_told import in_short

            message = in_short(remarks)
        first = First(article, focus_list, message, highlight)
        self.main = MainScreen(self.desk, keymap, self._palette(self.current_theme), first)

    def _own_themes(self, config: Config) -> list[str]:
        """Take the person's themes; return what is to be said of them."""
        if not config.themes and (not config.theme or config.theme in self.available_themes):
            return []
        from reader.ui.theme.own_themes import register

        return register(self, config)

    def _begin_with(self, theme: str) -> None:
        """Take a theme before anything is styled, for a change of theme would style it all a second time."""
        self._begun = True
        self.set_reactive(App.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())
        dark = self.current_theme.dark
        for name, fits in (("-dark-mode", dark), ("-light-mode", not dark), (f"-theme-{theme}", True)):
            self.set_class(fits, name, update=False)

    def get_default_screen(self) -> MainScreen:
        """Begin with the main screen: one below it would be styled and laid out too."""
        return self.main

    def on_mount(self) -> None:
        """Begin what does not belong to the screen."""
        self.theme_changed_signal.subscribe(self, self._recolour)
        if not self.is_headless:  # in a test it is not the only app of its process
            self.set_timer(_SETTLED, partial(self.main.idle.settle_in, self.main.handlers.load))
            self.set_timer(_SETTLED, self.main.suggesting.begin)
            self.run_worker(self.listen())

    async def listen(self) -> None:
        """Load prompts, and let `reader open` ask for something, once a key that waits is answered."""
        await self.main.first_shown.wait()
        await asyncio.sleep(_ANSWERED)
        await self.main.idle.load_prompts()
        from reader.ui.door import Door

        self._door = Door(self.main)
        await self._door.open()

    async def on_event(self, event: events.Event) -> None:
        """Take keys in their order: the main screen's at once, a prompt's when the ones before are done."""
        if event.is_forwarded:  # it comes back, for nothing took it
            await super().on_event(event)
            return
        if isinstance(event, events.Key | events.Paste):
            await stands(self.main.first_shown)
            self.know_frames()
        if isinstance(event, events.Paste):  # the field that takes it may be opened by the key before
            await settle(self.focused or self.screen)
        if isinstance(event, events.Key | events.Paste):
            if self.main.macros.holds(event):
                return
            self.main.macros.take(event)
        await self._deliver(event)
        if self.main.macros.playing:
            self.call_later(self._play_on)

    async def _deliver(self, event: events.Event) -> None:
        if not isinstance(event, events.Key):
            await super().on_event(event)
        elif self.screen is not self.main or not self.main.press(event.key):
            self._away = event
            await super().on_event(event)
            await settle(self.focused or self.screen)
            if self._away is None:  # no widget took it: it may be bound, as backspace is in a field
                await super().on_event(event)
            self._away = None
        elif self._message_queue.empty():  # a key that waits brings the next frame
            self.main.at_once.paint()

    def post_message(self, message: Message) -> bool:
        """Take a message; the key that is being handled comes back before those that were typed behind it."""
        if message is self._away:
            self._away = None
            return True
        return super().post_message(message)

    async def _play_on(self) -> None:
        """Press the next key of a macro; when there is none, what was typed meanwhile."""
        press = self.main.macros.next()
        if press:
            await settle(self.focused or self.screen)
            await self._deliver(press.event())
            self.call_later(self._play_on)
            return
        for event in self.main.macros.released():
            await self.on_event(event)

    def on_unmount(self) -> None:
        """Listen to nobody any more."""
        if self._door:
            self._door.close()

    def on_popup_said(self, message: Popup.Said) -> None:
        """Keep what was said, to be read again."""
        self.main.said.note(message.text, error=message.error)

    def _recolour(self, theme: Theme) -> None:
        self.main.text.set_palette(self._palette(theme))

    def _palette(self, theme: Theme) -> Palette:
        return highlight_palette(theme, few=self.has_few_colours)

    def get_css_variables(self) -> dict[str, str]:
        """Give the variables of the theme; none before one is taken, when Textual asks for the first time."""
        return super().get_css_variables() if self._begun else {}

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give the reader's own colours to themes that do not name them."""
        return variable_defaults(self.current_theme)

    async def action_quit(self) -> None:
        """Quit with the place saved, and a note that is being typed; stay when that is refused."""
        if self.main.prompts.keep():
            self.action_leave(0)

    def action_help_quit(self) -> None:
        """Take a ctrl+c that no field took: there is nothing to copy, and it ends nothing."""
        self.main.say("nothing selected to copy · ctrl+q quits")

    def rescue(self) -> None:
        """Keep the place, and as a draft what is being typed, when a fault ends the app."""
        self.main.prompts.keep_draft()
        self.desk.leave()

    def action_leave(self, status: int) -> None:
        """Leave at once, with what can be saved saved."""
        try:
            self.main.prompts.keep()
            self.main.aids.stop()
            self.desk.leave()
        finally:
            self.exit(return_code=status)
