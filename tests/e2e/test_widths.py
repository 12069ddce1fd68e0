"""Cells as a terminal counts them: its own report of where the cursor stands, in tmux."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from reader.text.cells import cells
from reader.text.terminal import measure
from tests.support.terminal import PATIENCE
from tests.text.samples import CLUSTERS, WORDS

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed")

#: What a tmux before 3.6 counts by code points: signs made emoji by a selector, skin tones, joined pictures
#: among which it knows no join.
BY_CODE_POINT = {
    "👍🏽",
    "❤\ufe0f",
    "☺\ufe0f",
    "1\ufe0f\u20e3",
    "👁\ufe0f\u200d🗨\ufe0f",
}
ASK = """
import json, os, re, sys, termios, tty
terminal = os.open("/dev/tty", os.O_RDWR)
tty.setraw(terminal)
found = []
for cluster in json.load(open(sys.argv[1])):
    os.write(terminal, b"\\r\\x1b[2K" + cluster.encode() + b"\\x1b[6n")
    answer = b""
    while not answer.endswith(b"R"):
        answer += os.read(terminal, 32)
    found.append(int(re.search(rb";(\\d+)R", answer)[1]) - 1)
with open(sys.argv[2] + ".part", "w") as file:
    json.dump(found, file)
os.replace(sys.argv[2] + ".part", sys.argv[2])
"""


def test_text_has_the_cells_that_the_terminal_gives_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [*CLUSTERS, *WORDS]
    asked, answered = tmp_path / "asked.json", tmp_path / "answered.json"
    asked.write_text(json.dumps(texts), "utf-8")
    tmux = ["tmux", "-S", str(tmp_path / "socket"), "-u"]
    script = [sys.executable, "-c", ASK, str(asked), str(answered)]
    subprocess.run(
        [*tmux, "-f", "/dev/null", "new-session", "-d", "-x", "90", "-y", "20", *script], check=True
    )
    try:
        deadline = time.monotonic() + PATIENCE
        while not answered.exists() and time.monotonic() < deadline:
            subprocess.run([*tmux, "list-panes"], check=False, capture_output=True)
    finally:
        subprocess.run([*tmux, "kill-server"], check=False, capture_output=True)
    found = dict(zip(texts, json.loads(answered.read_text("utf-8")), strict=True))
    monkeypatch.setenv("TMUX", "here")
    measure.cache_clear()
    others = {text for text, counted in found.items() if counted != cells(text)}
    measure.cache_clear()
    assert others <= BY_CODE_POINT
