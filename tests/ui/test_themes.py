"""Contrast is computed as WCAG 2.2 defines it (relative luminance of sRGB)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.theme import BUILTIN_THEMES, Theme

from reader.config import Config
from reader.library import Library
from reader.model import COLOURS
from reader.ui.app import ReaderApp
from reader.ui.themes import THEMES, Palette, highlight_palette, variable_defaults
from reader.ui.widgets.status import Status, StatusLine
from tests.ui.hosts import Host

if TYPE_CHECKING:
    from pathlib import Path

Rgb = tuple[int, int, int]
each_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)


def luminance(colour: Rgb) -> float:
    parts = [c / 255 for c in colour]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: Rgb, b: Rgb) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)


def test_the_first_theme_is_dark_and_the_second_light() -> None:
    assert [(t.name, t.dark) for t in THEMES] == [("reader-night", True), ("reader-paper", False)]


@each_theme
def test_text_is_readable_on_every_ground(theme: Theme) -> None:
    palette = highlight_palette(theme)
    assert contrast(palette.text, palette.background) >= 10
    assert contrast(palette.text, palette.sentence) >= 7
    assert contrast(palette.text, palette.selection) >= 4.5
    assert contrast(palette.text, palette.match) >= 4.5
    assert contrast(palette.dim, palette.background) >= 4.5
    assert contrast(palette.caret_text, palette.caret) >= 4.5
    assert contrast(palette.accent, palette.background) >= 4.5
    for ground in palette.hl:
        assert contrast(palette.text, ground) >= 4.5


@each_theme
def test_metadata_is_readable_on_lit_and_raised_rows(theme: Theme) -> None:
    from textual.color import Color

    grounds = [Color.parse(theme.variables[name]).rgb for name in ("lit", "asleep", "raised")]
    palette = highlight_palette(theme)
    for ground in grounds:
        assert contrast(palette.dim, ground) >= 4
        assert contrast(palette.text, ground) >= 7
        for mark in palette.mark[1:]:
            assert contrast(mark, ground) >= 3


@each_theme
def test_marks_stand_out_from_the_background(theme: Theme) -> None:
    palette = highlight_palette(theme)
    for mark in palette.mark[1:]:
        assert contrast(mark, palette.background) >= 3


@each_theme
def test_every_colour_is_its_own(theme: Theme) -> None:
    palette = highlight_palette(theme)
    assert len(palette.hl) == len(palette.mark) == len(COLOURS) + 1
    assert len({*palette.hl, palette.sentence, palette.selection, palette.match}) == len(COLOURS) + 4
    assert len(set(palette.mark)) == len(COLOURS) + 1


def test_a_foreign_theme_gets_the_marks_of_night_or_paper() -> None:
    palette = highlight_palette(BUILTIN_THEMES["textual-light"])
    assert palette.hl[1:] == highlight_palette(THEMES[1]).hl[1:]
    assert palette.background != highlight_palette(THEMES[1]).background
    assert isinstance(highlight_palette(BUILTIN_THEMES["nord"]), Palette)


def test_defaults_hold_every_variable_of_the_own_themes() -> None:
    assert set(variable_defaults()) == set(THEMES[0].variables) == set(THEMES[1].variables)


async def test_painted_rows_take_the_colours_of_another_theme_at_once() -> None:
    line = StatusLine()
    app = Host(line)
    async with app.at((80, 24)) as pilot:
        line.show(Status("READ", "said", digits=(("1", "claim", "yellow"),)))
        for theme in (*THEMES, THEMES[0]):
            app.theme = theme.name
            await pilot.pause()
            palette = highlight_palette(theme)
            seen = {segment.text.strip(): segment.style for segment in line.render_line(0)}
            for text, colour in (("said", palette.text), ("1", palette.mark[1]), ("READ", palette.accent)):
                style = seen[text]
                assert style
                assert style.color
                assert style.color.triplet == pytest.approx(colour, abs=1)  # Textual's shades round
                assert style.bgcolor
                assert style.bgcolor.triplet == pytest.approx(palette.background, abs=1)


@pytest.mark.parametrize("name", ["nord", "textual-light"])
async def test_a_foreign_theme_can_be_used(name: str, tmp_path: Path) -> None:
    app = ReaderApp(Library(tmp_path), config=Config(theme=name))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.theme == name
        assert app.theme_variables["dim"] == variable_defaults(dark=app.current_theme.dark)["dim"]
