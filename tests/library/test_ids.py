from __future__ import annotations

from reader.library.disk.ids import Clock, created, is_stamp, stamp_time
from reader.text.ids import read_id, show_id

NOON = 1_785_000_000_000


def test_stamps_rise_though_the_clock_steps_back() -> None:
    time = NOON
    clock = Clock("aa", wall=lambda: time)
    given = [clock.stamp()]
    for step in (-(10**9), 5, -1, 10**6, -(10**7)):
        time += step
        given.append(clock.stamp())
    assert given == sorted(set(given))
    assert all(is_stamp(stamp) for stamp in given)
    assert Clock("bb", wall=lambda: 0).stamp(given[-1]) > given[-1]


def test_stamps_rise_when_the_counter_is_full() -> None:
    clock = Clock("aa", wall=lambda: NOON)
    full = clock.stamp()[:19] + "ffff-zz"
    assert is_stamp(above := clock.stamp(full))
    assert above > full


def test_ids_are_unique_rising_and_fit_63_bits() -> None:
    time = NOON
    clock = Clock("aa", wall=lambda: time)
    ids = [clock.new_id() for _ in range(2000)]
    time -= 10**8
    ids += [clock.new_id() for _ in range(10)]
    assert ids == sorted(set(ids))
    assert max(ids) < 1 << 63
    assert all(read_id(show_id(number)) == number for number in ids[:20])


def test_two_clocks_of_one_moment_make_different_ids() -> None:
    clocks = [Clock("aa", wall=lambda: NOON) for _ in range(2)]
    assert clocks[0].new_id() != clocks[1].new_id()


def test_times_are_written_for_people() -> None:
    clock = Clock("aa", wall=lambda: NOON)
    assert created(clock.new_id()) == "2026-07-25T17:20:00Z"
    assert stamp_time(clock.stamp()) == "2026-07-25T17:20:00Z"
    assert stamp_time("yesterday") == ""
