"""Whatever lies over the main screen is left once, however often it is asked to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.apps import running

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("key", ["question_mark", "ctrl+p", "D", "T", "X"])
async def test_a_screen_that_is_left_twice_leaves_the_main_one_be(key: str, tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press(key)
        over = run.app.screen
        assert over is not run.app.main
        over.dismiss(None)
        over.dismiss(None)
        await run.pilot.pause()
        assert run.app.screen is run.app.main
        await run.press("1")
        assert [each.tags for each in run.marks] == [("claim",)]


async def test_one_over_another_leaves_that_be(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("T")
        below = run.app.screen
        await run.press("question_mark")
        over = run.app.screen
        assert over is not below
        over.dismiss(None)
        over.dismiss(None)
        await run.pilot.pause()
        assert run.app.screen is below
