"""The pace of reading and the time spent, with a clock that the test turns."""

from __future__ import annotations

import pytest

from reader.model import Pace
from reader.ui.reading.attention import Attention

from .sessions import Reader

TEXT = "\n\n".join("Five words are in this. Six more of them follow it. " * 8 for _ in range(60))


class Reading:
    """A reader at a clock."""

    def __init__(self) -> None:
        self.now = 0.0
        self.reader = Reader(TEXT)
        self.attention = Attention(Pace(), lambda: self.now)
        self.attention.begin(0)

    def do(self, command: str, after: float) -> Reading:
        """Do a command some seconds later."""
        self.now += after
        self.attention.look(self.reader.session)
        self.reader.do(command)
        self.attention.acted(command, self.reader.session)
        return self

    def spent(self) -> int:
        """Return the seconds that were not kept yet, and keep them."""
        seconds = self.attention.spent
        self.attention.kept(seconds)
        return seconds

    @property
    def pace(self) -> int:
        return round(self.attention.pace.per_minute)


def test_a_pace_begins_as_most_people_read_and_comes_near_to_ones_own() -> None:
    assert Pace().per_minute == pytest.approx(230)
    pace = Pace()
    for _ in range(20):
        pace = pace.after(500, 60)
    assert 450 < pace.per_minute < 500
    for _ in range(1000):
        pace = pace.after(100, 60)
    assert pace.per_minute == pytest.approx(100, abs=3)  # what was long ago is forgotten
    assert Pace().minutes(2300) == 10


@pytest.mark.parametrize("command", ["page-down", "next-unit", "next-paragraph", "line-down", "half-down"])
def test_whoever_reads_at_one_pace_is_measured_so(command: str) -> None:
    reading = Reading()
    read = 0
    while read < 4000:
        before = reading.reader.session.caret
        reading.reader.do(command)
        words = len(TEXT[before : reading.reader.session.caret].split())
        reading.now += words / 120 * 60
        reading.attention.acted(command, reading.reader.session)
        read += words
    assert 118 <= reading.pace <= 140


def test_pauses_jumps_turning_back_and_leafing_through_are_no_reading() -> None:
    reading = Reading()
    for command, after in [
        ("page-down", 600),
        ("page-down", 0.2),
        ("page-down", 0.2),
        ("bottom", 20),
        ("top", 20),
    ]:
        reading.do(command, after)
    for _ in range(10):
        reading.do("page-up", 20)
    assert reading.pace == 230


def test_the_time_of_marking_is_time_with_the_text() -> None:
    reading = Reading()
    reading.do("next-unit", 5).do("highlight", 3).do("next-unit", 4)
    assert reading.spent() == 12
    assert reading.spent() == 0


def test_a_pause_counts_for_nothing() -> None:
    reading = Reading()
    reading.do("next-unit", 5).do("next-unit", 4000).do("next-unit", 6.5)
    assert reading.spent() == 11
    reading.do("next-unit", 0.5)
    assert reading.spent() == 1  # the half second was kept


def test_a_full_screen_may_be_read_for_longer_than_an_empty_one() -> None:
    reading = Reading()
    view = reading.reader.session.view
    long = view.rows * view.layout.width // 10 - 1
    assert long > 60
    assert reading.do("next-unit", long).spent() == long


def test_a_note_is_written_beside_the_reading() -> None:
    reading = Reading()
    for _ in range(12):
        reading.now += 30
        reading.attention.aside(reading.reader.session)
        reading.do("page-down", 60)
    assert reading.spent() == 12 * 90
    assert reading.pace < 230  # as the pages took, not the notes
    without = Reading()
    for _ in range(12):
        without.do("page-down", 60)
    assert without.pace == reading.pace
