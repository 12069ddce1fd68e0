"""Which panes a screen of some width shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.ui.arrange import arrange

FOCUS = st.sampled_from(["list", "text", "marks", "collection"])
WISH = st.sampled_from([None, True, False])


@given(st.integers(20, 300), FOCUS, WISH, WISH, st.tuples(st.booleans(), st.booleans()))
def test_widths_add_up_and_the_pane_with_the_focus_is_shown(
    width: int, focus: str, articles: bool | None, marks: bool | None, is_so: tuple[bool, bool]
) -> None:
    shown = arrange(width, focus, articles=articles, marks=marks, zen=is_so[0], has_text=is_so[1])
    assert shown.articles + shown.text + shown.marks + shown.collection == width
    with_focus = {"list": shown.articles, "text": shown.text, "marks": shown.marks}
    assert with_focus.get(focus, shown.collection) > 0


@pytest.mark.parametrize("width", [80, 120, 200])
def test_where_there_is_no_text_its_highlights_have_the_room(width: int) -> None:
    shown = arrange(width, "marks", has_text=False)
    assert shown.text > 0
    assert shown.marks > arrange(width, "marks").marks


@pytest.mark.parametrize(
    ("width", "focus", "panes"),
    [
        (200, "text", (True, True, True)),
        (110, "text", (True, True, True)),
        (109, "text", (False, True, True)),
        (109, "list", (True, True, False)),
        (80, "text", (False, True, True)),
        (80, "marks", (False, True, True)),
        (79, "text", (False, True, False)),
        (79, "list", (True, False, False)),
        (79, "marks", (False, False, True)),
    ],
)
def test_panes_fold_away(width: int, focus: str, panes: tuple[bool, bool, bool]) -> None:
    shown = arrange(width, focus)
    assert (shown.articles > 0, shown.text > 0, shown.marks > 0) == panes


def test_the_passages_of_the_library_have_the_text_beside_them_where_there_is_room() -> None:
    assert arrange(109, "collection")[1:] == (0, 0, "collection", 109)
    assert arrange(110, "collection")[1:] == (55, 0, "", 55)
    assert arrange(240, "collection")[1:] == (80, 0, "", 160)


def test_a_wish_is_obeyed_and_zen_shows_the_text_alone() -> None:
    assert arrange(120, "text", articles=False).articles == 0
    assert arrange(90, "text", articles=True, marks=True).articles > 0
    assert arrange(200, "text", zen=True).text == 200


def test_while_nothing_is_read_the_list_has_the_room_and_there_are_no_marks() -> None:
    for width in range(80, 301):
        shown = arrange(width, "list", reads=False)
        assert shown.articles == (width if width < 132 else 100)
        assert shown.text == shown.marks == 0
        assert arrange(width, "text", reads=False).marks == 0
        assert arrange(width, "list", marks=True, reads=False).marks > 0  # a wish is obeyed
        assert arrange(width, "collection", reads=False) == arrange(width, "collection")


def test_side_panes_keep_to_their_widths() -> None:
    for width in range(110, 301):
        shown = arrange(width, "text")
        assert 26 <= shown.articles <= 34
        assert 26 <= shown.marks <= 36
