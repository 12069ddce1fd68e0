"""Deciding on the passages that wait since their text changed: old context beside new."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.containers import Container, Vertical
from textual.screen import ModalScreen

from reader.model import ReaderError
from reader.ui.states import stated
from reader.ui.triage import SAYS
from reader.ui.widgets.context_pane import ContextPane
from reader.ui.widgets.looks import tint
from reader.ui.widgets.prompt import Row

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult

    from reader.model import Highlight
    from reader.ui.triage import Context, Triage
    from reader.ui.widgets.painted import Part

_NARROW = 66  # columns; on fewer the texts stand under each other
_STEPS = {"n": 1, "right": 1, "j": 1, "down": 1, "p": -1, "left": -1, "k": -1, "up": -1}


class Placing(NamedTuple):
    """A passage that a person wants to place by hand, beginning with these bounds."""

    highlight: Highlight
    start: int
    end: int


class TriageScreen(ModalScreen[Placing | None]):
    """Steps through what waits. The result is what shall be placed by hand, or None."""

    MODE: ClassVar[str] = "TRIAGE"

    DEFAULT_CSS = """
    TriageScreen {
        align: center middle;
        background: $background 60%;
        & > Vertical {
            width: 100%;
            max-width: 140;
            height: 100%;
            max-height: 40;
            padding: 1 1;
            background: $raised;
        }
        & Row { margin: 0 1; }
        & .triage--about { margin: 0 1 1 1; }
        & .triage--foot { margin: 1 1 0 1; }
        & Container { layout: horizontal; height: 1fr; }
        &.-narrow Container { layout: vertical; }
    }
    """

    def __init__(self, triage: Triage, colour_of: Callable[[Highlight], str]) -> None:
        super().__init__()
        self._triage, self._colour_of = triage, colour_of
        self._decisions = {"enter": triage.accept, "o": triage.keep_orphan, "u": triage.undo}
        self._head, self._about, self._foot = Row(), Row(), Row()
        self._before, self._now = ContextPane("Before"), ContextPane("Now")
        self.message = ""

    @property
    def contexts(self) -> tuple[ContextPane, ContextPane]:
        """The texts before and now."""
        return self._before, self._now

    def compose(self) -> ComposeResult:
        """Set both texts between what is decided and what is said."""
        with Vertical():
            yield self._head
            yield self._about.add_class("triage--about")
            with Container():
                yield self._before
                yield self._now
            yield self._foot.add_class("triage--foot")

    def on_mount(self) -> None:
        """Show the first passage."""
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        """Set the texts under each other where they would be too narrow."""
        self.set_class(event.size.width < _NARROW, "-narrow")

    def _show(self) -> None:
        highlight = self._triage.current
        if highlight is None:
            return
        colour = self._colour_of(highlight)
        before: Context | None = None
        now: Context | None = None
        try:
            before, ahead = self._triage.before(), self._triage.ahead()
            now = None if ahead else self._triage.now()
            if ahead:
                self._align(highlight, ahead)
        except ReaderError as error:
            self._say(str(error), error=True)
        self._before.show(before, colour)
        self._now.show(now, colour)
        place = highlight.end > highlight.start
        hint = f"{'enter accepts · ' * place}e by hand · o orphan · n p · esc"
        count: Part = (f"{self._triage.number} of {len(self._triage)}  ", "")
        self._head.show(
            [("Triage  ", "row--accent"), count, (stated(highlight.anchor), "row--accent")],
            [(hint, "row--faint")],
        )
        tags = "".join(f"  #{tag}" for tag in highlight.tags)
        note = f"  {highlight.note}" if highlight.note else ""
        self._about.show([(self._triage.title(), "row--dim"), (tags, tint(colour)), (note, "row--quiet")])
        if not self.message:
            self._foot.show([(SAYS.get(highlight.anchor, ""), "row--dim")])

    def _align(self, highlight: Highlight, ahead: Callable[[], object]) -> None:
        """Do what takes long in a thread, then show the passage whole, if it still is the current one."""

        def done() -> None:
            if self.is_attached and self._triage.current == highlight:
                self._show()

        def work() -> None:
            ahead()
            self.app.call_from_thread(done)

        self.run_worker(work, thread=True, exclusive=True, exit_on_error=False)

    def _say(self, message: str, *, error: bool = False) -> None:
        self.message = message
        self._foot.show([(message, "row--warning" if error else "")])

    def on_key(self, event: events.Key) -> None:
        """Decide, go on, or leave."""
        event.stop()
        event.prevent_default()
        key = event.key
        self.message = ""
        if key in ("escape", "q"):
            self.dismiss(None)
        elif key == "e":
            self._by_hand()
        elif key in _STEPS:
            self._triage.step(_STEPS[key])
            self._show()
        elif key in self._decisions:
            self._decide(self._decisions[key])

    def _by_hand(self) -> None:
        highlight = self._triage.current
        if highlight is None:
            return
        try:
            now = self._triage.now()
        except ReaderError as error:
            self._say(str(error), error=True)
            return
        self.dismiss(Placing(highlight, now.start, now.end))

    def _decide(self, decide: Callable[[], str]) -> None:
        try:
            self._say(decide())
        except ReaderError as error:
            self._say(str(error), error=True)
        if self._triage.current is None:
            self.dismiss(None)
        else:
            self._show()
