"""Locks between threads and processes, and the files that are kept open for them."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import pytest

from reader.library.disk.files import Locks

if TYPE_CHECKING:
    from pathlib import Path


def open_files(folder: Path) -> int:
    """Count this process's open files of a folder."""
    found = 0
    for fd in range(256):
        try:
            found += os.path.samestat(os.fstat(fd), os.stat(folder / "a.lock"))
        except OSError:
            continue
    return found


def test_a_lock_is_held_by_one_thread_at_a_time(tmp_path: Path) -> None:
    locks, counts = Locks(str(tmp_path)), [0]

    def work() -> None:
        for _ in range(300):
            with locks.hold("a"):
                seen = counts[0]
                os.stat(tmp_path)  # lets another thread run
                counts[0] = seen + 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [1200]
    assert open_files(tmp_path) == 1
    locks.close()
    assert open_files(tmp_path) == 0


def test_a_lock_of_a_folder_made_anew_is_the_new_one(tmp_path: Path) -> None:
    locks, others = Locks(str(tmp_path)), Locks(str(tmp_path))
    with locks.hold("a"):
        pass
    (tmp_path / "a.lock").unlink()
    with locks.hold("a"):
        held = (tmp_path / "a.lock").stat().st_ino
    with others.hold("a"):
        assert (tmp_path / "a.lock").stat().st_ino == held


@pytest.mark.skipif(not os.path.isdir("/dev/fd"), reason="the system does not list open files")
def test_only_a_few_files_stay_open(tmp_path: Path) -> None:
    locks = Locks(str(tmp_path))
    before = len(os.listdir("/dev/fd"))
    for number in range(100):
        with locks.hold(str(number)):
            pass
    assert len(os.listdir("/dev/fd")) - before < 20
    locks.close()
