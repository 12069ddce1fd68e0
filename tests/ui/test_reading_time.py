"""The time that reading takes: kept with the article, shown, and the sign at the end."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reader.cli import main
from reader.library import Library
from reader.model import Pace

from .hosts import rows
from .test_finder import reading

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

TEXT = "\n\n".join(f"Paragraph {number} has some words. And a few more of them." for number in range(200))


async def test_the_time_is_kept_with_the_article_and_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    now = 0.0
    async with reading(tmp_path, TEXT) as run:
        attention = run.app.desk.attention
        attention._clock = lambda: now
        attention.begin(0)
        for _ in range(5):
            now += 20
            await run.press("space")
        await run.press("d")
        prompt = run.app.main.prompts.open
        assert prompt
        assert prompt.title == f"Details · read for 2 min · pace {attention.pace.per_minute:.0f} words/min"
        assert round(attention.pace.per_minute) != 230
        await run.press("escape", "ctrl+q")
        article = run.ids["Text"]
    library = str(tmp_path / "library")
    with Library(library) as kept:
        assert kept.article(article).seconds == 100
        assert kept.pace() != Pace()
    assert main(["--library", library, "show", "last", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["seconds"] == 100
    assert main(["--library", library, "show", "last"]) == 0
    assert "read for 2 min" in capsys.readouterr().out


async def test_minutes_left_are_those_of_ones_own_pace(tmp_path: Path) -> None:
    async with reading(tmp_path, TEXT) as run:
        assert "10 min left" in run.app.main.status.status.place
        run.app.desk.attention.pace = Pace(1000.0, 60.0)
        run.app.main.show_status()
        run.app.main.shelf.reload()
        assert any("10 min" in row for row in rows(run.app.main.articles))  # nothing changes while one looks
        assert "10 min left" in run.app.main.status.status.place
        article = run.app.desk.opened.article.id
        run.app.desk.close()
        run.app.main.travel.open(article)
        await run.pilot.pause()
        assert any("2 min" in row for row in rows(run.app.main.articles))
        assert "2 min left" in run.app.main.status.status.place
        assert "2 min" in run.app.desk.opened.scene.byline


async def test_a_long_text_is_measured_in_hours(tmp_path: Path) -> None:
    async with reading(tmp_path, "word " * 30_000) as run:
        assert "2 h 10 min left" in run.app.main.status.status.place


async def test_whoever_reads_to_the_end_is_told_once(tmp_path: Path) -> None:
    async with reading(tmp_path, TEXT) as run:
        await run.press("G", "right")
        assert run.message == "the end of the text"  # one jumped there, and has not read it
        await run.press("P", "right", "right")
        assert run.message == ""
        await run.press("right")
        assert run.message == "finished · s d marks it done"
        await run.press("left", "right")
        assert run.message == ""
        await run.press("s", "d")
        assert run.message == "status: done"
