"""Windows, as far as it can be imitated: what only POSIX has is needed by the terminal's driver alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import without_posix

ROOT = Path(__file__).resolve().parents[2]
QUOTE = "Nobody gives a toast to less of it"


def outputs(folder: Path, *commands: list[str]) -> list[str]:
    """Run command lines, all of which must succeed; return what each printed."""
    done = subprocess.run(
        [sys.executable, "-m", without_posix.__name__],
        check=False,
        input=json.dumps(commands),
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"READER_LIBRARY": str(folder / "library"), "HOME": str(folder)},
    )
    parts = done.stdout.split(without_posix.ENDED)
    codes = [part.split("\n", 1)[0] for part in parts[1:]]
    assert codes == ["0"] * len(commands), done.stdout + done.stderr
    return [parts[0], *(part.split("\n", 1)[1] for part in parts[1:-1])]


@pytest.mark.skipif(sys.platform == "win32", reason="there it is so, and need not be imitated")
def test_a_library_is_made_marked_and_exported_without_what_only_posix_has(tmp_path: Path) -> None:
    _, listed = outputs(tmp_path, ["add", "sample_articles/cis-summit.txt"], ["list"])
    claims = tmp_path / "claims.md"
    _, marked, _, renamed, *_ = outputs(
        tmp_path,
        ["highlight", listed.split()[0], "--quote", QUOTE, "--tag", "claim"],
        ["highlights", "#claim"],
        ["export", "#claim", "--format", "markdown", "-o", str(claims)],
        ["tag", "rename", "claim", "said"],
        ["backup", str(tmp_path / "all.tar.gz")],
        ["doctor"],
    )
    assert QUOTE in marked
    assert QUOTE in claims.read_text("utf-8")
    assert "1 highlight" in renamed
