"""What is printed has no colours, on a terminal or not, asked for or not: it is for pipes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Run


@pytest.mark.parametrize(
    "command", ["list", "show last", "highlights", "tags", "search nine", "history", "--help"]
)
def test_no_colour_is_printed(monkeypatch: pytest.MonkeyPatch, run: Run, wall: str, command: str) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    run("highlight", wall, "--quote", "There were nine.", "--tag", "claim")
    run("apply", stdin=b'{"op": "progress", "article": "%s", "progress": 0.5}' % wall.encode())
    done = run(*command.split())
    assert done.code == 0 and done.out
    assert "\x1b" not in done.out + done.err
