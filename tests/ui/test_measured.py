from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.text.cells import between, cells
from reader.ui.widgets.measured import Measured
from tests.text.samples import texts as texts_of_any_script

STYLES = [Style(bold=True), Style(italic=True), None]
cuts = st.lists(st.integers(1, 60), min_size=1, max_size=4, unique=True).map(sorted)


def strips(texts: list[str]) -> tuple[Measured, Strip]:
    segments = [Segment(text, STYLES[i % 3]) for i, text in enumerate(texts) if text]
    width = sum(cells(text) for text in texts)
    return Measured(segments, width), Strip(segments, width)


def seen(strip: Strip) -> list[tuple[str, Style | None]]:
    return [(letter, style) for text, style, _ in strip for letter in text]


@given(st.lists(st.text("ab é“日本…", max_size=12), max_size=5), cuts)
def test_it_is_cut_as_textual_cuts_where_rich_measures_the_same(texts: list[str], cuts: list[int]) -> None:
    measured, plain = strips(texts)
    for mine, theirs in zip(measured.divide(cuts), plain.divide(cuts), strict=True):
        assert seen(mine) == seen(theirs)
        assert mine.cell_length == theirs.cell_length


@given(st.lists(texts_of_any_script, max_size=3), cuts)
def test_each_part_has_its_own_cells(texts: list[str], cuts: list[int]) -> None:
    measured, _ = strips([text.replace("\n", " ") for text in texts])
    whole, width = measured.text, measured.cell_length
    cuts = [cut for cut in cuts if cut < width]
    parts = measured.divide([*cuts, width]) if width else []
    for part, (start, end) in zip(parts, pairwise((0, *cuts, width)), strict=bool(width)):
        assert cells(part.text) == part.cell_length == end - start
    assert measured.crop(3).text == between(whole, 3, width)


def test_a_row_that_nothing_covers_goes_out_as_it_is() -> None:
    measured, _ = strips(["हिन्दी में", " पाठ"])
    assert measured.divide([measured.cell_length])[0] is measured
    assert measured.crop(0, measured.cell_length) is measured


def test_what_textual_keeps_with_a_strip_is_there_when_it_asks() -> None:
    measured, plain = strips(["ab ", "cd"])
    for name in Strip.__slots__:
        assert type(getattr(measured, name)) is type(getattr(plain, name)), name
    with pytest.raises(AttributeError):
        _ = measured.nothing


def test_it_does_what_textual_does_with_a_strip() -> None:
    style, console = Style(italic=True), Console(color_system="truecolor")
    for act in (
        lambda strip: strip.render(console),
        lambda strip: seen(strip.apply_style(style)),
        lambda strip: seen(strip.extend_cell_length(9)),
        lambda strip: seen(strip.adjust_cell_length(3)),
        lambda strip: seen(strip.crop_extend(1, 8, style)),
        lambda strip: strip.link_ids,
        lambda strip: strip.cell_count,
    ):
        measured, plain = strips(["ab ", "cd"])
        assert act(measured) == act(plain)
        assert act(measured) == act(plain)  # as it was kept
