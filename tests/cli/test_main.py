"""What every command line has in common: commands and files, exit codes, help, how little is imported."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import reader
from reader.cli import main
from reader.cli.commands import COMMANDS
from reader.library import Library
from tests.cli.conftest import started

if TYPE_CHECKING:
    from tests.cli.conftest import Run

PYTHON = [sys.executable, "-m", "reader"]


def test_the_version_is_printed(run: Run) -> None:
    assert run("--version").out == f"reader {reader.__version__}\n"


def test_help_names_every_command_and_fits_a_wide_terminal(run: Run) -> None:
    done = run("--help")
    assert done.code == 0
    for command in COMMANDS.values():
        assert f"\n  {command.brief} " in done.out
        assert command.about in done.out
    assert max(map(len, done.out.splitlines())) <= 110


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_page(run: Run, name: str) -> None:
    done = run(name, "--help")
    assert done.code == 0
    assert done.out.startswith(f"usage: reader {name}")
    assert run("--json", name, "-h").out == done.out
    assert "\nExamples:\n  " in done.out and f"reader {name}" in done.out.split("\nExamples:\n")[1]
    assert "\nExit status: 0 " in done.out
    assert max(map(len, done.out.splitlines())) <= 110


def test_help_that_is_asked_for_with_a_path_is_the_main_page(run: Run) -> None:
    main_page = run("--help").out
    assert run("notes.md", "--help").out == main_page
    assert run("--library", "somewhere", "-h").out == main_page
    assert run("help").out == run("help", "--json").out == main_page


def test_help_can_be_asked_for_by_the_word(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("help", "tag", "rename").out == run("tag", "--help").out
    assert run("--library", "somewhere", "help", "add").out == run("add", "--help").out
    monkeypatch.chdir(tmp_path)
    (tmp_path / "help").write_text("A file\n\nThat is called help.\n")
    assert run("./help").err.endswith("1 article added or known\n")
    assert run("hlep").err.endswith("did you mean the command `reader help`?\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["list", "--foo"], "there is no option --foo"),
        (["list", "--library"], "--library needs a value"),
        (["list", "(a"], "never closed. (character 1 of the query (a)"),
        (["highlights", "titel:x"], "There is no field “titel”"),
        (["show"], "ID"),
        (["show", "a", "b"], "“b” is too much"),
        (["search", "wall", "--limit", "0"], "--limit takes a number from 1 to"),
        (["history", "-n", "x"], "--limit takes a number from 1 to"),
        (["duplicates", "--least", "101"], "--least takes a number from 1 to 100, not “101”"),
        (["search"], "WORDS is missing"),
        (["help", "lits"], "there is no command lits; did you mean list?"),
        (["show", "-x"], "there is no option -x"),
        (["add"], "PATH"),
        (["export"], "--format is needed; formats: markdown, markdown-plain, org"),
        (["export", "--format", "xlsx"], "there is no format xlsx; formats: markdown, markdown-plain, org"),
        (["highlight", "last"], "either --quote or --range"),
        (["highlight", "last", "--quote", "a", "--range", "1:2"], "either --quote or --range"),
        (["highlight", "last", "--range", "1-2"], "--range takes two numbers"),
        (["apply", "file.jsonl"], "reader apply < file.jsonl"),
        (["--json"], "--json goes with a command"),
    ],
)
def test_wrong_use_is_one_line_and_ends_with_2(run: Run, words: list[str], said: str) -> None:
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("reader: ")
    assert said in done.err
    assert done.err.count("\n") == 1


def test_options_stand_before_or_after_the_command(run: Run, tmp_path: Path, wall: str) -> None:
    other = tmp_path / "other"
    Library(other).close()
    for words in (
        ["--library", other, "--json", "list"],
        [f"--library={other}", "list", "--json"],
        ["list", "--json", "--library", other],
        ["list", "wall", f"--library={other}", "--json"],
    ):
        assert run(*words).json == []
    assert len(run("list", "--json", "wall").json) == 1


def test_a_file_named_like_a_command_is_reached_by_its_path(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list").write_text("A file\n\nThat is called list.\n")
    done = run("./list")
    assert done.code == 0
    assert "1 article added" in done.err
    assert run("list", "--json").json[0]["words"] > 0


def test_without_a_terminal_paths_are_added_and_it_is_said(run: Run, texts: Path) -> None:
    done = run(texts)
    assert (done.code, done.out) == (1, "")  # one of the three is no text
    assert done.err.splitlines()[-1] == "reader: there is no terminal to read in; 2 articles added or known"
    assert run("-", stdin=b"From a pipe\n\nOne sentence.\n").code == 0
    assert len(run("list", "--json").json) == 3


def test_nothing_to_read_and_no_terminal_is_an_error(run: Run, texts: Path) -> None:
    done = run()
    assert done.code == 1
    assert "needs a terminal" in done.err
    missing = run(texts / "missing.txt")
    assert missing.code == 1
    assert missing.err.count("\n") == 1


def test_a_mistyped_command_is_recognised(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("highlihgts", "#claim")
    assert done.code == 1
    assert done.err.splitlines()[-1] == "reader: did you mean the command `reader highlights`?"
    assert "did you mean" not in run("notes.txt").err


def test_ctrl_c_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(words: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("reader.cli.dispatch.dispatch", interrupted)
    assert main(["list"]) == 130


def test_a_fault_of_the_program_is_apologised_for_in_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def faulty(words: list[str]) -> int:
        raise ZeroDivisionError("what Ann wrote")

    monkeypatch.setenv("READER_CACHE", str(tmp_path))
    monkeypatch.setattr("reader.cli.dispatch.dispatch", faulty)
    assert main(["list"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    (report,) = (tmp_path / "reports").iterdir()
    assert line.startswith("reader: ") and str(report) in line and "ZeroDivisionError" in line
    assert "Ann" not in line + report.read_text()


def test_a_pipe_that_closes_early_says_nothing(tmp_path: Path, texts: Path) -> None:
    library = tmp_path / "library"
    assert started("add", texts / "wall.txt", library=library).returncode == 0
    code = (
        "import os, sys; from reader.cli import main\n"
        "read, write = os.pipe(); os.close(read); os.dup2(write, 1)\n"
        "raise SystemExit(main(['show', sys.argv[1]]))"
    )
    article = started("list", library=library).stdout.split()[0]
    done = started(article, library=library, code=code)
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.parametrize("words", ["list", "apply", "add -", "tags", "list '('"])
def test_closed_streams_cost_no_traceback(tmp_path: Path, words: str) -> None:
    outputs = []
    for closed in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-"):
        command = f"'{sys.executable}' -m reader --library '{tmp_path}/library' {words} {closed}"
        done = subprocess.run(
            ["sh", "-c", command], capture_output=True, cwd=Path(reader.__file__).parents[1], check=False
        )
        assert done.returncode in (0, 1, 2)
        outputs.append(done.stdout + done.stderr)
    assert not [output for output in outputs if b"Traceback" in output]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the device that is always full is Linux's")
def test_a_full_disk_behind_standard_output_is_one_line(tmp_path: Path) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*PYTHON, "tags"],
            env={**os.environ, "READER_LIBRARY": str(tmp_path)},
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=Path(reader.__file__).parents[1],
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == b"reader: No space left on device.\n"


def test_another_encoding_of_the_terminal_costs_no_traceback(tmp_path: Path) -> None:
    file = tmp_path / "japanese.txt"
    file.write_text("夜の図書館\n\n本が眠る。\n", "utf-8")
    env = {**os.environ, "READER_LIBRARY": str(tmp_path / "library"), "PYTHONIOENCODING": "ascii"}
    for words in (
        ["--help"],
        ["add", "--help"],
        ["add", str(file)],
        ["list"],
        ["list", "--json"],
        ["list", "夜("],
    ):
        done = subprocess.run(
            [*PYTHON, *words], capture_output=True, env=env, check=False, cwd=Path(reader.__file__).parents[1]
        )
        assert done.returncode == (2 if words[-1].endswith("(") else 0)
        assert b"Traceback" not in done.stderr
        assert (done.stdout + done.stderr).isascii()
        if words[0] == "list" and done.stderr:
            assert b"is never closed. (character 2 of the query ?()" in done.stderr
    done = subprocess.run(
        [*PYTHON, "show", "夜"],
        capture_output=True,
        env=env,
        check=False,
        cwd=Path(reader.__file__).parents[1],
    )
    assert done.stderr == b'reader: There is no article "?"; `reader list` shows the ids.\n'
