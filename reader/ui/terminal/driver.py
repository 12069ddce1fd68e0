"""The terminal's end: what comes from it is taken apart safely, and it gets back the modes it had.

This is the one module that uses Textual's parser of keys, which it keeps to itself. In a paste Textual 8.2
takes what follows an ESC for keys, so that a pasted text can run commands. Bytes that are no UTF-8 end its
program, as does a terminal that is gone. After a SIGCONT without a suspension the terminal stays raw; after
one behind the program's end, while the library is closed, it is taken again, and there is an error. A key
esc is seen after up to 100 ms, a key typed while the screen is entered is echoed to it, each frame is handed
to the writing thread in three parts (see `output`), each key to the app in a task of its own.
"""

from __future__ import annotations

import asyncio
import os
import select
import signal
import termios
import threading
from codecs import getincrementaldecoder
from typing import TYPE_CHECKING, cast

from textual import constants, events
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size

from reader.early.terminal import ENTER, size, taken, waiting
from reader.ui.terminal.output import Output

if TYPE_CHECKING:
    from collections.abc import Iterable
    from io import TextIOWrapper
    from typing import Any

    from textual.message import Message

    from reader.ui.terminal.guarded import GuardedApp

_ESC = BRACKETED_PASTE_END[0]
_WAIT = 0.1  # seconds until it is looked whether the program ends
_CHUNK = 4096  # bytes
_MOST_KNOWN = 500  # keys


class PlainPastes:
    """Takes every ESC out of bracketed pastes, in a stream that comes in pieces.

    A paste ends at the first end mark: that its text holds none is for the terminal to see to.
    """

    def __init__(self) -> None:
        self.inside = False
        self._tail = ""  # outside, what may have begun a start mark and was passed on; inside, what was held

    def feed(self, text: str) -> str:
        """Return the next piece of the stream, as far as it is certain."""
        passed: list[str] = []
        text, start = self._tail + text, len(self._tail)
        if self.inside:
            start = 0
        while True:
            mark = BRACKETED_PASTE_END if self.inside else BRACKETED_PASTE_START
            found = text.find(mark)
            if found < 0:
                break
            end = found + len(mark)
            passed.append(self._plain(text[:found]) + mark if self.inside else text[start:end])
            text, start, self.inside = text[end:], 0, not self.inside
        self._tail = _beginning(text, mark)
        if self.inside:
            passed.append(self._plain(text[: len(text) - len(self._tail)]))
        else:
            passed.append(text[start:])
        return "".join(passed)

    @staticmethod
    def _plain(text: str) -> str:
        return text.replace(_ESC, "")


def _beginning(text: str, mark: str) -> str:
    """Return the longest end of a text, shorter than the mark, that the mark begins with."""
    return next((mark[:n] for n in range(len(mark) - 1, 0, -1) if text.endswith(mark[:n])), "")


def _as_typed(message: Message) -> Message:
    """Return a key enter for the line feed that a terminal made of it before its modes were changed."""
    is_line_feed = isinstance(message, events.Key) and message.character == "\n"
    return events.Key("enter", "\r") if is_line_feed else message


class Keys:
    """Takes apart what a terminal sends; what a key sent once is not taken apart again."""

    def __init__(self) -> None:
        self._parser, self._pastes = XTermParser(), PlainPastes()
        self._known: dict[str, tuple[str, str | None]] = {}  # what a key sent: the key, and its character

    def feed(self, text: str) -> list[Message]:
        """Return what a piece of the stream, as it came, brings."""
        settled = self._is_settled()
        text = self._pastes.feed(text)
        if settled and (known := self._known.get(text)):
            return [events.Key(*known)]
        found = [*map(_as_typed, self._parser.feed(text))] if text else []  # an empty piece would end all
        alone = len(found) == 1 and text.rfind(_ESC) < 1 and len(self._known) < _MOST_KNOWN
        if settled and alone and isinstance(found[0], events.Key) and self._is_settled():
            self._known[text] = found[0].key, found[0].character
        return found

    def tick(self) -> Iterable[Message]:
        """Return what a piece that nothing followed was."""
        return self._parser.tick()

    def _is_settled(self) -> bool:
        """Tell whether what comes next begins anew: no sequence is begun, nothing is being pasted."""
        return self._parser._timeout_time is None and not self._pastes.inside


class SafeDriver(LinuxDriver):
    """Reads the terminal so that no input can end the program or be taken for what it is not."""

    _taken = _was_taken = False
    _comes_back = False  # from where it was suspended
    _continued = _takes_again = False  # a signal said so; it is at it
    _entered = False  # the alternate screen, by the early start
    _frame: list[str] | None = None  # what of a frame was written so far
    _output: Output | None = None

    def write(self, data: str) -> None:
        """Write to the terminal; a frame goes out when it is whole, in one piece.

        A screen that is painted already is not entered, and so cleared, again.
        """
        if self._entered and data == ENTER:
            self._entered = False
            return
        if data == SYNC_START:
            self._frame = []
        if self._frame is None:
            self._give(data)
            return
        self._frame.append(data)
        if data == SYNC_END:
            whole, self._frame = "".join(self._frame), None
            self._give(whole)

    def _give(self, data: str) -> None:
        if self._output is None or not self._output.offer(data):
            super().write(data)  # to the thread

    def send_message(self, message: Message) -> None:
        """Give what was typed to the app, without a task for each key."""
        self._loop.call_soon_threadsafe(self._app.post_message, message)

    def run_input_thread(self) -> None:
        """Pass on what is typed and pasted until the program leaves the terminal, or that hangs up."""
        keys = Keys()
        decoder = getincrementaldecoder("utf-8")("replace")
        wait = _WAIT
        while not self.exit_event.is_set():
            if not select.select([self.fileno], [], [], wait)[0]:
                wait = _WAIT
            else:
                wait = constants.ESCAPE_DELAY  # then an ESC at the end was a key of its own
                data = self._read()
                if not data:
                    signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGHUP)
                    return
                for message in keys.feed(decoder.decode(data)):
                    self.process_message(message)
            for message in keys.tick():
                self.process_message(message)

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, _CHUNK)
        except OSError:  # so Linux says that the other end of a terminal was closed
            return b""

    def start_application_mode(self) -> None:
        """Take the terminal; one that was taken is given back first, for its modes may have been changed."""
        if self._taken:
            self.suspend_application_mode()
        if self._output is None:
            self._output = Output(self._file.fileno() if self._file else 2)
            self._file = cast("TextIOWrapper", self._output)  # what the writing thread writes to
        early, told = taken(), self._get_terminal_size()
        self._entered = early is not None
        modes = early.modes if early else self._make_keys_wait()
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual gives it no types
        self.attrs_before = modes
        signal.signal(signal.SIGWINCH, self._note_size)
        if early:
            early.hand_over()
        # Textual tells the size by a task, of which a newer size may be told before: this one is behind it
        asyncio.run_coroutine_threadsafe(self._tell_a_change(told), self._loop)
        if self._was_taken:  # the screen that is entered again is empty
            self._loop.call_soon_threadsafe(self._app.call_later, self._paint_anew)
        self._taken = self._was_taken = True
        self._comes_back = False

    async def _tell_a_change(self, told: tuple[int, int]) -> None:
        if self._get_terminal_size() != told:
            self._tell_size()

    def _paint_anew(self) -> None:
        cast("GuardedApp", self._app).paint_anew()
        self._app.refresh()

    def suspend_application_mode(self) -> None:
        """Give the terminal back for a while."""
        self._comes_back = True
        super().suspend_application_mode()

    def _sigtstp_application(self, *_: object) -> None:
        """Give back what was taken, and stop."""
        if self._taken:
            super()._sigtstp_application()
        else:
            os.kill(os.getpid(), signal.SIGSTOP)

    def _sigcont_application(self, *_: object) -> None:
        """Take the terminal again, unless it was given back for good.

        Of signals that come while it does so, it does it once more: within itself it would keep as the modes
        of before those that it sets.
        """
        self._continued = True
        if self._takes_again:
            return
        self._takes_again = True
        while self._continued:
            self._continued = False
            if self._taken or self._comes_back:
                super()._sigcont_application()
        self._takes_again = False

    def _note_size(self, *_: object) -> None:
        """Let the size be told when it is its turn.

        Textual asks for it in the signal's handler, which the next may interrupt: the older size came last.
        """
        self._loop.call_soon_threadsafe(self._tell_size)

    def _tell_size(self) -> None:
        size = Size(*self._get_terminal_size())
        self._app.post_message(events.Resize(size, size))

    def _get_terminal_size(self) -> tuple[int, int]:
        """Return columns and rows; Textual loads what asks for them, which takes a millisecond."""
        columns, rows = size()
        return (columns, rows) if columns and rows else super()._get_terminal_size()

    def _make_keys_wait(self) -> list[Any] | None:
        """Return the terminal's modes, and set Textual's already; it does so behind entering its screen."""
        try:
            modes = termios.tcgetattr(self.fileno)
            termios.tcsetattr(self.fileno, termios.TCSANOW, waiting(termios.tcgetattr(self.fileno)))
        except termios.error:
            return None
        return modes

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        self._taken = False
        super().stop_application_mode()
