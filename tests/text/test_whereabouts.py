"""The page, or the time, that a passage is from."""

import pytest

from reader.text.body import Mark, Marks
from reader.text.whereabouts import whereabouts

PAGES = Marks(
    [
        Mark("emphasis", 0, 4),
        Mark("page", 10, 50, "xii"),
        Mark("page", 52, 80, "1"),
        Mark("link", 60, 90, "https://example.org"),
        Mark("page", 80, 120, "2"),
    ]
)
TIMES = Marks([Mark("time", 0, 20, "00:00:04"), Mark("time", 21, 60, "00:01:30")])


@pytest.mark.parametrize(
    ("marks", "span", "where"),
    [
        (PAGES, (0, 5), ""),  # before the first page that is known
        (PAGES, (10, 20), "p. xii"),
        (PAGES, (50, 51), "p. xii"),  # between two, as a picture is
        (PAGES, (60, 80), "p. 1"),  # its last character is on it
        (PAGES, (60, 81), "pp. 1–2"),
        (PAGES, (119, 500), "p. 2"),
        (PAGES, (85, 85), "p. 2"),
        (TIMES, (30, 70), "00:01:30"),
        (Marks(), (0, 5), ""),
    ],
)
def test_a_passage_is_from_a_page_or_a_time(marks: Marks, span: tuple[int, int], where: str) -> None:
    assert whereabouts(marks, *span) == where
