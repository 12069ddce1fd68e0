"""Ids and stamps: unique and rising, though the clock steps back and other machines have other clocks."""

from __future__ import annotations

import os
import re
import time
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from reader.text.ids import read_id, short_id, show_id

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "Clock",
    "created",
    "is_stamp",
    "now",
    "read_id",
    "short_id",
    "show_id",
    "stamp_nanoseconds",
    "stamp_time",
]

_EPOCH = 1_577_836_800_000  # 2020-01-01 UTC, in milliseconds
_RANDOM_BITS = 22
_ISO_MINUTE = "%Y-%m-%dT%H:%M"
_TICK = 23  # characters of a stamp before its device: time, "Z", four digits of the counter
_LARGEST_COUNT = 0xFFFF
#: Ids up to this are of no `Clock`: stock TinyDB counts them up in each file, so several files have the same.
LARGEST_COUNTED = (1 << _RANDOM_BITS) - 1

is_stamp = re.compile(r"2\d{7}T\d{9}Z[0-9a-f]{4}-[0-9a-z]{1,16}").fullmatch


@lru_cache(maxsize=4)  # the calendar is most of what a time costs, and changes come several a minute
def _minute(form: str, number: int) -> str:
    """Write a minute since 1970."""
    return time.strftime(form, time.gmtime(60 * number))


def _written(milliseconds: int) -> str:
    minute, rest = divmod(milliseconds, 60_000)
    return f"{_minute('%Y%m%dT%H%M', minute)}{rest:05}Z"


def _milliseconds(tick: str) -> int:
    from datetime import UTC, datetime

    moment = datetime.strptime(tick[:15], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    return int(moment.timestamp()) * 1000 + int(tick[15:18])


def wall_clock() -> int:
    """Return milliseconds since 1970."""
    return time.time_ns() // 1_000_000


class Clock:
    """A hybrid logical clock (Kulkarni and others, 2014) that also makes ids.

    `device` tells apart stamps of the same moment from two machines.
    """

    def __init__(self, device: str, wall: Callable[[], int] = wall_clock) -> None:
        self.device = device
        self._wall = wall
        self._last = ""
        self._last_id = 0
        self._lock = Lock()

    def stamp(self, seen: str = "") -> str:
        """Return a stamp above `seen` and above all that this clock gave before."""
        with self._lock:
            floor = max(self._last, seen)[:_TICK]
            tick = _written(self._wall()) + "0000"
            if tick <= floor:
                count = int(floor[_TICK - 4 :], 16) + 1
                if count > _LARGEST_COUNT:
                    tick = _written(_milliseconds(floor) + 1) + "0000"
                else:
                    tick = f"{floor[:-4]}{count:04x}"
            self._last = f"{tick}-{self.device}"
            return self._last

    def new_id(self) -> int:
        """Return a 63-bit id, above all that this clock gave before; unique by its random bits elsewhere."""
        with self._lock:
            noise = int.from_bytes(os.urandom(4))
            number = max(0, self._wall() - _EPOCH) << _RANDOM_BITS | noise >> 32 - _RANDOM_BITS
            if number <= self._last_id:
                number = self._last_id + 1 + (noise & 0x3FF)
            self._last_id = number
            return number


def created(number: int) -> str:
    """Return when an id was made, as ISO 8601 UTC in whole seconds."""
    minute, second = divmod(((number >> _RANDOM_BITS) + _EPOCH) // 1000, 60)
    return f"{_minute(_ISO_MINUTE, minute)}:{second:02}Z"


def stamp_time(stamp: str) -> str:
    """Return a stamp's time as ISO 8601 UTC in whole seconds; empty for what does not look like one."""
    if stamp[8:9] != "T" or stamp[18:19] != "Z":
        return ""
    date, clock = stamp[:8], stamp[9:15]
    return f"{date[:4]}-{date[4:6]}-{date[6:]}T{clock[:2]}:{clock[2:4]}:{clock[4:]}Z"


def stamp_nanoseconds(stamp: str) -> int:
    """Return a stamp's time in nanoseconds since 1970; zero when it is none."""
    return _milliseconds(stamp) * 1_000_000 if is_stamp(stamp) else 0


def now() -> str:
    """Return the time as ISO 8601 UTC in whole seconds."""
    minute, second = divmod(time.time_ns() // 1_000_000_000, 60)
    return f"{_minute(_ISO_MINUTE, minute)}:{second:02}Z"


def moment() -> str:
    """Return the time as ISO 8601 UTC with milliseconds: of what is done in one second the order is kept."""
    minute, rest = divmod(wall_clock(), 60_000)
    return f"{_minute(_ISO_MINUTE, minute)}:{rest // 1000:02}.{rest % 1000:03}Z"
