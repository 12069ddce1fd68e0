"""What was said, over the panes: each sentence in full, with its time, the last first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from reader.ui.screens.popup import Popup
from reader.ui.screens.rows import go_about
from reader.ui.widgets.folding import fold
from reader.ui.widgets.lines import Line, Lines
from reader.ui.widgets.painted import Nothing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual import events
    from textual.widget import Widget

    from reader.ui.said import Sentence

_TIME = 10  # cells of the time and what parts it from the sentence
_AROUND = 8  # cells beside what a row holds, the sign of an error among them
_MOST = 12  # rows of a sentence


class SaidScreen(Popup[None]):
    """Lists sentences; `copy` takes one, and returns what to say."""

    MODE: ClassVar[str] = "MESSAGES"

    def __init__(self, sentences: Sequence[Sentence], copy: Callable[[str], str]) -> None:
        super().__init__()
        self._sentences, self._copy = sentences, copy
        self._list = Lines(Nothing("Nothing was said yet"), [])
        self._of: list[Sentence] = []  # the sentence of each row

    @property
    def lines(self) -> Lines:
        """The rows shown."""
        return self._list

    def middle(self) -> Iterable[Widget]:
        """Return the rows."""
        return (self._list,)

    def on_mount(self) -> None:
        """Say how many there are."""
        count = f"{len(self._sentences):,}" if self._sentences else ""
        hints = ("y copies · esc closes", "esc closes") if self._sentences else ("esc closes",)
        self.entitle("Messages", [(count, "row--dim")], hints=hints)

    def share_rows(self, width: int, most: int) -> int:
        """Fold each sentence into the width."""
        lines: list[Line] = []
        self._of = []
        for sentence in self._sentences:
            look = "row--warning" if sentence.error else ""
            sign = "! " if sentence.error else "  "
            for number, row in enumerate(fold(sentence.text, max(8, width - _TIME - _AROUND), _MOST)):
                at, sign = (f"{sentence.at:{_TIME}}", sign) if not number else (" " * _TIME, "  ")
                lines.append(Line(((at, "row--dim"), (f"{sign}{row}", look))))
                self._of.append(sentence)
        self._list.show(lines)
        return len(lines)

    def on_key(self, event: events.Key) -> None:
        """Move, copy, or close."""
        event.stop()
        event.prevent_default()
        if event.key in ("escape", "q"):
            self.dismiss(None)
        elif event.key == "y" and self._of:
            self.say(self._copy(self._of[self._list.chosen].text))
        else:
            go_about(self._list, event.key)
