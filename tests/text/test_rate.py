"""How fast long work goes, in words."""

from __future__ import annotations

import pytest

from reader.text.rate import rate_words


@pytest.mark.parametrize(
    ("done", "total", "seconds", "words"),
    [
        (0, 300, 5.0, ""),
        (12, 300, 0.9, ""),
        (120, 400, 3.0, "40/s · 7 s left"),
        (3, 10, 2.0, "1.5/s · 5 s left"),
        (1, 10, 4.0, "15.0/min · 36 s left"),
        (9999, 10_000, 2.0, "5,000/s · 1 s left"),
        (10, 1210, 1.0, "10/s · 2 min left"),
        (10, 100_010, 1.0, "10/s · 3 h left"),
        (10, 10_000_010, 1.0, "10/s · 12 d left"),
        (300, 300, 10.0, "30/s"),
        (301, 300, 10.0, "30/s"),
    ],
)
def test_a_rate_and_what_is_left(done: int, total: int, seconds: float, words: str) -> None:
    assert rate_words(done, total, seconds) == words


def test_the_rate_of_things_where_steps_are_shares() -> None:
    assert rate_words(250, 1000, 5.0, 60) == "12/s · 15 s left"
