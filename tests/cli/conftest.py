"""The command line run in this process, on a library of its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import reader
from reader.cli import main


@dataclass(frozen=True)
class Ran:
    """What a command line printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run words of a command line; `stdin` is what stands on standard input."""
    monkeypatch.setenv("READER_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setenv("LOGNAME", "eva")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def run(*words: str | Path, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return run


def started(*words: str | Path, library: Path, code: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command line, or `code` on its words, in a process of its own."""
    command = [sys.executable, "-c", code] if code else [sys.executable, "-m", "reader"]
    return subprocess.run(
        [*command, *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        env={**os.environ, "READER_LIBRARY": str(library), "PYTHONIOENCODING": "utf-8"},
        cwd=Path(reader.__file__).parents[1],
        check=False,
    )


WALL = """\
City life: The old wall

City life
The old wall has nine gates

Nobody had counted the gates of the old wall, until a retired teacher did so on a Sunday in spring.

There were nine. Two of them are walled up, and one is a bakery.

The city says there are eight. Nobody there will say who counted.

The teacher shrugs. She has counted twice.

source site-34
"""


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with a news piece, a note and a file that is no text."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "wall.txt").write_text(WALL, "utf-8")
    (folder / "ferry.txt").write_text(
        "The night ferry\n\nIt leaves at nine. It leaves at nine every night.\n", "utf-8"
    )
    (folder / "noise.txt").write_bytes(bytes(range(256)) * 40)
    return folder


@pytest.fixture
def wall(run: Run, texts: Path) -> str:
    """The id of the news piece, added to the library."""
    (added,) = run("add", texts / "wall.txt", "--json").json
    return str(added["id"])
