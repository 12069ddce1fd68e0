"""Settings that change while the app runs: taken at a look, refused with the line, shown in the options."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from reader.config import load
from tests.ui.test_settings import reading, session_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.ui.apps import Running

MINE = '[themes.mine]\nbackground = "#10202c"\ntext = "#f0f0f0"\naccent = "#ffd28a"\nred = "#ff9a90"\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


@asynccontextmanager
async def opened(tmp_path: Path, path: Path, text: str = "") -> AsyncIterator[Running]:
    if text:
        path.write_text(text)
    async with reading(tmp_path, load(path)) as run:
        yield run


def look(run: Running, path: Path, text: str) -> str:
    """Write the file as an editor does, and let the app look."""
    beside = path.with_suffix(".new")
    beside.write_text(text)
    beside.replace(path)
    run.app.main.message = ""
    run.app.main.look()
    return run.message


def background(run: Running) -> tuple[int, ...]:
    style = next(iter(run.app.main.text.render_line(0))).style
    assert style and style.bgcolor and style.bgcolor.triplet
    return tuple(style.bgcolor.triplet)


async def test_what_is_written_holds_at_the_next_look(tmp_path: Path, path: Path) -> None:
    async with opened(tmp_path, path) as run:
        text = 'measure = 50\nannotator = "ada"\ntheme = "mine"\nanimation = true\n'
        assert (
            look(run, path, f'{text}[keys]\nhighlight = "ctrl+y"\n{MINE}') == "the settings were read again"
        )
        await run.press("ctrl+y")
        assert [mark.annotator for mark in run.marks] == ["ada"]
        assert session_of(run).view.layout.width == 50
        assert (run.app.theme, run.app.animation_level) == ("mine", "full")
        assert background(run) == (0x10, 0x20, 0x2C)
        await run.press("h")
        assert "no meaning here" in run.message


async def test_a_theme_that_is_worn_takes_other_colours(tmp_path: Path, path: Path) -> None:
    async with opened(tmp_path, path, f'theme = "mine"\n{MINE}') as run:
        assert (run.app.theme, background(run)) == ("mine", (0x10, 0x20, 0x2C))
        assert look(run, path, f'theme = "mine"\n{MINE}'.replace("#10202c", "#000000"))
        await run.pilot.pause()
        assert background(run) == (0, 0, 0)
        assert "“text” on “background”" in look(
            run, path, f'theme = "mine"\n{MINE}'.replace("#f0f0f0", "#303030")
        )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("measure = 5000\n", "line 1: “measure” takes"),
        ("measure = \n", "line 1: this is not TOML"),
        ('measure = 60\n[keys]\nhighlight = "t"\n', "line 3: t is already “tag”"),
    ],
)
async def test_a_file_that_is_wrong_changes_nothing_and_is_said(
    tmp_path: Path, path: Path, text: str, words: str
) -> None:
    async with opened(tmp_path, path, "measure = 64\n") as run:
        said = look(run, path, text)
        assert words in said and said.endswith("what held before still holds")
        assert session_of(run).view.layout.width == 64
        assert look(run, path, "measure = 66\n") == "the settings were read again"
        assert session_of(run).view.layout.width == 66


async def test_a_file_that_was_wrong_at_the_start_is_taken_once_it_is_mended(
    tmp_path: Path, path: Path
) -> None:
    async with opened(tmp_path, path, "measure = \n") as run:
        run.app.main.run("theme")
        assert run.message.startswith(f"for now: {path} could not be changed")
        assert path.read_text() == "measure = \n"
        assert look(run, path, "measure = 50\n") == "the settings were read again"
        assert session_of(run).view.layout.width == 50


async def test_nothing_moves_but_where_that_is_wanted(tmp_path: Path, path: Path) -> None:
    async with opened(tmp_path, path) as run:
        assert run.app.animation_level == "none"
    async with opened(tmp_path, path, "animation = true\n") as run:
        assert run.app.animation_level == "full"


async def test_what_the_app_keeps_itself_is_not_said_again(tmp_path: Path, path: Path) -> None:
    async with opened(tmp_path, path) as run:
        for command in ("spacing", "theme"):
            run.app.main.run(command)
            run.app.main.message = ""
            run.app.main.look()
            assert run.message == ""


async def test_the_options_show_what_holds_and_change_it(tmp_path: Path, path: Path) -> None:
    async with opened(tmp_path, path) as run:
        run.app.main.run("options")
        await run.press("p", "h", "k")
        assert run.app.main.prompts.open is not None  # one goes on from option to option
        await run.press("n", "A", "d", "a", "enter", "escape")
        assert run.app.main.prompts.open is None
        await run.press("ctrl+l")
        assert [mark.annotator for mark in run.marks] == ["Ada"]
    config = load(path)
    assert (config.setting.spacing, config.hints, config.preset) == ("indents", False, "plain")
    assert config.annotator == "Ada"
