"""Work a moment later: once for all who asked, and again after it failed."""

from __future__ import annotations

from threading import Event

import pytest

from reader.library.disk import later
from reader.library.disk.later import Later


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(later, "_MOMENT", 0)


def test_who_asks_gets_it_done() -> None:
    done = Event()
    work = Later(done.set)
    for _ in range(3):
        done.clear()
        work.ask()
        assert done.wait(10)


def test_after_a_thread_ended_another_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(later, "_IDLE", 0)
    test_who_asks_gets_it_done()


def test_work_that_failed_is_done_for_the_next_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    failed, done = Event(), Event()

    def work() -> None:
        if not failed.is_set():
            raise OSError("no")
        done.set()

    monkeypatch.setattr("threading.excepthook", lambda told: failed.set())
    one = Later(work)
    one.ask()
    assert failed.wait(10)
    one.ask()
    assert done.wait(10)
