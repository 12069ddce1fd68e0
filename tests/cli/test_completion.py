"""What a shell is told may follow: commands, options, formats, articles, tags; quick, and never loud."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import reader
from reader.cli.completion import SCRIPTS
from tests.cli.conftest import started
from tests.cli.test_imports import LOADED

if TYPE_CHECKING:
    from tests.cli.conftest import Run


def offered(run: Run, *words: str) -> list[str]:
    done = run("--complete", *words)
    assert (done.code, done.err) == (0, "")
    return [line.partition("\t")[0] for line in done.out.splitlines()]


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (["expo"], ["export", ":files"]),
        (["--json", "dup"], ["duplicates", ":files"]),
        (["--lib"], ["--library", ":files"]),
        (["export", "--format", "bib"], ["bibtex"]),
        (["export", "--format=bib"], ["--format=bibtex"]),
        (["import", "--format", "hyp"], ["hypothesis"]),
        (["show", "last", "--js"], ["--json"]),
        (["feed", "re"], ["remove"]),
        (["highlight", "last", "--colour", "gr"], ["green", "grey"]),
        (["highlight", "last", "--note", ""], []),
        (["list", "--library", ""], [":files"]),
        (["list", "status:inb"], ["status:inbox"]),
        (["list", "words:>3 sta"], ["words:>3 status:", ":nospace"]),
        (["completion", ""], ["bash", "zsh", "fish"]),
        (["show", "last", "more"], []),
        (["nowhere", ""], [":files"]),
        ([], None),
    ],
)
def test_what_may_follow(run: Run, words: list[str], values: list[str] | None) -> None:
    found = offered(run, *words)
    assert found == values if values is not None else {"add", "show", ":files"} <= set(found)


def test_an_article_is_found_by_its_id_and_by_its_title(run: Run, wall: str) -> None:
    assert run("--complete", "show", "").out.splitlines() == [
        "last\tthe article last read",
        f"{wall[-6:]}\tThe old wall has nine gates",
    ]
    assert offered(run, "show", wall[-6:-2]) == [wall[-6:]]
    assert offered(run, "highlight", "nine GAT") == [wall[-6:]]
    assert offered(run, "show", "ferry") == []


@pytest.fixture
def tagged(run: Run, wall: str) -> str:
    run("highlight", wall, "--quote", "There were nine.", "--tag", "claim/unsourced")
    return wall


@pytest.mark.usefixtures("tagged")
def test_tags_are_those_of_the_library(run: Run) -> None:
    assert offered(run, "list", "#claim/") == ["#claim/unsourced"]
    assert offered(run, "list", "'#claim/") == ["#claim/unsourced"]
    assert offered(run, "add", "--tag", "claim/") == ["claim/unsourced"]
    assert offered(run, "tag", "rename", "claim/") == ["claim/unsourced"]
    assert offered(run, "tag", "import", "claim/") == [":files"]


def test_views_are_those_of_the_library(run: Run, wall: str) -> None:
    run("views", "save", "Loose claims", "#claim -has:note")
    assert run("--complete", "views", "delete", "Lo").out == "Loose claims\t#claim -has:note\n"
    assert offered(run, "views", "rename", "Loose claims", "") == []
    assert offered(run, "views", "save", "Done", "status:do") == ["status:done"]


def test_completing_makes_no_library_and_never_fails(run: Run, tmp_path: Path) -> None:
    assert offered(run, "show", "") == ["last"]
    assert not (tmp_path / "library").exists()
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "library.json").write_bytes(b"\0\0\0")
    assert offered(run, "list", "#") == []


def test_completing_loads_no_more_than_the_list(run: Run, wall: str, tmp_path: Path) -> None:
    def loaded(*words: str) -> set[str]:
        done = started(*words, library=tmp_path / "library", code=LOADED)
        return set(done.stderr.splitlines()[-1].split())

    run("list")
    assert wall[-6:] in run("--complete", "show", "").out
    assert loaded("--complete", "show", "") <= loaded("list") | {"reader.cli.complete", "contextlib"}


@pytest.mark.parametrize("shell", SCRIPTS)
def test_a_shell_understands_its_script(run: Run, shell: str) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    script = run("completion", shell).out
    done = subprocess.run([shell, "-n"], input=script, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@dataclass
class Bash:
    """A bash that has read the script, and what it puts in the place of a word."""

    script: str
    environment: dict[str, str]

    def replies(self, line: str, words: list[str]) -> list[str]:
        done = subprocess.run(
            ["bash", "-c", self.script, "bash", line, *words],
            capture_output=True,
            text=True,
            env=self.environment,
            check=True,
        )
        assert done.stderr == ""
        return done.stdout.split()


@pytest.fixture
def bash(run: Run, tmp_path: Path) -> Bash:
    (tmp_path / "reader").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reader "$@"\n')
    (tmp_path / "reader").chmod(0o700)
    script = (
        f"{run('completion', 'bash').out}\n"
        'COMP_LINE=$1 COMP_POINT=${#1}; shift; COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_TYPE=9\n'
        "_reader; printf '%s\\n' \"${COMPREPLY[@]}\"\n"
    )
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    return Bash(script, {**os.environ, "PATH": path, "PYTHONPATH": str(Path(reader.__file__).parents[1])})


@pytest.mark.parametrize(
    ("line", "words", "replies"),
    [
        ("reader dup", ["reader", "dup"], ["duplicates"]),
        ("reader list status:inb", ["reader", "list", "status", ":", "inb"], ["inbox"]),
        ("reader list status:", ["reader", "list", "status", ":"], ["new", "inbox", "reading", "done"]),
        ("reader export --format=bib", ["reader", "export", "--format", "=", "bib"], ["bibtex"]),
        ("reader list #claim/", ["reader", "list", "#claim/"], [r"\#claim/unsourced"]),
        ("reader list '#claim/", ["reader", "list", "'#claim/"], ["#claim/unsourced"]),
        ("reader  show   la", ["reader", "show", "la"], ["last"]),
        ("reader show ", ["reader", "show", ""], ["last", "WALL"]),
    ],
)
def test_bash_completes(bash: Bash, tagged: str, line: str, words: list[str], replies: list[str]) -> None:
    expected = [tagged[-6:] if each == "WALL" else each for each in replies]
    assert bash.replies(line, words)[: len(expected)] == expected
