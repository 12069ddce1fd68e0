"""A list over the panes, where a key does something to the chosen row and the list stays."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from reader.model import ReaderError
from reader.tuples import NamedTuple
from reader.ui.screens.popup import Popup
from reader.ui.widgets.bar import bar
from reader.ui.widgets.lines import Line, Lines
from reader.ui.widgets.painted import Nothing

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Mapping, Sequence

    from textual import events
    from textual.widget import Widget

MOVES = {"down": 1, "j": 1, "up": -1, "k": -1}
PAGES = {"pagedown": 1, "space": 1, "ctrl+d": 1, "pageup": -1, "ctrl+u": -1}
ENDS = {"home": 0, "g": 0, "end": -1, "G": -1}


def go_about(lines: Lines, key: str) -> bool:
    """Go about in a list as everywhere; False where the key means nothing there."""
    if key in MOVES:
        lines.move(MOVES[key])
    elif key in PAGES:
        lines.page(PAGES[key])
    elif key in ENDS:
        lines.go(ENDS[key] and lines.count)
    return key in MOVES or key in PAGES or key in ENDS


class Far(NamedTuple):
    """How far something is that takes its time, in words too; whether esc stops it here."""

    done: int
    total: int
    words: str
    rests: bool = False


if TYPE_CHECKING:
    Pieces = Generator[Far, None, str]


class RowsScreen(Popup[None]):
    """Shows what `fetch` returns, fetched in a thread; `keys` do something to the row of a number.

    A function of `keys` returns what to say, or does its work piece by piece behind a bar and returns it
    then; after that the rows are fetched anew.
    """

    def __init__(
        self,
        title: str,
        hints: Sequence[str],
        empty: str,
        fetch: Callable[[], Sequence[Line]],
        keys: Mapping[str, Callable[[int], str | Pieces]],
    ) -> None:
        super().__init__()
        self.MODE = title.upper()  # type: ignore[misc]  # one class for several lists
        self._heading, self._hints = title, hints
        self._fetch, self._keys = fetch, keys
        self._lines = Lines(Nothing(empty))
        self._most_rows = 0
        self._working = self._stopped = False

    @property
    def lines(self) -> Lines:
        """The rows shown."""
        return self._lines

    def middle(self) -> Iterable[Widget]:
        """Return the rows."""
        return (self._lines,)

    def on_mount(self) -> None:
        """Look for the rows."""
        self._tell()
        self._look()

    def _tell(self) -> None:
        count = f"{self._lines.count:,}" if self._lines.lines else ""
        hints = self._hints if self._lines.lines else self._hints[-1:]
        self.entitle(self._heading, [(count, "row--dim")], hints=hints)

    def _look(self) -> None:
        self.run_worker(self._fetched, thread=True, exclusive=True)

    def _fetched(self) -> None:
        lines: Sequence[Line] = []
        try:
            lines = self._fetch()
        except ReaderError as error:
            self.app.call_from_thread(self.say, str(error), error=True)
        self.app.call_from_thread(self._show, lines)

    def _show(self, lines: Sequence[Line]) -> None:
        self._lines.show(lines)
        self._tell()
        self.fit(*self.size)

    def share_rows(self, width: int, most: int) -> int:
        """Take as many rows as there ever were: it does not shrink while one takes out of it."""
        self._most_rows = max(self._most_rows, self._lines.count)
        return self._most_rows

    def on_key(self, event: events.Key) -> None:
        """Move, do something to the row, or close."""
        event.stop()
        event.prevent_default()
        key, lines = event.key, self._lines
        if self._working:
            self._stopped = self._stopped or key == "escape"
        elif key in ("escape", "q"):
            self.dismiss(None)
        elif key in self._keys and lines.lines:
            self._do(self._keys[key])
        else:
            go_about(lines, key)

    def _do(self, does: Callable[[int], str | Pieces]) -> None:
        self.say("")
        try:
            said = does(self._lines.chosen)
        except ReaderError as error:
            self.say(str(error), error=True)
        else:
            if not isinstance(said, str):
                self._working, self._stopped = True, False
                self.run_worker(self._in_pieces(said), group="pieces")
                return
            self.say(said)
        self._look()

    async def _in_pieces(self, pieces: Pieces) -> None:
        """Work while the screen lives on; `esc` stops it where it rests next."""
        try:
            while True:
                far = next(pieces)
                if self._stopped and far.rests:
                    self.say(f"stopped after {far.done:,} of {far.total:,}")
                    break
                self.set_aside([*bar(far.done, far.total), (far.words, "row--dim")])
                await asyncio.sleep(0)
        except StopIteration as end:
            self.say(end.value)
        except ReaderError as error:
            self.say(str(error), error=True)
        finally:
            pieces.close()  # what it does at its end is done now, not when the garbage is collected
            self._working = False
            self.set_aside([])
        self._look()
