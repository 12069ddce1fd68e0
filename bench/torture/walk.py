"""Goes over the screens of a program in a terminal, by their keys, without drawing them.

To draw what a program writes takes a test longer than the program itself: only the status line is read, by
where it is written.
"""

import os
import re
import select
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Self

from tests.e2e.monkey import HOME
from tests.support.keys import NAMES
from tests.support.terminal import PATIENCE, Terminal

Keys = tuple[str, ...]
_FRAME_END = b"\x1b[?2026l"
_MOVE, _STYLE = re.compile(rb"\x1b\[\d+;\d+H|\x1b\[\?"), re.compile(rb"\x1b\[[\d;]*m")
_MOST_WAIT, _SOON = 0.4, 0.03  # seconds: for a frame, and for the next behind it
_MOST_LAYERS = 12  # each left by esc
_SURE = 3  # keys after which it is looked closely: the status line may have been written in parts


@dataclass
class Seen:
    """What was seen: visits of each scene, and those that painted; bytes judged; what was wrong."""

    visits: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    articles: int = 0
    size: int = 0
    faults: list[str] = field(default_factory=list)

    def __iadd__(self, other: Self) -> Self:
        self.visits += other.visits
        self.changed += other.changed
        self.articles += other.articles
        self.size += other.size
        self.faults += other.faults
        return self


class Undrawn(Terminal):
    """A terminal whose screen is drawn only when it is asked for."""

    _drawn = 0  # bytes of what was written

    def frame(self) -> bool:
        """Wait until a frame is painted and none follows at once; tell whether there was one."""
        seen, deadline = len(self.raw), time.monotonic() + _MOST_WAIT
        while self._pump(deadline if self.raw.find(_FRAME_END, seen) < 0 else time.monotonic() + _SOON):
            if self.ended:
                break
        return self.raw.find(_FRAME_END, seen) >= 0

    def words(self, *, drawn: bool = False) -> list[str]:
        """Return the first words of the status line: as it was written last, or as it is `drawn`."""
        if drawn:
            return self.drawn().rpartition("\n")[2].split()[:2]
        start = self.raw.rfind(b"\x1b[%d;1H" % self.rows)
        row = _MOVE.split(bytes(self.raw[start + 1 : start + 4000]), maxsplit=1)[0] if start >= 0 else b""
        return _STYLE.sub(b"", row.partition(b"H")[2]).decode("utf-8", "replace").split()[:2]

    def drawn(self) -> str:
        """Draw what was written since the last time, and give the screen as one string."""
        self._reader.feed(bytes(self.raw[self._drawn :]), final=self._ended)
        self._drawn = len(self.raw)
        return self.text()

    def _pump(self, deadline: float) -> bool:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([self._master], [], [], left)[0]:
            return False
        try:
            data = os.read(self._master, 1 << 20)
        except OSError:  # the far end was closed
            data = b""
        self._ended = not data
        self.raw += data
        self._answer()
        return True


class Walk:
    """Goes from scene to scene of one program."""

    def __init__(self, terminal: Undrawn, seen: Seen) -> None:
        self.terminal, self._seen = terminal, seen
        self._steps: list[tuple[int, str]] = []  # where in what was written each scene begins

    def begin(self, pane: str) -> None:
        """Wait for the first screen."""
        deadline = time.monotonic() + PATIENCE
        while pane not in self.terminal.words():
            self.terminal.frame()
            if self.terminal.ended or time.monotonic() > deadline:
                raise AssertionError(f"no {pane}\n{self.terminal.drawn()}")

    def press(self, key: str) -> bool:
        """Press a key; wait until something is painted; tell whether it was."""
        if key in NAMES or key.startswith("ctrl+"):
            self.terminal.send(key)
        else:
            self.terminal.type(key)
        return self.terminal.frame()

    def home(self) -> None:
        """Leave whatever is open, by esc."""
        for turn in range(_MOST_LAYERS):
            words = self.terminal.words(drawn=turn > _SURE)
            if self.terminal.ended or any(word in HOME for word in words):
                return
            self.press("esc")
        raise AssertionError(f"esc leads nowhere\n{self.terminal.drawn()}")

    def to(self, *panes: str) -> None:
        """Go to a pane, by tab; a mode of the text is left first."""
        for turn in range(_MOST_LAYERS):
            self.home()
            words = self.terminal.words(drawn=turn > _SURE)
            if any(pane in words for pane in panes):
                return
            in_a_pane = any(pane in words for pane in ("LIST", "READ", "SIDEBAR", "HIGHLIGHTS"))
            self.press("tab" if in_a_pane else "esc")
        raise AssertionError(f"no way to {panes}\n{self.terminal.drawn()}")

    def go(self, scene: str, keys: Keys, on: str = "", times: int = 0) -> None:
        """Go to a scene and back; there press `on` until nothing more is painted, or so many times."""
        self._steps.append((len(self.terminal.raw), scene))
        changed = [self.press(key) for key in keys]
        if on:
            self.terminal.rest()
        while on and times > 0 and self.press(on):
            times -= 1
        self._seen.visits[scene] += 1
        self._seen.changed[scene] += any(changed)
        if self.terminal.ended:
            raise AssertionError("the program ended")
        self.home()

    def scene_at(self, offset: int) -> str:
        """Return the scene in which a byte was written."""
        return next((name for start, name in reversed(self._steps) if start <= offset), "the start")
