"""Deciding on the passages that wait since their text changed: old context beside new."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Container

from reader.model import ReaderError
from reader.tuples import NamedTuple
from reader.ui.lists.triage import SAYS
from reader.ui.reading.states import stated
from reader.ui.screens.popup import INSET, Popup
from reader.ui.widgets.context_pane import ContextPane
from reader.ui.widgets.looks import tint
from reader.ui.widgets.prompt import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual import events
    from textual.widget import Widget

    from reader.model import Highlight
    from reader.ui.lists.triage import Context, Triage

_NARROW = 66  # columns; on fewer the texts stand under each other
_KEYS = "e by hand · o no place · u undo · n next · p previous · esc closes"
_STEPS = {"n": 1, "right": 1, "j": 1, "down": 1, "p": -1, "left": -1, "k": -1, "up": -1}


class Placing(NamedTuple):
    """A passage that a person wants to place by hand, beginning with these bounds."""

    highlight: Highlight
    start: int
    end: int


class TriageScreen(Popup[Placing | None]):
    """Steps through what waits. The result is what shall be placed by hand, or None."""

    MODE: ClassVar[str] = "TRIAGE"

    DEFAULT_CSS = """
    TriageScreen {
        & .triage--about { margin-bottom: 1; }
        & Container { layout: horizontal; height: 1fr; padding: 0 2; }
        & ContextPane { margin-right: 4; }
        & .triage--now { margin-right: 0; }
        &.-narrow Container { layout: vertical; }
    }
    """

    def __init__(
        self, triage: Triage, colour_of: Callable[[Highlight], str], whose: Callable[[Highlight], str]
    ) -> None:
        super().__init__(wide=True)
        self._triage, self._colour_of, self._whose = triage, colour_of, whose
        self._decisions = {
            "enter": triage.accept,
            "o": triage.keep_orphan,
            "u": triage.undo,
            "U": triage.redo,
            "ctrl+r": triage.redo,
        }
        self._about = Row(inset=INSET).add_class("triage--about")
        self._before, self._now = ContextPane("Before"), ContextPane("Now").add_class("triage--now")

    @property
    def contexts(self) -> tuple[ContextPane, ContextPane]:
        """The texts before and now."""
        return self._before, self._now

    def middle(self) -> Iterable[Widget]:
        """Return both texts, with what is decided over them."""
        return self._about, Container(self._before, self._now)

    def on_mount(self) -> None:
        """Show the first passage."""
        self._show()

    def share_rows(self, width: int, most: int) -> None:
        """Set the texts under each other where they would be too narrow."""
        self.set_class(width < _NARROW, "-narrow")

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
            self.say(str(error), error=True)
        self._before.show(before, colour)
        self._now.show(now, colour)
        place = highlight.end > highlight.start
        accepts = "enter accepts · " * place
        self.entitle(
            "Waiting",
            [(f"{self._triage.number} of {len(self._triage)}", "row--dim")],
            hints=[
                f"{accepts}{_KEYS}",
                f"{accepts}e by hand · o no place · n next · ? keys",
                f"{accepts}e by hand · o no place · ? keys",
                "esc closes",
            ],
        )
        whose = self._whose(highlight)
        by = f"  {whose}'s" if whose else ""
        tags = "".join(f"  #{tag}" for tag in highlight.tags)
        note = f"  {highlight.note}" if highlight.note else ""
        self._about.show(
            [
                (stated(highlight.anchor), "row--accent"),
                (f": {SAYS[highlight.anchor]}" if highlight.anchor in SAYS else "", "row--dim"),
                (by, "row--accent"),
                (tags, tint(colour)),
                (note, "row--quiet"),
            ]
        )
        self.set_aside([(self._triage.title(), "row--dim")])

    def _align(self, highlight: Highlight, ahead: Callable[[], object]) -> None:
        """Do what takes long in a thread, then show the passage whole, if it still is the current one."""

        def done() -> None:
            if self.is_attached and self._triage.current == highlight:
                self._show()

        def work() -> None:
            ahead()
            self.app.call_from_thread(done)

        self.run_worker(work, thread=True, exclusive=True, exit_on_error=False)

    def on_key(self, event: events.Key) -> None:
        """Decide, go on, or leave."""
        event.stop()
        event.prevent_default()
        key = event.key
        self.say("")
        if key in ("escape", "q"):
            self.dismiss(None)
        elif key == "e":
            self._by_hand()
        elif key == "question_mark":
            self.say(f"enter accepts · {_KEYS}")
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
            self.say(str(error), error=True)
            return
        self.dismiss(Placing(highlight, now.start, now.end))

    def _decide(self, decide: Callable[[], str]) -> None:
        try:
            self.say(decide())
        except ReaderError as error:
            self.say(str(error), error=True)
        if self._triage.current is None:
            self.dismiss(None)
        else:
            self._show()
