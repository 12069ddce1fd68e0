from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import pytest
from textual import events

from reader.text.cells import cells
from reader.ui.commands import BY_ID, COMMANDS, Command, places_of
from reader.ui.keys.palette import line_of, offered, score
from reader.ui.reading.voice import MISSING
from reader.ui.screens.codebook import CodebookScreen
from reader.ui.screens.help import HelpScreen
from reader.ui.screens.palette import PaletteScreen
from reader.ui.widgets.key_table import KeyTable, commands_of, keys_in, lay_out
from reader.ui.widgets.lines import Lines
from tests.ui.apps import running
from tests.ui.hosts import SIZES, Host, rows, screen

if TYPE_CHECKING:
    from pathlib import Path

PLACES = ("text", "list", "marks", "collection", "codebook")


def chosen(screen: HelpScreen) -> str:
    return screen.table.chosen.id if screen.table.chosen else ""


def test_what_holds_everywhere_is_not_found_by_that_but_groups_are() -> None:
    assert {command.id for command in commands_of("text", "every")} >= {"each", "all-highlights"}
    assert "undo" not in {command.id for command in commands_of("text", "every")}
    assert {command.group for command in commands_of("text", "move")} >= {"Move"}
    assert "each" in {command.id for command in commands_of("list", "search")}


# -- columns


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("width", [20, 40, 76, 116, 186, 400])
@pytest.mark.parametrize("room", [0, 5, 18, 54])
def test_every_command_stands_once_under_its_group(place: str, width: int, room: int) -> None:
    commands = commands_of(place)
    columns = lay_out(commands, width, room)
    assert len(columns) <= max(1, min(5, width // 38))
    lines = [line for column in columns for line in column]
    assert sorted(c.id for c in lines if isinstance(c, Command)) == sorted(c.id for c in commands)
    names = [line for line in lines if isinstance(line, str) and line]
    assert [name for name, _ in groupby(names)] == list(dict.fromkeys(c.group for c in commands))
    group = ""
    for column in columns:
        assert isinstance(column[-1], Command)
        assert column[0] and isinstance(column[0], str), "a column begins with the name of its group"
        for line in column:
            group = line if isinstance(line, str) else group
            assert not isinstance(line, Command) or line.group == group


def test_where_there_is_room_no_group_is_parted() -> None:
    columns = lay_out(commands_of("text"), 180, 54)
    assert all(isinstance(column[0], str) for column in columns)


def test_keys_are_shown_whole_or_not_at_all() -> None:
    assert keys_in(BY_ID["back"], 12) == "backspace"
    assert keys_in(BY_ID["back"], 30) == "backspace ctrl+h ctrl+o"
    assert keys_in(BY_ID["digit"], 12) == "1–9"
    assert keys_in(BY_ID["theme"], 12) == ""


@pytest.mark.parametrize("place", PLACES)
def test_the_commands_of_a_place_and_of_everywhere_are_found(place: str) -> None:
    found = commands_of(place)
    assert {c.place for c in found} == {*places_of(place)} & {c.place for c in COMMANDS}
    assert len(found) == sum(c.place in places_of(place) and bool(c.keys) for c in COMMANDS)


def test_what_has_no_key_is_found_by_typing_alone() -> None:
    assert [c.id for c in commands_of("text", "speak the text")] == ["read-aloud"]


def test_every_word_has_to_be_there() -> None:
    assert [c.id for c in commands_of("text", "before HIGHLIGHT pick")] == ["prev-mark"]
    assert commands_of("text", "next zzz") == []
    assert "undo" in [c.id for c in commands_of("list", "take back")]
    assert {"list-query", "each"} <= {c.id for c in commands_of("list", "all articles subject")}


@pytest.mark.parametrize(
    ("text", "first"), [("/rent", "find"), ("#housing", "tag-passages"), (":g/r/", "command-line")]
)
def test_a_key_with_what_one_types_behind_it_is_found(text: str, first: str) -> None:
    assert first in [c.id for c in commands_of("text", text)]
    assert commands_of("text", f"x{text}") == []


# -- the screen


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("place", PLACES)
async def test_every_size_shows_the_keys_and_what_the_first_does(place: str, size: tuple[int, int]) -> None:
    screen = HelpScreen(place)
    app = Host()
    async with app.at(size) as pilot:
        await app.push_screen(screen)
        await pilot.pause()
        painted = rows(screen.table)
        assert screen.table.region.bottom <= size[1] - 2
        assert all(cells(row) == screen.table.size.width for row in painted)
        first = commands_of(place)[0]
        line = next(row for row in painted if row.startswith("▌"))
        assert line.startswith(f"▌ {keys_in(first, 12)}")
        assert first.title in line
        if size[0] >= 120:
            assert all(f" {c.title} " in "\n".join(painted) for c in commands_of(place))


async def test_typing_finds_and_enter_runs() -> None:
    app = Host()
    results: list[str | None] = []
    async with app.at() as pilot:
        screen = HelpScreen("text")
        await app.push_screen(screen, results.append)
        await pilot.press(*"uitt", "backspace")
        assert screen.text == "uit"
        assert {c.id for c in commands_of("text", "uit")} == {"quit", "quit-step"}
        await pilot.press("down")
        ran = chosen(screen)
        await pilot.press("enter")
        assert results == [ran]
        assert ran == "quit"


@pytest.mark.parametrize("key", ["escape", "q", "question_mark"])
async def test_it_closes(key: str) -> None:
    app = Host()
    results: list[str | None] = []
    async with app.at() as pilot:
        await app.push_screen(HelpScreen(), results.append)
        await pilot.press(key)
        assert results == [None]
        assert not isinstance(app.screen, HelpScreen)


async def test_escape_first_clears_what_was_typed() -> None:
    app = Host()
    results: list[str | None] = []
    async with app.at() as pilot:
        screen = HelpScreen()
        await app.push_screen(screen, results.append)
        await pilot.press(*"zzz", "enter")
        assert chosen(screen) == ""
        assert "Nothing is named so" in "".join(rows(screen.table))
        await pilot.press("escape")
        assert screen.text == ""
        assert chosen(screen) == "next-unit"
        await pilot.press("escape")
        assert results == [None]


async def test_arrows_pages_and_ends_move_and_keep_the_choice_in_sight() -> None:
    app = Host()
    async with app.at((80, 24)) as pilot:
        screen = HelpScreen()
        await app.push_screen(screen)
        for keys in (
            ["down"] * 30,
            ["up"],
            ["right"],
            ["pagedown"],
            ["up"],
            ["end"],
            ["left"],
            ["ctrl+u"],
            ["home"],
        ):
            before = chosen(screen)
            await pilot.press(*keys)
            await pilot.pause()
            assert chosen(screen) != before
            title = BY_ID[chosen(screen)].title[:20]
            assert any("▌" in row and title in row for row in rows(screen.table))
        assert chosen(screen) == "next-unit"
        assert rows(screen.table)[0].startswith("  Move")


async def test_it_says_how_much_lies_beyond_the_screen() -> None:
    app = Host()
    async with app.at((80, 24)) as pilot:
        helping = HelpScreen()
        await app.push_screen(helping)
        await pilot.pause()
        hidden = max(map(len, lay_out(commands_of("text"), 76, 18))) - helping.table.size.height
        assert f"↓ {hidden} more" in screen(app) and "↑" not in screen(app).splitlines()[-3]
        helping.table.post_message(events.MouseScrollDown(helping.table, 3, 3, 0, 1, 0, False, False, False))
        await pilot.pause()
        assert f"↑ 3 more  ↓ {hidden - 3} more" in screen(app)
        await pilot.press("end")
        for _ in range(hidden):  # the last key need not stand in the longest column
            helping.table.post_message(
                events.MouseScrollDown(helping.table, 3, 3, 0, 1, 0, False, False, False)
            )
        await pilot.pause()
        assert f"↑ {hidden} more" in screen(app) and "↓ 1" not in screen(app)
        await pilot.press(*"status")
        await pilot.pause()
        assert " more" not in screen(app)


async def test_right_goes_to_the_command_beside() -> None:
    app = Host()
    async with app.at((120, 40)) as pilot:
        screen = HelpScreen()
        await app.push_screen(screen)
        await pilot.press("right")
        other = chosen(screen)
        assert other != "next-unit"
        await pilot.press("left")
        assert chosen(screen) == "next-unit"
        await pilot.press("left")
        assert chosen(screen) == "next-unit"


async def test_a_click_runs_and_the_wheel_scrolls() -> None:
    app = Host()
    results: list[str | None] = []
    async with app.at((80, 24)) as pilot:
        screen = HelpScreen()
        await app.push_screen(screen, results.append)
        await pilot.pause()
        screen.table.post_message(events.MouseScrollDown(screen.table, 3, 3, 0, 1, 0, False, False, False))
        await pilot.pause()
        assert not rows(screen.table)[0].startswith("  Move")
        await pilot.click(KeyTable, offset=(3, 0))
        assert results == ["line-down"]


# -- the palette


def words(command: Command) -> str:
    line = line_of(command)
    return " ".join("".join(text for text, _ in (*line.left, (" ", ""), *line.right)).split())


@pytest.fixture
def voice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Have one program that reads aloud, and no other program."""
    path = tmp_path / "say"
    path.write_text("#!/bin/sh")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    return path


def test_the_palette_says_why_a_command_cannot_be(voice: Path) -> None:
    assert words(BY_ID["read-aloud"]) == "read aloud Everywhere"
    voice.unlink()
    assert words(BY_ID["read-aloud"]) == f"read aloud {MISSING} Everywhere"


@pytest.mark.usefixtures("voice")
def test_the_palette_has_every_command_but_itself() -> None:
    assert offered(COMMANDS) == [command for command in COMMANDS if command.id != "palette"]
    for command in offered(COMMANDS):
        assert words(command) == f"{keys_in(command, 12)} {command.title} {command.group}".strip()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("undo", "undo"),
        ("trash", "list-trash"),
        ("light dark", "theme"),
        ("all high", "all-highlights"),
        ("repeat", "repeat"),
        ("codebook's", "digit"),
    ],
)
async def test_a_command_is_found_by_any_of_its_words(text: str, first: str) -> None:
    results: list[str | None] = []
    app = Host()
    async with app.at() as pilot:
        app.push_screen(PaletteScreen(COMMANDS), results.append)
        await pilot.pause()
        await pilot.press(*("space" if char == " " else char for char in text))
        assert BY_ID[first].about in screen(app)
        await pilot.press("enter")
        assert results == [first]


async def test_the_palette_moves_clears_and_closes() -> None:
    results: list[str | None] = []
    app = Host()
    async with app.at() as pilot:
        shown = PaletteScreen(COMMANDS)
        app.push_screen(shown, results.append)
        await pilot.press("down", "down")
        assert shown.chosen == COMMANDS[2]
        await pilot.press("end")
        assert shown.chosen == COMMANDS[-1]
        await pilot.press(*"zzz", "enter")  # there is nothing to be done
        assert shown.chosen is None
        assert "Nothing is named so" in screen(app)
        await pilot.press("escape")
        assert (shown.text, shown.chosen) == ("", COMMANDS[0])
        await pilot.press("escape")
        assert results == [None]


async def test_a_click_runs_a_command_of_the_palette() -> None:
    results: list[str | None] = []
    app = Host()
    async with app.at() as pilot:
        app.push_screen(PaletteScreen(COMMANDS), results.append)
        await pilot.pause()
        await pilot.click(Lines, offset=(3, 2))
        assert results == [COMMANDS[2].id]


async def test_the_palette_serves_the_screen_under_it(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("T", "ctrl+p", *"merge", "enter")
        assert isinstance(run.app.screen, CodebookScreen)
        assert run.app.screen.prompt  # which asks with what


def test_scores_lie_between_nothing_and_the_whole() -> None:
    assert score(BY_ID["undo"], "und") == 1
    assert score(BY_ID["undo"], "zzz") == 0
    assert score(BY_ID["undo"], " ") == 0
    assert 0 < score(BY_ID["undo"], "change") < score(BY_ID["repeat"], "repeat") <= 1
    assert all(0 <= score(c, "the") <= 1 for c in COMMANDS)
