"""The formats to choose from: by what one is after, the ones used last on top, found by a few letters."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from reader.folders import cache_path
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_RECENT = 3
_LAST = "used last"
_PLUGGED = "plug-ins"


class FormatRow(NamedTuple):
    """A format: what one is after, its name, what it is, which programs read it."""

    group: str
    name: str
    about: str
    readers: str = ""


def format_rows() -> list[FormatRow]:
    """Return all formats in their groups, those of plug-ins last; none of these is imported for that."""
    from reader.exports import FORMATS
    from reader.exports.plugged import offered

    rows = [FormatRow(form.group, form.name, form.about, form.readers) for form in FORMATS.values()]
    others = offered().items()
    return rows + [FormatRow(_PLUGGED, name, f"by {of}") for name, of in others if name not in FORMATS]


class FormatChoices:
    """Formats, and the names of those that were used last."""

    def __init__(self, rows: Sequence[FormatRow], recent: Iterable[str] = ()) -> None:
        by_name = {row.name: row for row in rows}
        last = [by_name[name]._replace(group=_LAST) for name in recent if name in by_name]
        self.rows = (*last[:_RECENT], *rows)

    def matches(self, text: str) -> list[FormatRow]:
        """Return what fits: by the beginning of a name, of any word, then by any part, each format once."""
        sought = text.strip().casefold()
        if not sought:
            return list(self.rows)
        ranked: dict[str, tuple[int, FormatRow]] = {}
        for row in self.rows:
            rank = _rank(row, sought)
            if rank is not None:
                ranked.setdefault(row.name, (rank, row))
        return [row for _, row in sorted(ranked.values(), key=lambda each: each[0])]


def _rank(row: FormatRow, sought: str) -> int | None:
    """Return how well a row fits, 0 best; None where it does not."""
    name, rest = row.name.casefold(), f"{row.readers} {row.group} {row.about}".casefold()
    if name.startswith(sought):
        return 0
    if any(word.startswith(sought) for word in f"{name} {rest}".replace("-", " ").split()):
        return 1
    return 2 if sought in f"{name} {rest}" else None


def recent_formats() -> list[str]:
    """Return the formats used on this machine, the last first."""
    with suppress(OSError, UnicodeDecodeError), open(_path(), encoding="utf-8") as file:
        return file.read().split()[:_RECENT]
    return []


def note_format(name: str) -> None:
    """Remember that a format was used; where that cannot be kept, it is not."""
    names = [name, *(each for each in recent_formats() if each != name)][:_RECENT]
    with suppress(OSError):
        os.makedirs(cache_path(), mode=0o700, exist_ok=True)
        with open(_path(), "w", encoding="utf-8") as file:
            file.write("\n".join(names))


def _path() -> str:
    return os.path.join(cache_path(), "formats")
