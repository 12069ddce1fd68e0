"""Scrolling by itself, a step at a time as the clock would make it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .test_finder import reading

if TYPE_CHECKING:
    from pathlib import Path

    from reader.ui.pane.session import Session

    from .apps import Running

TEXT = "\n\n".join(f"Paragraph {number} has some words. And a few more of them." for number in range(200))


def session_of(run: Running) -> Session:
    assert run.app.desk.session
    return run.app.desk.session


def roll(run: Running, rows: int) -> None:
    for _ in range(rows):
        run.app.main.aids.rolling.step(session_of(run))


async def test_the_view_goes_down_and_the_caret_stays_on_it(tmp_path: Path) -> None:
    async with reading(tmp_path, TEXT) as run:
        run.app.main.run("auto-scroll")
        assert run.message.startswith("scrolling at 230 words a minute")
        roll(run, 60)
        view = session_of(run).view
        assert view.layout.rows_between(0, view.top, 100) == 60
        assert view.shown()[0] <= view.caret < view.shown()[1]


async def test_plus_and_minus_change_the_pace(tmp_path: Path) -> None:
    async with reading(tmp_path, TEXT) as run:
        run.app.main.run("auto-scroll")
        await run.press("plus")
        assert "253 words a minute" in run.message
        await run.press("minus", "minus")
        assert "209 words a minute" in run.message
        assert session_of(run).unit == "sentence"
        assert run.app.main.aids.rolling.running


@pytest.mark.parametrize("key", ["j", "space", "right", "g", "z", "n"])
async def test_any_other_motion_stops_it(tmp_path: Path, key: str) -> None:
    async with reading(tmp_path, TEXT) as run:
        await run.press("slash", *"few", "enter", "space")
        run.app.main.run("auto-scroll")
        roll(run, 3)
        assert run.app.main.status.status.mode == "SCROLL"
        await run.press(key)
        assert not run.app.main.aids.rolling.running
        assert run.app.main.status.status.mode == "READ"


async def test_marking_does_not_and_escape_does(tmp_path: Path) -> None:
    async with reading(tmp_path, TEXT) as run:
        run.app.main.run("auto-scroll")
        roll(run, 3)
        await run.press("h")
        assert run.app.main.aids.rolling.running
        await run.press("escape")
        assert not run.app.main.aids.rolling.running
        assert run.message == "stopped"
        assert session_of(run).picked  # one step a press


async def test_it_waits_while_something_is_asked_and_stops_at_the_end(tmp_path: Path) -> None:
    async with reading(tmp_path, TEXT) as run:
        run.app.main.run("auto-scroll")
        await run.press("slash")
        top = session_of(run).view.top
        roll(run, 3)
        assert session_of(run).view.top == top
        await run.press("escape")
        assert run.app.main.aids.rolling.running
        await run.press("G")
        run.app.main.run("auto-scroll")
        roll(run, 1)
        assert run.message == "the end of the text"
        assert not run.app.main.aids.rolling.running


async def test_it_is_time_with_the_article(tmp_path: Path) -> None:
    now = 0.0
    async with reading(tmp_path, TEXT) as run:
        attention = run.app.desk.attention
        attention._clock = lambda: now
        attention.begin(0)
        run.app.main.run("auto-scroll")
        for _ in range(30):
            now += 5
            roll(run, 1)
        assert run.app.desk.seconds(run.ids["Text"]) == 150


async def test_another_article_stops_it(tmp_path: Path) -> None:
    async with reading(tmp_path, TEXT) as run:
        run.app.main.run("auto-scroll")
        run.app.desk.close()
        await run.press("tab")
        assert not run.app.main.aids.rolling.running
