"""A signal while the first screen is being written: no sequence is cut in the middle."""

from __future__ import annotations

import os
import pty
import signal
from typing import TYPE_CHECKING

import pytest

from reader.early import terminal
from reader.early.terminal import Taken

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bytes]]:
    """Give a terminal for descriptor 0 and keep what is written to it."""
    parts: list[bytes] = []
    master, slave = pty.openpty()
    kept = os.dup(0)
    os.dup2(slave, 0)
    monkeypatch.setattr(terminal, "_write", parts.append)
    handlers = {
        number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGTSTP)
    }
    yield parts
    for number, handler in handlers.items():
        signal.signal(number, handler)
    os.dup2(kept, 0)
    for descriptor in (master, slave, kept):
        os.close(descriptor)


def test_a_signal_waits_until_the_screen_is_written(
    written: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(data: bytes) -> None:
        if not written:
            os.kill(os.getpid(), signal.SIGTERM)
        written.append(data)

    monkeypatch.setattr(terminal, "_write", interrupted)
    with pytest.raises(SystemExit) as ended:
        Taken(b"the screen").take()
    assert ended.value.code == 128 + signal.SIGTERM
    assert written == [b"the screen", terminal._LEAVE]


def test_a_second_signal_does_not_wait_for_a_terminal_that_nobody_reads(
    written: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stuck(data: bytes) -> None:
        if not written:
            written.append(b"half of it")
            for _ in range(2):
                os.kill(os.getpid(), signal.SIGTERM)
            raise AssertionError("it went on")
        written.append(data)

    monkeypatch.setattr(terminal, "_write", stuck)
    with pytest.raises(SystemExit):
        Taken(b"the screen").take()
    assert written == [b"half of it", terminal._LEAVE]
