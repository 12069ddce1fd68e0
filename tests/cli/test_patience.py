"""What a person sees who waits for the index, and where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.cli import progress
from reader.cli.patience import Patience
from tests.cli.test_progress import Terminal, on_terminal

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.cli.conftest import Run


def waiting_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Put a terminal in the place of standard error on which a bar shows at once."""
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    return on_terminal(monkeypatch)


def test_a_bar_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = waiting_terminal(monkeypatch)
    patience = Patience()
    assert patience(0, 0)  # nothing is known of how many there are
    assert terminal.getvalue() == ""
    assert patience(2500, 5000)
    assert "reading the library" in terminal.getvalue()
    assert "2500/5000" in terminal.getvalue()
    assert patience(5000, 5000)
    assert patience._bar is None


def test_without_a_terminal_nothing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    patience = Patience()
    assert patience(2500, 5000)
    patience.end()
    assert capsys.readouterr() == ("", "")


def test_one_who_does_not_wait_sees_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = waiting_terminal(monkeypatch)
    patience = Patience()
    patience.waits = False
    assert not patience(2500, 5000)
    assert terminal.getvalue() == ""


def test_a_command_waits_until_another_process_has_read_all(
    run: Run, texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READER_CACHE", str(tmp_path / "one"))
    assert run("add", texts / "wall.txt", texts / "ferry.txt").code == 0
    (made,) = (tmp_path / "one").glob("*/index.sqlite")
    assert not list((tmp_path / "library" / ".reader" / "cache").iterdir())
    monkeypatch.setenv("READER_CACHE", str(tmp_path / "two"))
    for module in ("index.upkeep", "index.catalogue", "query.search"):
        monkeypatch.setattr(f"reader.library.{module}.MANY", 1)
    done = run("list")
    assert (done.code, done.out.count("\n")) == (0, 2)
    found = run("search", "nine", "--json")
    assert (found.err, len(found.json)) == ("", 2)
    folder = tmp_path / "two" / made.parent.name
    assert {"index.sqlite", "text.sqlite", "builder.lock"} <= {path.name for path in folder.iterdir()}
