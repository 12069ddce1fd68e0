"""Two tags found and made one, typed in a real terminal; the command line says the same."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.support.escapes import violations
from tests.support.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

ESSAY = "sample_articles/a-finger-in-the-margin.md"


def test_find_and_merge_two_tags(tmp_path: Path) -> None:
    library = str(tmp_path / "library")
    command = [sys.executable, "-m", "reader", "--library", library]
    with Terminal([*command, ESSAY], cols=120, rows=40) as terminal:
        terminal.wait_for("READ")
        for name in ("rumour", "rumours"):
            terminal.send("p", "t")
            terminal.wait_for("tab toggles")
            terminal.type(name)
            terminal.wait_for(f"new: {name}")
            terminal.send("enter")
            terminal.wait_for(f"#{name}")
        terminal.send("T")
        terminal.wait_for("▌ 1 ● claim")
        terminal.send("/")
        terminal.type("rum")
        terminal.wait_for("Codebook  2 tags")
        terminal.send("enter", "G", "m")
        terminal.wait_for("Merge #rumours into")
        terminal.type("rumour")
        terminal.send("enter")
        terminal.wait_for("1 highlight, 1 article")
        terminal.send("y")
        terminal.wait_for("#rumours merged into #rumour · u takes it back")
        terminal.wait_for("Codebook  1 tag ")
        terminal.send("enter")
        terminal.wait_for("2 highlights")
        terminal.send("ctrl+q")
        assert terminal.wait_exit() == 0
        screen = bytes(terminal.raw[terminal.raw.index(b"\x1b[?1049h") :])
        assert violations(screen, terminal.cols, terminal.rows, ended=True) == []
    done = subprocess.run([*command, "tags", "--json"], capture_output=True, encoding="utf-8", check=True)
    counts = {tag["name"]: tag["count"] for tag in json.loads(done.stdout)}
    assert counts["rumour"] == 2
    assert "rumours" not in counts
