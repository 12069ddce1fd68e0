"""The caret's line stays where it was on the screen, whatever becomes of window, panes and prompt."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest
from textual import _time

from reader.model import Body, Imported, Metadata
from tests.ui.apps import running

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.apps import Running

SENTENCE = "The ferry leaves at nine, and whoever comes later reads about it in the paper. "
TEXT = "\n\n".join(f"{n}. {SENTENCE * (1 + n % 5)}".strip() for n in range(80))


def caret_row(run: Running) -> int:
    """Return the row of the screen on which the caret stands."""
    view = run.app.desk.session and run.app.desk.session.view
    assert view
    row = view.screen_row()
    assert row is not None
    return run.app.main.text.region.y + view.headroom + row


async def middle(run: Running) -> None:
    """Open a long text, the caret in the middle of the screen and of the text."""
    article = run.library.add(Imported("/long.txt", Metadata("Long"), Body.plain(TEXT))).article.id
    run.app.main.travel.open(article, TEXT.index("40. ") + 30)
    run.app.main.run("centre")
    await run.pilot.pause()


@pytest.mark.parametrize(
    "sizes",
    [
        [(90, 40), (70, 40), (120, 40)],  # three panes, two, one
        [(200, 40), (30, 40), (140, 40)],
        [(120, 60), (120, 34), (80, 50)],
    ],
)
async def test_a_window_is_made_wider_narrower_higher_and_lower(
    sizes: list[tuple[int, int]], tmp_path: Path
) -> None:
    async with running(tmp_path, size=(120, 40)) as run:
        await middle(run)
        before = caret_row(run)
        for size in sizes:
            await run.pilot.resize_terminal(*size)
            await run.pilot.pause()
            assert caret_row(run) == before


async def test_panes_are_hidden_and_shown(tmp_path: Path) -> None:
    async with running(tmp_path, size=(120, 40)) as run:
        await middle(run)
        before = caret_row(run)
        for key in ("A", "S", "A", "S", "Z", "Z"):
            await run.press(key)
            assert caret_row(run) == before


@pytest.mark.parametrize("key", ["slash", "t", "a", "enter"])
async def test_a_prompt_opens_and_closes(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, size=(120, 40)) as run:
        await middle(run)
        before = caret_row(run)
        await run.press(key)
        assert run.app.main.prompts.open
        assert caret_row(run) == before
        await run.press("escape")
        assert caret_row(run) == before


@pytest.mark.parametrize("key", ["", "t", "d", "question_mark", "H", "T", "D", "ctrl+p"])
async def test_there_may_be_next_to_no_room(key: str, tmp_path: Path) -> None:
    async with running(tmp_path, size=(120, 40)) as run:
        await middle(run)
        if key:
            await run.press(key)
        for size in [(1, 1), (5, 3), (3, 40), (80, 1), (120, 40)]:
            await run.pilot.resize_terminal(*size)
            await run.pilot.pause()
        await run.press("escape", "escape")
        assert 0 <= caret_row(run) < 40


async def test_every_size_counts_on_a_machine_that_is_busy_at_each_timer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path) as run:
        with monkeypatch.context() as patched:
            patched.setattr(_time, "get_time", count().__next__)  # a second between any two looks at it
            for size in ((90, 20), (60, 30), (100, 40)):
                await run.pilot.resize_terminal(*size)
                await run.pilot.pause()
                assert run.app.main.status.region.bottom_right == size
