"""`reader open` brings the app that runs to a passage, or starts one there; no command listens."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.support.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path


def test_open_goes_to_a_passage_in_an_app_that_runs_and_in_one_that_it_starts(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "reader", "--library", str(tmp_path / "library")]
    for name, words in (("ferry", "It leaves at nine."), ("bridge", "It was closed.")):
        (tmp_path / f"{name}.txt").write_text(f"The {name}\n\nBefore. {words} After.\n")

    def run(*words: str, code: int = 0) -> str:
        done = subprocess.run(
            [*command, *words],
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=60,
        )
        assert done.returncode == code, done.stderr
        return done.stdout + done.stderr

    run("add", str(tmp_path / "ferry.txt"), str(tmp_path / "bridge.txt"))
    run("highlight", run("list", "title:ferry")[:6], "--quote", "It leaves at nine.", "--tag", "claim")
    passage = json.loads(run("highlights", "--jsonl"))
    place = f"{passage['article']}:{passage['id']}"
    assert "there is no terminal" in run("open", place, code=1)
    doors = tmp_path / "library" / ".reader" / "doors"
    assert not doors.exists()

    with Terminal([*command, "open", run("list", "title:bridge")[:6]], cols=120, rows=40) as app:
        app.wait_for("It was closed.")
        app.wait_for("READ")
        app.wait_for(lambda rows: doors.exists() and any(doors.iterdir()))
        run("open", place)
        app.wait_for("It leaves at nine.")
        app.wait_for("#claim")
        app.send("ctrl+q")
        assert app.wait_exit() == 0
    assert list(doors.iterdir()) == []

    with Terminal([*command, "open", f":{passage['id'][-6:]}"], cols=120, rows=40) as app:
        app.wait_for("#claim")
        app.send("x")  # the passage is picked
        app.wait_for(lambda rows: "#claim" not in "\n".join(rows[:-1]))
        app.send("ctrl+q")
        assert app.wait_exit() == 0
    assert json.loads(run("highlights", "--json")) == []
