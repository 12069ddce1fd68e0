"""What the library withstands, in short; `bench/torture` does the same at length."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest

from tests.library import trials

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("error", "stays"), [(errno.ENOSPC, False), (errno.EIO, True)])
def test_any_call_of_any_change_may_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int, stays: bool
) -> None:
    assert trials.every_call_fails(tmp_path, monkeypatch, error, stays=stays) > 20


def test_what_apply_acknowledged_outlives_its_end_at_any_moment(tmp_path: Path) -> None:
    told, lost = trials.killed_apply(tmp_path / "library", 15)
    assert told > 100
    assert lost == 0


def test_what_the_app_showed_as_saved_outlives_its_end_at_any_moment(tmp_path: Path) -> None:
    told, lost = trials.killed_app(tmp_path / "library", 3)
    assert told >= 3
    assert lost == 0


def test_processes_that_count_in_one_document_lose_no_step(tmp_path: Path) -> None:
    assert trials.counted(tmp_path / "library", 3, 40) == 120


def test_what_another_process_wrote_is_seen_at_once(tmp_path: Path) -> None:
    assert trials.stale(tmp_path / "library", 100) == 0


def test_a_file_cut_anywhere_keeps_its_whole_lines(tmp_path: Path) -> None:
    article, path, raw = trials.damaged_file(tmp_path / "library")
    written = [
        trials.outlives(tmp_path / "library", article, path, raw, raw[:size])
        for size in range(0, len(raw), 7)
    ]
    assert written[-1]
    assert not written[0]


def test_a_damaged_file_keeps_its_whole_lines_or_is_refused(tmp_path: Path) -> None:
    article, path, raw = trials.damaged_file(tmp_path / "library")
    written = [
        trials.outlives(tmp_path / "library", article, path, raw, damaged)
        for damaged in trials.damages(raw, 300)
    ]
    assert written.count(True) > 100
