from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.around import around
from reader.text.body import Body

TEXT = "One two, three. Four five six! Seven.\n\nEight nine. Ten."


@pytest.mark.parametrize(
    ("quote", "before", "after"),
    [
        ("five", "Four ", " six!"),
        ("two, three. Four", "One ", " five six!"),
        ("Four five six!", "One two, three. ", " Seven."),
        ("One two, three.", "", " Four five six!"),
        ("Seven.", "Four five six! ", ""),
        ("Eight nine.", "", " Ten."),
        ("Seven.\n\nEight nine.", "Four five six! ", " Ten."),
    ],
)
def test_the_sentence_or_its_neighbours_stand_around(quote: str, before: str, after: str) -> None:
    start = TEXT.index(quote)
    assert around(Body.plain(TEXT), start, start + len(quote)) == (before, after)


@given(st.text(alphabet="ab. \n!é日", max_size=60), st.integers(-2, 62), st.integers(-2, 62))
def test_what_stands_around_adjoins(text: str, start: int, end: int) -> None:
    body = Body.plain(text)
    before, after = around(body, start, end)
    if 0 <= start < end <= len(body.text):
        assert body.text[:start].endswith(before)
        assert body.text[end:].startswith(after)
    else:
        assert (before, after) == ("", "")
