"""Contrast is computed as WCAG 2.2 defines it, for all that the pane can paint, in every theme."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from rich.color import Color as Coloured
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from reader.config import Config
from reader.library import Library
from reader.model import COLOURS
from reader.text.body import BLOCK_KINDS
from reader.ui.app import ReaderApp
from reader.ui.pane import styles
from reader.ui.theme.contrast import SIGN, TEXT, Rgb, contrast, readable, tinted
from reader.ui.theme.themes import THEMES, counterpart, highlight_palette, scheme_of, variable_defaults
from reader.ui.widgets.status import Status, StatusLine
from tests.ui.hosts import Host

if TYPE_CHECKING:
    from pathlib import Path

ALL = (*THEMES, *BUILTIN_THEMES.values())
each_theme = pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
each_own = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)


def named(theme: Theme, name: str) -> Rgb:
    return Color.parse(scheme_of(theme).named[name]).rgb


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)


def test_the_first_theme_is_dark_and_there_are_light_and_high_contrast_ones() -> None:
    assert [(t.name, t.dark) for t in THEMES] == [
        ("reader-night", True),
        ("reader-paper", False),
        ("reader-sepia", False),
        ("reader-contrast", True),
        ("reader-bright", False),
    ]
    for theme in THEMES:
        other = next(t for t in THEMES if t.name == counterpart(theme.name))
        assert other.dark != theme.dark


#: Each highlight alone, each pair that is blended, and more than two.
HIGHLIGHTS = range(len(COLOURS) + len(COLOURS) * (len(COLOURS) - 1) // 2 + 2)


@each_theme
def test_all_text_of_the_pane_is_readable_on_all_grounds(theme: Theme) -> None:
    palette = highlight_palette(theme)
    over = [a | b for a, b in product((0, styles.SELECTED), (0, styles.MATCH))]
    inks = [a | b for a, b in product((0, styles.UNIT, styles.CODE), (0, styles.LINK, styles.STRONG))]
    kinds = [
        (i, level)
        for i, kind in enumerate(BLOCK_KINDS)
        for level in (range(7) if kind == "heading" else (0,))
    ]
    for (kind, level), number, laid, ink in product(kinds, HIGHLIGHTS, over, inks):
        seen = styles.look(styles.text_style(kind, level, number | laid, ink), palette)
        assert contrast(seen.colour, seen.ground) >= TEXT, (BLOCK_KINDS[kind], level, number, laid, ink)


@each_theme
def test_what_steps_back_in_focus_mode_can_still_be_read(theme: Theme) -> None:
    palette = highlight_palette(theme)
    for number, ink in product(HIGHLIGHTS, (0, styles.LINK, styles.CODE)):
        seen = styles.look(styles.dimmed(styles.text_style(3, 0, number, ink | styles.STRONG)), palette)
        assert contrast(seen.colour, seen.ground) >= SIGN
        assert contrast(seen.colour, seen.ground) < contrast(palette.text, palette.background)


@each_theme
def test_carets_labels_and_signs_are_readable(theme: Theme) -> None:
    palette = highlight_palette(theme)
    for style in (styles.CARET, styles.CARET_ASLEEP, styles.LABEL, styles.MORE, styles.NOTE, styles.HEAD):
        seen = styles.look(style if style < 0 else style | styles.text_style(3, 0, 0, 0), palette)
        assert contrast(seen.colour, seen.ground) >= TEXT
    scroll = styles.scroll(styles.FOUND, thumb=False), styles.scroll(0, thumb=True)
    for style in (styles.RULE, styles.PREFIX, styles.CODE_SIGN, *scroll):
        seen = styles.look(style, palette)
        assert contrast(seen.colour, seen.ground) >= SIGN


@each_theme
def test_a_caret_without_the_keys_is_seen_and_read_on_every_ground(theme: Theme) -> None:
    palette = highlight_palette(theme)
    laid = (0, styles.SELECTED, styles.MATCH)
    for number, over, ink in product(HIGHLIGHTS, laid, (0, styles.UNIT, styles.CODE)):
        under = styles.text_style(3, 0, number | over, ink)
        seen = styles.look(under | styles.CARET_ASLEEP, palette)
        assert contrast(seen.colour, seen.ground) >= (7 if "contrast" in theme.name else TEXT)
        assert contrast(seen.ground, styles.look(under, palette).ground) > 1.2


@each_theme
def test_the_bars_of_highlights_stand_out_from_the_background(theme: Theme) -> None:
    palette = highlight_palette(theme)
    for colour in range(1, len(COLOURS) + 1):
        for style in (styles.gutter(colour), styles.scroll(colour, thumb=False)):
            seen = styles.look(style, palette)
            assert contrast(seen.colour, seen.ground) >= SIGN


@each_theme
def test_metadata_is_readable_on_lit_and_raised_rows(theme: Theme) -> None:
    text, marks = named(theme, "text"), highlight_palette(theme).mark[1:]
    for ground in (named(theme, name) for name in ("background", "lit", "asleep", "raised")):
        assert contrast(text, ground) >= TEXT
        assert contrast(named(theme, "dim"), ground) >= TEXT
        assert contrast(named(theme, "faint"), ground) >= 4.4
        assert all(contrast(mark, ground) >= SIGN for mark in marks)


@each_own
def test_text_on_the_page_is_easy_to_read(theme: Theme) -> None:
    palette = highlight_palette(theme)
    assert contrast(palette.text, palette.background) >= 10
    assert contrast(palette.text, palette.sentence) >= 7
    if "contrast" in theme.name or "bright" in theme.name:
        assert contrast(palette.text, palette.background) == pytest.approx(21)
        assert all(contrast(palette.text, ground) >= 6 for ground in palette.hl)


@each_own
def test_every_colour_is_its_own(theme: Theme) -> None:
    palette = highlight_palette(theme)
    assert len(palette.hl) == len(palette.mark) == len(COLOURS) + 1
    assert len({*palette.hl, palette.sentence, palette.selection, palette.match}) == len(COLOURS) + 4
    assert len(set(palette.mark)) == len(COLOURS) + 1
    assert set(scheme_of(theme).marks) == set(COLOURS)


@each_theme
def test_highlights_can_be_told_from_the_page_and_from_each_other(theme: Theme) -> None:
    palette = highlight_palette(theme)
    grounds = [*palette.hl, palette.sentence]
    for i, one in enumerate(grounds):
        for other in grounds[:i]:
            assert sum(abs(a - b) for a, b in zip(one, other, strict=True)) >= 8, (i, one, other)


@each_theme
def test_a_selection_stands_out_from_every_other_ground(theme: Theme) -> None:
    palette = highlight_palette(theme)

    def ground(number: int, ink: int = 0) -> Rgb:
        return styles.look(styles.text_style(3, 0, number, ink), palette).ground

    for ink in (0, styles.UNIT, styles.CODE):
        assert contrast(ground(styles.SELECTED, ink), ground(0, ink)) >= 1.65, ink
    for number in HIGHLIGHTS:  # they show through it; the hue tells them apart where the light does not
        lit, selected = ground(number), ground(number | styles.SELECTED)
        assert sum(abs(a - b) for a, b in zip(lit, selected, strict=True)) >= 32, number


@each_own
def test_a_selection_stands_out_where_there_are_256_colours(theme: Theme) -> None:
    palette = highlight_palette(theme)

    def ground(number: int, ink: int = 0) -> int | None:
        seen = styles.look(styles.text_style(3, 0, number, ink), palette)
        return Coloured.from_rgb(*seen.ground).downgrade(ColorSystem.EIGHT_BIT).number

    for ink in (0, styles.UNIT, styles.CODE):
        assert ground(styles.SELECTED, ink) != ground(0, ink), ink
    for number in range(1, len(COLOURS) + 1):
        assert ground(number | styles.SELECTED) != ground(number), number


def test_a_foreign_theme_keeps_its_own_page() -> None:
    palette = highlight_palette(BUILTIN_THEMES["nord"])
    assert palette.background == Color.parse(BUILTIN_THEMES["nord"].background or "").rgb


def test_a_colour_is_moved_only_as_far_as_it_must() -> None:
    black, grey, white = (0, 0, 0), (120, 120, 120), (255, 255, 255)
    assert readable(white, [black]) == white
    assert contrast(readable(grey, [black], 7), black) == pytest.approx(7, abs=0.5)
    assert contrast(readable(grey, [grey]), grey) >= 4.5
    assert tinted(white, (255, 0, 0), black, 0.3) == (255, 178, 178)
    assert contrast(tinted(white, grey, (90, 90, 90), 1.0), (90, 90, 90)) >= TEXT


def test_defaults_hold_every_variable_of_the_own_themes() -> None:
    assert all(set(variable_defaults(theme)) == set(variable_defaults(THEMES[0])) for theme in ALL)


async def test_painted_rows_take_the_colours_of_another_theme_at_once() -> None:
    line = StatusLine()
    app = Host(line)
    async with app.at((80, 24)) as pilot:
        line.show(Status("READ", "said", digits=(("1", "claim", "yellow"),)))
        for theme in (*THEMES, THEMES[0]):
            app.theme = theme.name
            await pilot.pause()
            palette = highlight_palette(theme)
            ink = app.theme_variables
            seen = {segment.text.strip(): segment.style for segment in line.render_line(0)}
            for text, colour in (("said", ink["ink"]), ("1", ink["ink-yellow"]), ("READ", ink["ink-accent"])):
                style = seen[text]
                assert style
                assert style.color
                assert style.color.triplet == pytest.approx(
                    Color.parse(colour).rgb, abs=1
                )  # Textual's shades round
                assert style.bgcolor
                assert style.bgcolor.triplet == pytest.approx(palette.background, abs=1)


@pytest.mark.parametrize("name", ["nord", "textual-light"])
async def test_a_foreign_theme_can_be_used(name: str, tmp_path: Path) -> None:
    app = ReaderApp(Library(tmp_path), config=Config(theme=name))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.theme == name
        assert app.theme_variables["dim"] == variable_defaults(app.current_theme)["dim"]
