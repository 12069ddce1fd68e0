"""Ids as people see them: 13 digits of an alphabet without letters that look alike."""

from __future__ import annotations

from functools import lru_cache

DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 13
_DIGITS = frozenset(DIGITS)
_TO_BASE_32 = str.maketrans(DIGITS, "0123456789abcdefghijklmnopqrstuv")
SHORT = 6


@lru_cache(maxsize=1024)  # a save writes the same few several times
def show_id(number: int) -> str:
    """Write a 63-bit id as its 13 characters."""
    return "".join([DIGITS[number >> shift & 31] for shift in range(5 * (LENGTH - 1), -1, -5)])


def short_id(number: int) -> str:
    """Write the last 6 characters of an id, as lists show it."""
    return show_id(number)[-SHORT:]


def read_id(text: str) -> int | None:
    """Read the 13 characters of an id, in either case; `None` when they are none."""
    text = text.strip().lower()
    if len(text) != LENGTH or not _DIGITS.issuperset(text):
        return None
    number = int(text.translate(_TO_BASE_32), 32)
    return number if number < 1 << 63 else None


def uuid_of(kind: str, name: str) -> str:
    """Return the UUID (version 5) by which other programs know a thing of ours: the same in every export."""
    from uuid import NAMESPACE_URL, uuid5

    return str(uuid5(NAMESPACE_URL, f"urn:reader:{kind}:{name}"))


def urn_of(kind: str, number: int) -> str:
    """Return the URN of an article or a highlight."""
    return f"urn:uuid:{uuid_of(kind, show_id(number))}"
