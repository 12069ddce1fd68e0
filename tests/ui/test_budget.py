"""Keystrokes against product.md's budget: counted, not timed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.apps import running

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


async def test_what_is_done_often_takes_one_key(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("h")
        assert [h.quote for h in run.marks] == ["One two, three."]
        await run.press("right", "1")
        assert run.marks[1].tags == ("claim",)
        await run.press("right", "full_stop")
        assert run.marks[2].tags == ("claim",)
        await run.press("g", "semicolon")
        assert run.app.desk.session and run.app.desk.session.picked == run.marks[1]


async def test_any_tag_takes_at_most_four_keys(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("t", "e", "v", "enter")
        assert run.typed <= 4
        assert run.marks[0].tags == ("evidence",)


async def test_a_note_takes_one_key_and_its_text(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("a", "w", "h", "y", "escape")
        assert run.marks[0].note == "why"


async def test_every_passage_of_a_tag_takes_at_most_four_keys(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "K", "1")
        run.typed = 0
        await run.press("number_sign", "c", "l", "enter")
        assert run.typed <= 4
        assert run.app.main.place == "collection"
        assert len(run.app.main.collection.items) == 2


async def test_export_takes_at_most_three_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with running(tmp_path) as run:
        await run.press("1")
        run.typed = 0
        await run.export("m")
        assert run.typed <= 3
        assert "One two, three." in (tmp_path / "first.md").read_text(encoding="utf-8")
