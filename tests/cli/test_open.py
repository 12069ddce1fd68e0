"""`reader [PATH|-]…`: what the app is asked to show, and the terminal it is given."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import reader
import reader.ui
from reader.cli import open as opening
from reader.library import Library
from reader.model import Body, Imported, Metadata
from tests.cli.conftest import Ran

if TYPE_CHECKING:
    from tests.cli.conftest import Run

App = list[dict[str, Any]]


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> App:
    """Stand in for the app, on a terminal: what it was asked to show."""
    shown: App = []

    def run(library: Any, **asked: Any) -> int:
        shown.append({"titles": [article.title for article in library.page()], **asked})
        return 0

    monkeypatch.setattr(reader.ui, "run", run)
    monkeypatch.setattr(opening, "take_terminal", lambda: True)
    return shown


def test_one_file_is_opened(run: Run, texts: Path, app: App) -> None:
    assert run(texts / "wall.txt").code == 0
    (shown,) = app
    assert shown["open_article"] is not None
    assert shown["focus_list"] is False
    assert shown["message"] == ""


def test_a_known_text_is_said(run: Run, texts: Path, wall: str, app: App) -> None:
    run(texts / "wall.txt")
    assert app[0]["message"] == "This text was already in the library."


@pytest.fixture
def ferry(texts: Path) -> Path:
    """A file that was written long ago."""
    os.utime(texts / "ferry.txt", (1_700_000_000, 1_700_000_000))
    return texts / "ferry.txt"


def test_a_file_that_has_not_changed_is_not_read_again(
    run: Run, ferry: Path, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(ferry)
    monkeypatch.setattr("reader.sources.load", None)
    assert run(ferry).code == 0
    assert app[0]["open_article"] == app[1]["open_article"]
    assert app[1]["message"] == ""


def test_a_file_that_has_changed_is_read(run: Run, ferry: Path, app: App) -> None:
    run(ferry)
    ferry.write_text("The night ferry\n\nIt leaves at ten now. It leaves at ten every night.\n")
    run(ferry)
    assert app[1]["message"] == "The text had changed and was updated."
    assert app[1]["open_article"] == app[0]["open_article"]


def test_a_file_whose_article_is_gone_or_changed_is_read(run: Run, ferry: Path, app: App) -> None:
    run(ferry)
    article = app[0]["open_article"]
    with Library(os.environ["READER_LIBRARY"]) as library:
        library.trash(article)
    run(ferry)
    assert app[1]["titles"] == ["The night ferry"]
    with Library(os.environ["READER_LIBRARY"]) as library:
        library.add(Imported(str(ferry), Metadata("Another"), Body.plain("Another text.")))
    run(ferry)
    assert app[2]["message"] == "The text had changed and was updated."


def test_the_option_is_for_the_app_alone(run: Run, app: App) -> None:
    assert run("--no-early-paint").code == 0
    assert len(app) == 1
    assert run("list", "--no-early-paint").code == 2


def test_a_folder_or_several_files_give_the_list_the_focus(run: Run, texts: Path, app: App) -> None:
    run(texts)
    run(texts / "wall.txt", texts / "ferry.txt")
    assert [shown["focus_list"] for shown in app] == [True, True]
    assert [shown["open_article"] for shown in app] == [None, None]
    assert app[0]["message"] == "2 added, 1 could not be added: noise.txt is not text but binary data."
    assert app[1]["message"] == "2 already there."
    assert len(app[0]["titles"]) == 2


def test_nothing_given_opens_where_one_was(run: Run, app: App) -> None:
    assert run().code == 0
    assert (app[0]["open_article"], app[0]["focus_list"]) == (None, False)


def test_what_cannot_be_read_is_not_opened(run: Run, texts: Path, app: App) -> None:
    assert run(texts / "noise.txt").code == 1
    assert app == []


def test_the_configuration_is_handed_on_with_its_faults(run: Run, tmp_path: Path, app: App) -> None:
    folder = tmp_path / "config" / "reader"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('measure = 60\ntheme = 7\nannotator = "eva"\n')
    assert run() == Ran(0, "", "")
    assert app[0]["config"].setting.measure == 60
    assert "line 2: “theme”" in app[0]["config"].remarks[0]
    assert "line 2: “theme”" in run("add", "-", stdin=b"A text.").err


CHILD = """
import os, sys
from reader.cli.open import take_terminal
sys.stdin.buffer.read()
print("taken:", take_terminal(), os.isatty(0), flush=True)
"""


@pytest.mark.parametrize(("name", "taken"), [("xterm", b"taken: True True"), ("dumb", b"taken: False False")])
def test_after_a_pipe_was_read_a_terminal_that_can_draw_is_taken_for_keys(name: str, taken: bytes) -> None:
    main_end, terminal = pty.openpty()
    child = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"import os; os.setsid(); os.close(os.open({os.ttyname(terminal)!r}, os.O_RDWR))\n{CHILD}",
        ],
        stdin=subprocess.PIPE,
        stdout=terminal,
        stderr=terminal,
        cwd=Path(reader.__file__).parents[1],
        env={**os.environ, "TERM": name},
    )
    os.close(terminal)
    child.communicate(b"a text")
    printed = os.read(main_end, 10_000)
    os.close(main_end)
    assert taken in printed
