"""Run a program in a real pseudo-terminal, type at it and read its screen."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.support.keys import key_bytes, mouse_bytes, paste_bytes
from tests.support.screen import Cell, ScreenReader

#: Seconds that a wait may take: far more than is ever needed, so that a busy machine fails nothing.
PATIENCE = 60.0
_A_MOMENT = 0.25
_NEXT_TO_NOTHING = 2  # hundredths of a second of work in a moment

_QUERY = re.compile(rb"\x1b\[(?:\?(\d+)\$p|6n|0?c)")
_LONGEST_QUERY = 16
_SYNCHRONISED = b"2026"
_KITTY_ON = re.compile(rb"\x1b\[>\d+u")
_DROPPED_VARIABLES = (
    "TEXTUAL",
    "PYTHON",
    "READER_",
    "COLUMNS",
    "LINES",
    "NO_COLOR",
    "FORCE_COLOR",
    "TERM_PROGRAM",
    "TMUX",
    "STY",
    "KONSOLE_VERSION",
    "VTE_VERSION",
)

Expected = str | Callable[[list[str]], bool]


class Terminal:
    """A program in a pty of `cols` by `rows` cells, with its screen and every byte that it wrote.

    Answers the questions a terminal is asked at the start; of the modes asked for it knows only synchronised
    output. Use as a context manager: leaving kills the program if it still runs.
    """

    def __init__(
        self,
        argv: Sequence[str | Path],
        *,
        cols: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        self.cols, self.rows = cols, rows
        self.raw = bytearray()
        self._reader = ScreenReader(cols, rows)
        self._answered = 0
        self._ended = False
        self._master, follower = pty.openpty()
        self._set_size()
        try:
            self._process = subprocess.Popen(
                [str(part) for part in argv],
                stdin=follower,
                stdout=follower,
                stderr=follower,
                cwd=cwd,
                env=_environment(env or {}),
                start_new_session=True,
                preexec_fn=_take_terminal,  # noqa: PLW1509 - one ioctl, no lock can be held
            )
        except OSError:
            os.close(self._master)
            raise
        finally:
            os.close(follower)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """Give the program's process id."""
        return self._process.pid

    @property
    def kitty(self) -> bool:
        """Tell whether the program has asked for the kitty keyboard protocol."""
        return _KITTY_ON.search(self.raw) is not None

    def send(self, *keys: str) -> None:
        """Press keys, by name ("enter", "esc", "ctrl+s") or as literal text."""
        for key in keys:
            self._write(key_bytes(key, kitty=self.kitty))

    def type(self, text: str) -> None:
        """Type text as it stands, also when it spells a key's name."""
        self._write(text.encode())

    def write(self, data: bytes) -> None:
        """Send bytes as they are."""
        self._write(data)

    def paste(self, text: str) -> None:
        """Paste text (bracketed)."""
        self._write(paste_bytes(text))

    def click(self, x: int, y: int, *, button: int = 0) -> None:
        """Press and let go a mouse button (0 left, 2 right) on a cell, counted from 0."""
        self._write(mouse_bytes(button, x, y) + mouse_bytes(button, x, y, released=True))

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Drag with the left button from one cell to another."""
        self._write(mouse_bytes(0, *start) + mouse_bytes(32, *end) + mouse_bytes(0, *end, released=True))

    def wheel(self, x: int, y: int, notches: int) -> None:
        """Turn the wheel over a cell; positive notches go down."""
        self._write(mouse_bytes(65 if notches > 0 else 64, x, y) * abs(notches))

    def resize(self, cols: int, rows: int) -> None:
        """Change the window's size; the program is told by SIGWINCH."""
        self.cols, self.rows = cols, rows
        self._reader.resize(cols, rows)
        self._set_size()

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        self._process.send_signal(number)

    def hang_up(self) -> None:
        """Go away, as a window that is closed does: nothing can be read or written any more."""
        os.close(self._master)
        self._master, self._ended = -1, True

    @property
    def ended(self) -> bool:
        """Tell whether the program has let go of the terminal, as far as was read."""
        return self._ended

    @property
    def modes(self) -> tuple[int, int, int]:
        """Give the line discipline's flags: of input, of output and of echo, lines and signals."""
        flags = termios.tcgetattr(self._master)
        return int(flags[0]), int(flags[1]), int(flags[3])

    @property
    def stopped(self) -> bool:
        """Tell whether the program is stopped, as by ctrl+z; asks the system, and does not wait."""
        try:
            return os.waitid(os.P_PID, self.pid, os.WSTOPPED | os.WNOHANG | os.WNOWAIT) is not None
        except ChildProcessError:  # it has ended, and was asked how
            return False

    def wait_stopped(self, timeout: float = PATIENCE) -> None:
        """Wait until the program is stopped, reading what it writes."""
        __tracebackhide__ = True
        deadline = time.monotonic() + timeout
        while not self.stopped:
            self._pump(min(deadline, time.monotonic() + 0.05))
            if time.monotonic() > deadline or self._ended:
                raise AssertionError(self._complaint("is not stopped"))

    def wait_for(self, expected: Expected, timeout: float = PATIENCE) -> list[str]:
        """Wait until text stands on the screen, or until a predicate of its rows holds; return the rows.

        Raises AssertionError, with the screen, at the deadline or when the program ends before.
        """
        __tracebackhide__ = True
        deadline = time.monotonic() + timeout
        while True:
            rows = self.screen()
            if _holds(expected, rows):
                return rows
            if self._ended:
                raise AssertionError(self._complaint(f"ended before {_name(expected)}"))
            # what is expected may come to hold without a sign of it on the screen
            if not self._pump(min(deadline, time.monotonic() + _A_MOMENT)) and time.monotonic() >= deadline:
                raise AssertionError(self._complaint(f"no {_name(expected)} within {timeout:g} s"))

    def rest(self, timeout: float = PATIENCE) -> bool:
        """Wait until the program neither writes nor works for a moment; tell whether it still runs.

        Raises AssertionError, with the screen, when it never does.
        """
        __tracebackhide__ = True
        deadline = time.monotonic() + timeout
        while not self._ended:
            worked, _ = self._doing()
            if not self._pump(time.monotonic() + _A_MOMENT):
                now, sleeps = self._doing()
                if sleeps and now - worked <= _NEXT_TO_NOTHING:
                    return True
            if time.monotonic() > deadline:
                raise AssertionError(self._complaint(f"does not come to rest within {timeout:g} s"))
        return False

    def _doing(self) -> tuple[int, bool]:
        """Return for how long it has used a processor, in hundredths of a second, and whether it only waits.

        One that waits for the disk, or for others to let it have the processor, does not. Linux tells it.
        """
        worked, sleeps = 0, True
        for thread in Path(f"/proc/{self.pid}/task").glob("*/stat"):
            with contextlib.suppress(OSError):  # it may end meanwhile
                state, *numbers = thread.read_text("ascii", "replace").rpartition(")")[2].split()
                worked += int(numbers[10]) + int(numbers[11])
                sleeps = sleeps and state in "STtZ"
        return worked, sleeps

    def wait_exit(self, timeout: float = PATIENCE) -> int:
        """Wait for the program's end; return its exit status (negative: the signal that ended it)."""
        __tracebackhide__ = True
        deadline = time.monotonic() + timeout
        while not self._ended:
            if not self._pump(deadline):
                raise AssertionError(self._complaint(f"still runs after {timeout:g} s"))
        try:
            return self._process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            raise AssertionError(self._complaint(f"still runs after {timeout:g} s")) from None

    def screen(self) -> list[str]:
        """Give the screen's rows as last drawn whole, without trailing spaces."""
        return self._reader.rows()

    def text(self) -> str:
        """Give the screen as one string, a line a row."""
        return "\n".join(self.screen())

    def cell(self, x: int, y: int) -> Cell:
        """Give one cell with its colours, counted from 0."""
        return self._reader.cell(x, y)

    def find(self, text: str) -> tuple[int, int]:
        """Give the column and row where text stands; raises AssertionError when it does not."""
        __tracebackhide__ = True
        place = self._reader.find(text)
        if place is None:
            raise AssertionError(self._complaint(f"no {text!r} on it"))
        return place

    def close(self) -> None:
        """End the program, with all it started, if it still runs; closing twice is fine."""
        if self._process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        if self._master >= 0:
            os.close(self._master)
            self._master = -1
        self._ended = True

    def _pump(self, deadline: float) -> bool:
        """Read what the program wrote, waiting for it up to the deadline; False when that passed."""
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([self._master], [], [], left)[0]:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:  # Linux reports the far end's closing as an I/O error
            data = b""
        self._ended = not data
        self.raw += data
        self._reader.feed(data, final=self._ended)
        self._answer()
        return True

    def _answer(self) -> None:
        replies = b""
        for query in _QUERY.finditer(bytes(self.raw[self._answered :])):
            replies += _reply(query)
        # a question cut in two by the read is seen again whole, so keep what could be the start of one
        tail = self.raw.rfind(b"\x1b", max(self._answered, len(self.raw) - _LONGEST_QUERY))
        whole = tail < 0 or _QUERY.match(self.raw, tail) is not None
        self._answered = len(self.raw) if whole else tail
        if replies:
            self._write(replies)

    def _write(self, data: bytes) -> None:
        """Write to the program, reading meanwhile what it writes, so that neither waits for the other."""
        deadline = time.monotonic() + PATIENCE
        while data and not self._ended:
            left = max(0.0, deadline - time.monotonic())
            readable, writable, _ = select.select([self._master], [self._master], [], left)
            if not readable and not writable:
                raise AssertionError(self._complaint("takes no input"))
            if writable:
                try:
                    data = data[os.write(self._master, data[:1024]) :]
                except OSError:  # it ended; the next read says so
                    return
            elif not self._pump(deadline):
                raise AssertionError(self._complaint("takes no input"))

    def _set_size(self) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", self.rows, self.cols, 0, 0))

    def _complaint(self, what: str) -> str:
        bar = "-" * self.cols
        return f"{what}; exit status {self._process.poll()}; the screen:\n{bar}\n{self.text()}\n{bar}"


def _reply(query: re.Match[bytes]) -> bytes:
    if mode := query[1]:
        return b"\x1b[?%b;%d$y" % (mode, 2 if mode == _SYNCHRONISED else 0)
    return b"\x1b[1;1R" if query[0].endswith(b"n") else b"\x1b[?62;22c"


def _take_terminal() -> None:
    """Make standard input the controlling terminal, so that /dev/tty and ctrl+z work; runs in the child."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _environment(extra: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_DROPPED_VARIABLES)}
    return kept | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"} | dict(extra)


def _holds(expected: Expected, rows: list[str]) -> bool:
    return any(expected in row for row in rows) if isinstance(expected, str) else expected(rows)


def _name(expected: Expected) -> str:
    return repr(expected) if isinstance(expected, str) else getattr(expected, "__name__", "predicate")
