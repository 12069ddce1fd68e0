"""A tiny application that holds one widget, with the reader's themes; and what stands on its screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

from reader.ui.theme.themes import THEMES, variable_defaults

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from textual.app import ComposeResult
    from textual.message import Message
    from textual.pilot import Pilot
    from textual.widget import Widget

SIZES = ((80, 24), (120, 40), (200, 60))
HOSTILE = (
    "[/] PWN",
    "[@click=app.quit]x[/]",
    "a\x1b[2Jb",
    "\x1b]0;t\x07",
    "日本語の長い題名" * 9,
    "e\u0301" * 90,
    "",
)


class Host(App[None]):
    """Shows widgets and keeps the messages of a kind that they post."""

    def __init__(self, *widgets: Widget, kinds: tuple[type[Message], ...] = (), theme: int = 0) -> None:
        super().__init__()
        for each in THEMES:
            self.register_theme(each)
        self.theme = THEMES[theme].name
        self._widgets, self._kinds = widgets, kinds
        self.posted: list[Message] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give the reader's own colours, as its app does."""
        return variable_defaults(self.current_theme)

    def compose(self) -> ComposeResult:
        yield from self._widgets

    def at(self, size: tuple[int, int] = (80, 24)) -> AbstractAsyncContextManager[Pilot[None]]:
        """Run the application in a test, keeping messages."""
        return self.run_test(size=size, message_hook=self._hook)

    def _hook(self, message: Message) -> None:
        if isinstance(message, self._kinds) and not any(message is one for one in self.posted):
            self.posted.append(message)


def rows(widget: Widget) -> list[str]:
    """Return the text of each row of a widget as it is painted."""
    return [widget.render_line(y).text for y in range(widget.size.height)]


def screen(app: App[None]) -> str:
    """Return what stands on the screen, row by row, from the toolkit's own caches."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())
