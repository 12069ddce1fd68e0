"""The terminal between the first text and Textual: taken early, handed over as it stands.

Textual enters the alternate screen, which clears it, and gives the terminal back as it found it. A terminal
that is painted already must be entered once only, and must be given back as *we* found it;
`ui/terminal/driver.py` sees to both, and a test there fails when Textual does it otherwise. Until then keys
wait in the terminal, unread: without echo, lines, signals and flow control, just as Textual will have it, so
that what is typed early acts in its order, ctrl+c, ctrl+q and ctrl+s too.
"""

from __future__ import annotations

import os
import signal
import sys

from reader.early.record import Asked, find

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from types import FrameType
    from typing import Any

    from reader.early.record import Run

ENTER = "\x1b[?1049h"  # the alternate screen
#: No cursor, no wrapping of lines; what is pasted comes between marks.
_PREPARE = "\x1b[?25l\x1b[?7l\x1b[?2004h"
_LEAVE = b"\x1b[?2004l\x1b[?7h\x1b[?1049l\x1b[?25h"


class Taken:
    """A terminal that is painted and waits for Textual. `modes` are those that it had before."""

    def __init__(self, screen: bytes) -> None:
        self._screen, self.held = screen, False
        self.modes: list[Any] | None = None
        self._before: dict[int, Any] = {}
        self._painting, self._waits = False, 0  # a signal that came in the middle of a sequence

    def take(self) -> None:
        """Make keys wait and paint the screen. Raises OSError or termios.error."""
        import termios

        self.modes = termios.tcgetattr(0)
        self.held = True
        self._before = {
            number: signal.signal(number, act)
            for number, act in (
                (signal.SIGTERM, self._leave),
                (signal.SIGHUP, self._leave),
                (signal.SIGTSTP, self._stop),
            )
        }
        termios.tcsetattr(0, termios.TCSANOW, waiting(termios.tcgetattr(0)))
        self._painting = True
        try:
            _write(self._screen)
        finally:
            self._painting = False
        if self._waits:
            self._leave(self._waits, None)

    def give_back(self) -> None:
        """Leave the terminal as it was before, unless it was handed over."""
        if not self.held:
            return
        import termios

        self._let_go()
        try:
            termios.tcsetattr(0, termios.TCSANOW, self.modes or [])
            _write(_LEAVE)
        except (OSError, termios.error):
            return  # it is gone

    def hand_over(self) -> None:
        """Note that another has the terminal now, and gives it back."""
        if self.held:
            self._let_go()

    def _let_go(self) -> None:
        self.held = False
        for number, act in self._before.items():
            if signal.getsignal(number) in (self._leave, self._stop):
                signal.signal(number, act)

    def _leave(self, number: int, _frame: FrameType | None) -> None:
        """End; the first time not before the screen is written, for a terminal may have half a sequence."""
        if self._painting and not self._waits:
            self._waits = number
            return
        self.give_back()
        raise SystemExit(128 + number)

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        """Stop as a program without a screen does; paint again when one comes back."""
        if self._painting:
            return  # it comes before anything is to be seen: the key can be pressed again
        self.give_back()
        os.kill(os.getpid(), signal.SIGSTOP)
        self.take()


#: The one terminal of this process, where it was painted early.
_taken: list[Taken] = []


def taken() -> Taken | None:
    """Return the terminal that was painted early, until it is given back or handed over."""
    return _taken[0] if _taken and _taken[0].held else None


def paint(words: Sequence[str], is_command: Callable[[str], bool]) -> None:
    """Paint the first screen of a command line, where it is known; else, and at any fault, do nothing."""
    try:
        asked = Asked.of(words)
        if asked is None or asked.quiet or not is_wanted():
            return
        record = find(asked, size())
        if record is None or not record.stands():
            return
        if asked.word and is_command(asked.word):
            return
        layers = [layer for layer in record.layers if layer.holds()]
        if layers and layers[0] is record.layers[0]:  # the text; what stands around it may come later
            del _taken[:]
            _taken.append(Taken(ansi(run for layer in layers for run in layer.runs).encode()))
            _taken[0].take()
    except Exception:  # whatever it is: the start proper says it better
        give_back()


def give_back() -> None:
    """Leave a terminal that was painted early as it was before."""
    if terminal := taken():
        terminal.give_back()


def waiting(modes: list[Any]) -> list[Any]:
    """Return a terminal's modes with those that make keys wait, as Textual has them."""
    import termios

    modes[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    modes[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    modes[6][termios.VMIN] = 1
    return modes


def ansi(runs: Iterable[Run]) -> str:
    """Write runs for a terminal, each closed, behind what prepares the screen."""
    painted = (f"\x1b[{run.y + 1};{run.x + 1}H\x1b[{run.look}m{run.text}\x1b[0m" for run in runs)
    return f"{ENTER}{_PREPARE}{''.join(painted)}"


def is_wanted() -> bool:
    """Tell whether there is a terminal that is to be painted in colours."""
    if "NO_COLOR" in os.environ or os.environ.get("TERM", "dumb") in ("", "dumb") or os.name != "posix":
        return False
    return all(os.isatty(number) for number in (0, 1, 2))


def size() -> tuple[int, int]:
    """Return the terminal's columns and rows; none where there is none, or the environment says others."""
    try:
        columns, rows = os.get_terminal_size(1)
    except OSError:
        return 0, 0
    said = [os.environ.get("COLUMNS") or str(columns), os.environ.get("LINES") or str(rows)]
    return (columns, rows) if said == [str(columns), str(rows)] else (0, 0)


def _write(data: bytes) -> None:
    sys.stderr.flush()
    while data:
        data = data[os.write(2, data) :]
