"""Completion in the shells themselves: each is started in a terminal, typed at, and what it makes is read."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import reader
from tests.support.terminal import Terminal

if TYPE_CHECKING:
    from tests.cli.conftest import Run

#: How each shell is started without anything of a person's own, and given the script.
SHELLS = {
    "bash": (
        ["bash", "--norc", "--noprofile", "-i"],
        'bind "set bell-style none"; PS1="> "; . ./bash.script',
    ),
    "zsh": (["zsh", "-f", "-i"], "PS1='> '; autoload -Uz compinit; compinit -u -D; . ./zsh.script"),
    "fish": (
        ["fish", "--no-config", "--private"],
        "function fish_prompt; echo -n '> '; end; source fish.script",
    ),
}
#: What is typed before tab, and what the line is then.
LINES = {
    "reader dup": "reader duplicates",
    "reader export --format bib": "reader export --format bibtex",
    "reader highlight last --tag loo": "reader highlight last --tag loose\\ end",
    "reader tag rename loo": "reader tag rename loose\\ end",
    "reader tag rename loose\\ e": "reader tag rename loose\\ end",
    "reader highlight last --tag=loose\\ e": "reader highlight last --tag=loose\\ end",
    "reader tag delete 'loose e": "reader tag delete 'loose end'",
    "reader list status:inb": "reader list status:inbox",
    "reader list prog": "reader list progress:",
    "reader highlights '#cl": "reader highlights '#claim'",
    "reader views delete Loo": "reader views delete Loose\\ claims",
    "reader add ferr": "reader add ferry.txt",
    "reader show nine": "reader show WALL",  # by a word of the title
    "reader show nine\\ ga": "reader show WALL",
    "reader export --for": "reader export --for",  # goes on as --force and as --format
}


@pytest.fixture
def folder(run: Run, wall: str, tmp_path: Path) -> Path:
    """A folder with the scripts and a `reader` to be found, beside a library that is filled."""
    folder = tmp_path / "home"
    folder.mkdir()
    for tag in ("claim", "loose end"):
        assert run("highlight", wall, "--range", "0:9", "--tag", tag).code == 0
    run("views", "save", "Loose claims", "#claim")
    (folder / "ferry.txt").touch()
    (folder / "reader").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reader "$@"\n')
    (folder / "reader").chmod(0o700)
    for shell in SHELLS:
        (folder / f"{shell}.script").write_text(run("completion", shell).out)
    return folder


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_completes_as_it_is_typed(shell: str, folder: Path, wall: str) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    words, begin = SHELLS[shell]
    env = {
        **dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "ZDOTDIR"), str(folder)),
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(Path(reader.__file__).parents[1]),
        "READER_LIBRARY": str(folder.parent / "library"),
    }
    with Terminal(words, cols=100, rows=40, env=env, cwd=folder) as terminal:
        terminal.type(f"{begin}\n")
        terminal.type("echo re''ady\n")
        terminal.wait_for(lambda rows: [row for row in rows if row][-2:] == ["ready", ">"])
        for typed, made in LINES.items():
            expected = made.replace("WALL", wall[-6:])
            terminal.write(b"\x15")  # ctrl+u: an empty line
            terminal.wait_for(lambda rows: any(row.rstrip() == ">" for row in rows))
            terminal.type(f"{typed}\t")
            if made == typed:
                terminal.type("\t" * (shell == "bash"))  # which lists when it is asked twice
                terminal.wait_for("--force")
            else:
                terminal.wait_for(f"> {expected}")


def test_all_that_a_library_may_hold_is_offered(run: Run, wall: str) -> None:
    run("highlight", wall, "--range", "0:9", "--tag", "loose end")
    offered = run("--complete", "list", "").out
    assert "status:\n" in offered
    assert '#"loose end"\t1 highlight\n' in offered
    assert json.loads(run("completion", "zsh", "--json").out)["shell"] == "zsh"
