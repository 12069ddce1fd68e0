"""The command line: names and what may follow completed, earlier lines, and what is wrong where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.ui.commands import BY_ID, COMMANDS
from reader.ui.keys.command_line import CommandLine
from reader.ui.widgets.command_prompt import CommandPrompt
from tests.ui.apps import TEXTS, running
from tests.ui.hosts import screen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.apps import Running


def _asked(run: Running) -> CommandPrompt:
    prompt = run.app.main.prompts.open
    assert isinstance(prompt, CommandPrompt)
    return prompt


async def _line(run: Running, text: str) -> None:
    """Type a line as one who types it all."""
    await run.line(text)


async def test_every_command_of_the_palette_is_offered_and_done_by_its_name(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("colon")
        offered = {row.line.strip() for row in _asked(run).completions}
        await run.press("escape")
        prompts = {"g" if command.id == "each" else command.id for command in COMMANDS}
        assert offered <= prompts
        await _line(run, "next-unit")
        assert run.app.desk.opened.caret == TEXTS["First"].index("Four")
        await _line(run, "highlight")
        assert [mark.quote for mark in run.marks] == ["Four five six!"]
        await _line(run, "digit 2")
        assert run.marks[0].tags == ("evidence",)


async def test_behind_a_name_it_still_says_what_the_command_does(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("colon", *"theme ")
        assert [(row.name, row.about) for row in _asked(run).completions] == [("theme", BY_ID["theme"].about)]
        await run.press("tab")
        assert _asked(run).text == "theme "


async def test_tab_completes_names_and_what_follows_and_turns(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("colon", *"spl", "tab")
        assert _asked(run).text == "split "
        await run.press("s", "tab")
        assert _asked(run).text == "split sentence"
        await run.press("tab")
        assert _asked(run).text == "split section"
        await run.press("shift+tab")
        assert _asked(run).text == "split sentence"
        assert "paragraph" not in {row.name for row in _asked(run).completions}


async def test_names_are_found_by_any_word(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("colon", *"aloud")
        assert [row.line for row in _asked(run).completions] == ["read-aloud"]


async def test_arrows_bring_back_earlier_lines(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await _line(run, "tag one")
        await _line(run, "tag two, three")
        await run.press("colon", "n", "up")
        assert _asked(run).text == "tag two, three"
        await run.press("up", "up")
        assert _asked(run).text == "tag one"
        await run.press("down", "down")
        assert _asked(run).text == "n"


@pytest.mark.parametrize(
    ("line", "wrong", "column"),
    [
        ("splat", "there is no command “splat” · tab completes", None),
        (": splat", "there is no command “splat” · tab completes", None),
        ("split letter", "at 7: a highlight is split by word, clause, sentence, paragraph or section", 6),
        ("tag a, /", "at 8: A tag needs a name", 7),
        ("colour pink", "at 8: a colour is one of yellow, green, blue, red, orange, purple, teal, grey", 7),
        ("undo all", "undo takes nothing behind it", None),
        ("digit x", "digit takes a digit from 1 to 9", None),
        ("split", "there is no highlight here", None),
    ],
)
async def test_what_is_wrong_is_said_where_and_can_be_mended(
    line: str, wrong: str, column: int | None, tmp_path: Path
) -> None:
    async with running(tmp_path) as run:
        await _line(run, line)
        assert (_asked(run).text, _asked(run).message) == (line, wrong)
        if column is not None:
            assert _asked(run).field.cursor_position == column
        await run.press("escape")
        assert run.marks == []


async def test_arguments_are_taken(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await _line(run, "tag city life, claim")
        await _line(run, "colour teal")
        await _line(run, "status done")
        assert (run.marks[0].tags, run.marks[0].colour) == (("city life", "claim"), "teal")
        assert run.library.article(run.ids["First"]).status == "done"
        await _line(run, "untag claim")
        assert run.marks[0].tags == ("city life",)
        await _line(run, "untag claim")
        assert _asked(run).message == "#claim is not on the highlight"


async def test_an_empty_line_does_nothing_and_a_colon_before_the_name_is_passed_over(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await _line(run, "")
        assert run.app.main.prompts.open is None
        await _line(run, ":highlight")
        assert len(run.marks) == 1


async def test_a_command_that_asks_asks(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await _line(run, "tag")
        assert run.app.main.prompts.open and run.app.main.prompts.open.title == "Tag the sentence"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)])
async def test_it_fits_every_screen(size: tuple[int, int], tmp_path: Path) -> None:
    async with running(tmp_path, size=size) as run:
        await run.press("colon", *"next")
        rows = screen(run.app).splitlines()
        assert any("next-unit" in row for row in rows)
        assert any(row.strip().startswith(":") for row in rows)
        assert sum("next-" in row for row in rows) >= 3
        assert any("tab completes" in row for row in rows)


async def test_its_hint_gives_way_to_what_is_typed(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 24)) as run:
        line = "g/librar|reading room/ tag places sentence in library"
        await run.press("colon")
        assert "↑ earlier" in screen(run.app)
        await run.press(*line)
        assert f" : {line} " in screen(run.app)
        assert "↑ earlier" not in screen(run.app)
        await run.press("ctrl+u")
        assert "↑ earlier" in screen(run.app)


@pytest.mark.parametrize(("width", "offered"), [(80, "split …"), (120, "split [word|")])
async def test_what_may_follow_a_name_is_told_of_all_where_there_is_room(
    width: int, offered: str, tmp_path: Path
) -> None:
    async with running(tmp_path, size=(width, 30)) as run:
        await run.press(":", *"split")
        assert offered in screen(run.app)
        await run.press("tab")
        assert "▌ split [word|" in screen(run.app)


async def test_what_is_done_here_alone_is_offered_first(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        offered = [offer.name for offer in CommandLine(run.app.main).complete("")]
        takes = {command.id for command in COMMANDS if command.takes} - {"each"}
        assert set(offered[: len(takes) + 1]) == takes | {"g/…/"}
        (first,) = (offer for offer in CommandLine(run.app.main).complete("g")[:1])
        assert (first.name, first.line) == ("g/…/", "g")
        assert BY_ID[offered[len(takes) + 1]].keys == ()
