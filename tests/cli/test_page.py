"""Help pages fit into a terminal of eighty columns; commands to be copied stay whole."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import reader
from reader.cli.commands import COMMANDS, main_help
from reader.cli.page import fit_page
from tests.support.terminal import Terminal

if TYPE_CHECKING:
    from tests.cli.conftest import Run

ROOT = Path(reader.__file__).parents[1]


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_a_page_fits_eighty_columns_and_loses_no_word(run: Run, name: str) -> None:
    page = run(name, "--help").out if name else main_help()
    narrow = fit_page(page, 80)
    assert narrow.split() == page.split()
    assert [
        line for line in narrow.split("\n") if len(line) > 80 and not re.match(r"  \S+( \S+)*$", line)
    ] == []
    assert fit_page(page, 200) == page


def test_a_row_goes_on_in_its_second_column() -> None:
    assert fit_page("  fetch   all that is new in the feeds that are followed", 44) == (
        "  fetch   all that is new in the feeds that\n          are followed"
    )


def test_the_terminal_has_it_so_and_a_pipe_as_it_was_written(run: Run) -> None:
    assert run("feed", "--help").out == fit_page(run("feed", "--help").out, 500)
    assert max(map(len, run("feed", "--help").out.splitlines())) > 80
    with Terminal([sys.executable, "-m", "reader", "feed", "--help"], cols=80, rows=60, cwd=ROOT) as terminal:
        rows = terminal.wait_for("Exit status")
        assert terminal.wait_exit() == 0
    assert any(row.startswith("  fetch [FEED…]   add what is new") for row in rows)
    assert not any(row[:1].isspace() and row.strip() in ("again,", "gain,") for row in rows)


def test_the_manual_page_tells_of_every_command_and_is_one(run: Run, tmp_path: Path) -> None:
    page = run("man").out
    assert [line.split()[2] for line in page.splitlines() if line.startswith(".SS reader ")] == [*COMMANDS]
    assert (tmp_path / "reader.1").write_text(page)
    if not shutil.which("mandoc"):
        pytest.skip("mandoc is not installed")
    done = subprocess.run(
        ["mandoc", "-T", "lint", "-W", "warning", tmp_path / "reader.1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == ""
