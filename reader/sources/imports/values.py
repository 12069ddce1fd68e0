"""Values of JSON, tables and databases of other programs, of whatever type they turn out to be."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

from reader.text.clean import clean_line
from reader.text.tags import TagError, normalise_tag

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator

Fields: TypeAlias = dict[str, object]
_LARGEST = 1 << 53

_has_time = re.compile(r"\d[T ]\d\d:\d\d").search


def fields(value: object) -> Fields:
    """Return an object's fields; none where it is no object."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> list[object]:
    """Return a list's items; none where it is no list."""
    return value if isinstance(value, list) else []


def objects(value: object) -> Iterator[Fields]:
    """Yield the objects in a list."""
    return (item for item in items(value) if isinstance(item, dict))


def text(value: object) -> str:
    """Return a string, or a number as one; empty for all else."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def line(value: object, limit: int = 500) -> str:
    """Return a string as one clean line."""
    return clean_line(text(value), limit)


def lines(value: object) -> tuple[str, ...]:
    """Return the strings in a list, or the one that stands in its place, each as one clean line."""
    given = value if isinstance(value, list) else [value]
    return tuple(filter(None, map(line, given)))


def number(value: object) -> int:
    """Return a whole number from 0 on, also one that is written in digits; 0 for all else."""
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < 20:
        value = int(value)
    return value if type(value) is int and 0 <= value <= _LARGEST else 0


def moment(value: object) -> str:
    """Return a time as ISO 8601 in UTC, from that or from seconds or milliseconds since 1970; else empty.

    A time without a zone is taken to be UTC.
    """
    try:
        if isinstance(value, str) and not value.strip().isdecimal():
            if not _has_time(value):
                return f"{datetime.fromisoformat(value.strip()).date().isoformat()}T00:00:00Z"
            found = datetime.fromisoformat(value.strip().removesuffix(" UTC"))
            found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
        else:
            seconds = float(value) if isinstance(value, int | float | str) else 0.0
            seconds = seconds / 1000 if seconds > 100_000_000_000 else seconds
            if seconds <= 0:
                return ""
            found = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return ""
    fraction = f".{found.microsecond // 1000:03}" if isinstance(value, str) and found.microsecond else ""
    return f"{found:%Y-%m-%dT%H:%M:%S}{fraction}Z" if found.year >= 1000 else ""


def tags(names: Iterable[str], lost: Counter[str]) -> tuple[str, ...]:
    """Return names as tags: a comma becomes a semicolon; what cannot be one is counted as lost."""
    kept = []
    for name in names:
        try:
            kept.append(normalise_tag(name.replace(",", ";")))
        except TagError:
            if name.strip():
                lost["tag"] += 1
    return tuple(dict.fromkeys(kept))


def digest(*parts: object) -> str:
    """Return a short name for what has none: the same for the same parts."""
    from hashlib import blake2b

    return blake2b("\0".join(map(text, parts)).encode("utf-8", "replace"), digest_size=9).hexdigest()
