"""Adding a folder while the program runs: the line that says how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.apps import running

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


async def test_the_line_says_how_fast_it_goes_and_what_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(f"Text {number}\n\nThis is the text of number {number}.\n")
    async with running(tmp_path) as run:
        now, said = 0.0, []
        intake, say = run.app.main.intake, run.app.main.say

        def hear(text: str, *, error: bool = False) -> None:
            nonlocal now
            now += 4.0  # each text takes so long
            said.append(text)
            say(text, error=error)

        monkeypatch.setattr(intake, "_clock", lambda: now)
        monkeypatch.setattr(run.app.main, "say", hear)
        intake.start(str(folder))
        await run.app.workers.wait_for_complete()
        assert said == [
            "adding 1 of 4 · esc stops",
            "adding 2 of 4 · 30.0/min · 4 s left · esc stops",
            "adding 3 of 4 · 22.5/min · 3 s left · esc stops",
            "adding 4 of 4 · 20.0/min · esc stops",
            "4 added",
        ]
