"""An app that leaves the terminal whole, whatever comes from outside or goes wrong inside.

Textual tells an app of an uncaught error through a hook that it keeps to itself, as it does the one by
which a new size is passed on; only this module uses them. In the place of its traceback, which shows the
values of variables, stands one sentence without a person's text.
"""

from __future__ import annotations

import io
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, cast

from rich.console import Console, RenderableType
from textual import events
from textual.app import App

from reader.model import ReaderError
from reader.text.clean import clean_text
from reader.ui.terminal.safety import ControlFilter, leaving_on_signals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.driver import Driver
    from textual.filter import LineFilter
    from textual.screen import Screen

    from reader.ui.terminal.frames import Frames

_CONTROLS = ControlFilter()  # one: rows keep what each filter made of them


class GuardedApp(App[None]):
    """Filters what is shown, reads the terminal safely, leaves on signals, apologises for its faults."""

    # else Textual selects in any text, and fails at a click on one that is being taken away
    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._fault: BaseException | None = None
        self._status: int | None = None  # the exit status, once it was asked to leave
        self.frames: Frames | None = None  # from the first key on
        self._shown: Screen[object] | None = None  # the screen of the last frame
        # Textual prints its tracebacks here, with the values of variables
        self.error_console = Console(file=io.StringIO())

    def _handle_exception(self, error: Exception) -> None:
        self._blame(error)
        super()._handle_exception(error)

    def panic(self, *renderables: RenderableType) -> None:
        """Note that another thread ended the app: which error it was is not told."""
        self._blame(RuntimeError())
        super().panic(*renderables)

    def _blame(self, error: BaseException) -> None:
        # what comes while all is being taken down, as a key for a widget that is gone, is no fault
        if self._status is None and self._fault is None:
            self._fault = error
            with suppress(Exception):  # it is the first fault that counts
                self.rescue()

    def rescue(self) -> None:
        """Save what can be saved when a fault ends the app."""

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Leave; the first status counts."""
        if self._status is None:
            self._status = return_code
        super().exit(result, return_code, message)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if screen is not self._shown:  # one that opens or closes mends what disturbed the terminal
            self._shown = screen
            self.paint_anew()
        update = self.frames.changed(renderable) if self.frames else renderable
        super()._display(screen, cast("RenderableType", update))

    def know_frames(self) -> None:
        """Send from now on only what the terminal does not show yet."""
        if self.frames is None:
            from reader.ui.terminal.frames import Frames

            self.frames = Frames()

    def paint_anew(self) -> None:
        """Let the next frame be sent whole: the terminal may show something else."""
        if self.frames:
            self.frames.forget()

    async def on_event(self, event: events.Event) -> None:
        """Clean what is pasted, for whatever field takes it; after a new size paint all anew."""
        if isinstance(event, events.Resize):
            self.paint_anew()
        if isinstance(event, events.Paste):
            event.text = clean_text(event.text)
        await super().on_event(event)
        if isinstance(event, events.Resize):
            # where the machine is busy, Textual's timer for it may be lost, and each later size with it
            self.call_later(self._check_resize)

    def get_driver_class(self) -> type[Driver]:
        """Read a terminal through the reader's own driver."""
        driver = super().get_driver_class()
        if driver.__name__ != "LinuxDriver":
            return driver
        from reader.ui.terminal.driver import SafeDriver

        return SafeDriver

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Let no control character reach the terminal, through whatever widget; keep text readable."""
        return [*super().get_line_filters(), *self._few_colours, _CONTROLS]

    @cached_property
    def _few_colours(self) -> Sequence[LineFilter]:
        if not self.has_few_colours:
            return ()
        from reader.ui.terminal.few_colours import FewColours

        return (FewColours(),)

    @property
    def has_few_colours(self) -> bool:
        """Tell whether the terminal has sixteen colours, as far as it says."""
        return self.console.color_system == "standard"

    def read(self) -> int:
        """Run until the person leaves; return the exit status. Raises ReaderError when an error ends it."""
        with leaving_on_signals(self):
            self.run()
        if self._fault:
            from reader.report import apology

            raise ReaderError(apology(self._fault))
        return self._status or 0

    def action_leave(self, status: int) -> None:
        """Leave at once with an exit status, as a signal asks."""
        self.exit(return_code=status)
