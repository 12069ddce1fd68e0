"""What is chosen in the app of page and colours: seen at once, kept in the file, taken up again."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from reader.config import Config, load
from reader.library import Library
from reader.model import Body, Imported, Metadata
from reader.ui.app import ReaderApp
from reader.ui.widgets.choice_prompt import ChoicePrompt
from tests.ui.apps import Running

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from reader.ui.pane.session import Session

PROSE = "It was the best of times, it was the worst of incomprehensible times. " * 9


@asynccontextmanager
async def reading(tmp_path: Path, config: Config) -> AsyncIterator[Running]:
    with Library(tmp_path / "library", annotator="me") as library:
        body = Body.plain(f"{PROSE.strip()}\n\n{PROSE.strip()}")
        article = library.add(Imported("/prose.txt", Metadata("Prose", language="en"), body)).article
        app = ReaderApp(library, article=article.id, config=config)
        async with app.run_test(size=(160, 40), notifications=True) as pilot:
            await pilot.pause()
            yield Running(app, pilot, library, {"Prose": article.id})


def session_of(run: Running) -> Session:
    assert run.app.desk.session
    return run.app.desk.session


async def test_the_measure_is_seen_while_it_is_typed_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    async with reading(tmp_path, load(path)) as run:
        run.app.main.run("measure")
        await run.press("backspace", "backspace", "5", "0")
        assert session_of(run).view.layout.width == 50
        await run.press("escape")
        assert session_of(run).view.layout.width == 72
        assert not path.exists()
        run.app.main.run("measure")
        await run.press("backspace", "backspace", "6", "4", "enter")
        assert session_of(run).view.layout.width == 64
        assert run.message == "lines of up to 64 cells"
    assert path.read_text() == "measure = 64\n"
    async with reading(tmp_path, load(path)) as run:
        assert session_of(run).view.layout.width == 64


async def test_a_measure_that_is_none_is_refused(tmp_path: Path) -> None:
    async with reading(tmp_path, Config()) as run:
        run.app.main.run("measure")
        await run.press("0", "enter")
        assert run.message == "a number from 40 to 120"
        assert session_of(run).view.layout.width == 72


async def test_spacing_and_justification_are_turned_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('# mine\nspacing = "lines"  # as in books?\n')
    async with reading(tmp_path, load(path)) as run:
        before = session_of(run).caret
        for command, said in (("spacing", "indented"), ("justify", "flush right")):
            run.app.main.run(command)
            assert said in run.message
        setting = session_of(run).view.setting
        assert (setting.spacing, setting.justified, session_of(run).caret) == ("indents", True, before)
    assert path.read_text() == '# mine\nspacing = "indents"  # as in books?\njustified = true\n'


async def test_themes_are_seen_one_after_the_other_and_one_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    async with reading(tmp_path, load(path)) as run:
        seen = []
        run.app.main.run("choose-theme")
        for _ in range(3):
            await run.press("right")
            seen.append(run.app.theme)
        assert seen == ["reader-paper", "reader-sepia", "reader-contrast"]
        await run.press("escape")
        assert run.app.theme == "reader-night"
        assert not path.exists()
        run.app.main.run("choose-theme")
        await run.press("right", "right", "enter")
        assert run.app.theme == "reader-sepia"
    assert load(path).theme == "reader-sepia"
    async with reading(tmp_path, load(path)) as run:
        assert run.app.theme == "reader-sepia"


async def test_a_theme_is_chosen_by_a_letter_of_its_name(tmp_path: Path) -> None:
    async with reading(tmp_path, load(tmp_path / "config.toml")) as run:
        run.app.main.run("choose-theme")
        await run.press("p")
        assert run.app.theme == "reader-paper"
        run.app.main.run("choose-theme")
        await run.press("o", "d")
        assert run.app.theme == "dracula"
        run.app.main.run("choose-theme")
        await run.press("enter")  # it is among the others
        prompt = run.app.main.prompts.open
        assert isinstance(prompt, ChoicePrompt)
        assert prompt.chosen is not None
        assert prompt.chosen.label == "dracula"
        await run.press("right", "escape")
        assert (run.app.main.prompts.open, run.app.theme) == (None, "dracula")


async def test_options_stay_open_until_they_are_left(tmp_path: Path) -> None:
    async with reading(tmp_path, load(tmp_path / "config.toml")) as run:

        def shown() -> str:
            prompt = run.app.main.prompts.open
            assert isinstance(prompt, ChoicePrompt)
            assert prompt.chosen is not None
            return f"{prompt.title}: {prompt.chosen.words}"

        run.app.main.run("options")
        await run.press("h")
        assert shown() == "Options: hints: no"
        await run.press("t", "s")
        assert shown() == "Options: theme: reader-sepia"
        await run.press("t", "o", "escape")
        assert shown() == "Options: theme: reader-sepia"
        await run.press("m", *["backspace"] * 2, "5", "0", "enter")
        assert shown() == "Options: measure: 50"
        await run.press("m", "5", "0", "enter")  # 5050
        assert (shown(), run.message) == ("Options: measure: 50", "a number from 40 to 120")
        await run.press("n", *"Ada", "enter")
        assert shown() == "Options: your name: Ada"
        await run.press("n", "escape", "escape")
        assert run.app.main.prompts.open is None
        run.app.main.run("choose-theme")
        await run.press("b")
        assert run.app.main.prompts.open is None, "and open by themselves no more"


async def test_what_cannot_be_kept_holds_for_now_and_is_said(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    async with reading(tmp_path, Config(path=path)) as run:
        path.write_text("this is not TOML")
        run.app.main.run("justify")
        assert session_of(run).view.setting.justified
        assert run.message.startswith("for now: ")
        assert "set justified = true in it" in run.message
    assert path.read_text() == "this is not TOML"


@pytest.mark.parametrize("key", ["C"])
async def test_focus_mode_dims_all_but_the_paragraph_at_the_caret(key: str, tmp_path: Path) -> None:
    async with reading(tmp_path, Config()) as run:
        await run.press(key)
        scene, blocks = session_of(run).scene, session_of(run).view.body.blocks
        assert scene.lone == (blocks[0].start, blocks[0].end)
        await run.press("p")
        assert scene.lone == (blocks[1].start, blocks[1].end)
        await run.press(key)
        assert scene.lone is None
