from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.text.find import Search
from reader.ui.pane.overview import Overview
from reader.ui.pane.rows import row_keys
from reader.ui.pane.styles import COLOUR_NUMBER, FOUND
from tests.ui.sessions import Reader

SIZE = 5000
spans = st.tuples(st.integers(0, SIZE - 1), st.integers(1, 900), st.integers(1, 8)).map(
    lambda s: (s[0], min(SIZE, s[0] + s[1]), s[2])
)


@given(st.lists(spans, max_size=20), st.lists(spans, max_size=20), st.integers(1, 70))
def test_what_was_removed_leaves_nothing(
    kept: list[tuple[int, int, int]], gone: list[tuple[int, int, int]], rows: int
) -> None:
    one, other = Overview(SIZE), Overview(SIZE)
    for span in kept:
        one.add(*span)
        other.add(*span)
    for span in gone:
        one.add(*span)
    one.rows(rows)
    for span in gone:
        one.remove(*span)
    assert one.rows(rows) == other.rows(rows)
    assert len(one.rows(rows)) == rows


@given(st.lists(spans, min_size=1, max_size=6), st.integers(1, 70))
def test_every_row_where_a_highlight_lies_shows_one_and_no_other_does(
    laid: list[tuple[int, int, int]], rows: int
) -> None:
    overview = Overview(SIZE)
    for span in laid:
        overview.add(*span)
    part = SIZE / 1024
    for y, shown in enumerate(overview.rows(rows)):
        low, high = y * SIZE / rows, (y + 1) * SIZE / rows
        surely = {c for a, b, c in laid if a + part < high and b - part > low and b - a > 3 * part}
        maybe = {c for a, b, c in laid if a - part <= high and b + part >= low}
        assert (shown in maybe) if surely or shown else True


def test_the_colour_of_most_highlights_is_shown() -> None:
    overview = Overview(1000)
    for start in (100, 120, 140):
        overview.add(start, start + 10, 3)
    overview.add(100, 110, 1)
    overview.add(900, 910, 5)
    assert list(overview.rows(4)) == [3, 0, 0, 5]
    overview.clear()
    assert not any(overview.rows(4))


def test_the_scroll_bar_shows_matches_once_they_are_counted_and_else_highlights() -> None:
    reader = Reader("\n\n".join(f"Line {i} has words." for i in range(200)), rows=21).do(
        "#evidence", "escape"
    )
    session = reader.session
    at = session.view.text.index("Line 150 ")
    session.scene.search = Search(session.view.text, "line 150")

    def bar() -> list[int]:
        return [key.mark for key in row_keys(session.view, session.scene)[session.view.headroom :]]

    green = COLOUR_NUMBER["green"]
    assert bar() == [green] + [0] * 19
    list(session.scene.search.count())
    expected = [green] + [0] * 19
    expected[at * 20 // len(session.view.text)] = FOUND
    assert bar() == expected
    starts, overview = session.scene.search.starts, session.scene.overview
    assert overview.with_matches(starts, 20) is overview.with_matches(starts, 20)
    assert list(overview.with_matches([0], 20)) == [FOUND] + [0] * 19
    session.scene.search = None
    assert bar() == [green] + [0] * 19


def test_there_is_no_bar_where_all_is_on_the_screen() -> None:
    session = Reader("One two three.", rows=21).do("#evidence").session
    assert not any(key.mark or key.thumb for key in row_keys(session.view, session.scene))


def test_rows_are_worked_out_once() -> None:
    overview = Overview(1000)
    overview.add(1, 9, 2)
    assert overview.rows(40) is overview.rows(40)
    first = overview.rows(40)
    overview.add(500, 510, 2)
    assert overview.rows(40) is not first
