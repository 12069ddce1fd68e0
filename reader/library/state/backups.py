"""Copies of files as they last were whole, a folder a day, so that a damaged one can be put right.

    .reader/backups/2026-11-23/0saqwtrfgam53.json

At the end of a session every file that it wrote is copied into the folder of that day. Kept are the last
seven days and the last of each of the four weeks before; the newest copy of a file is never taken away.
"""

from __future__ import annotations

import os
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from reader.library.disk.files import make_folder, read_file, write_new

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.library.disk.codec import Parsed
    from reader.library.disk.store import Store

_DAYS, _WEEKS = 7, 4
_is_day = re.compile(r"\d{4}-\d\d-\d\d").fullmatch


class Backups:
    """The folder of copies."""

    def __init__(self, store: Store) -> None:
        self._disk, self.folder = store.disk, f"{store.private}/backups"

    def keep(self, paths: Iterable[str], today: date | None = None) -> None:
        """Copy files into today's folder, durably, those that are whole; older folders make room.

        A copy that cannot be made is let be: the file itself is on the disk.
        """
        day = (today or date.today()).isoformat()
        new = not os.path.isdir(f"{self.folder}/{day}")
        try:
            if [path for path in paths if self._copy(path, day)]:
                self._disk.fsync_folder(f"{self.folder}/{day}")
            if new:
                self._thin_out(date.fromisoformat(day))
        except OSError:
            return

    def _copy(self, path: str, day: str) -> bool:
        """Copy a file; tell whether there was a whole one to copy."""
        from reader.library.disk import codec

        try:
            raw, _, still = read_file(self._disk, path)
        except FileNotFoundError:
            return False
        if not still or codec.parse(raw).quality != "clean":
            return False
        make_folder(f"{self.folder}/{day}")
        write_new(self._disk, f"{self.folder}/{day}/{os.path.basename(path)}", raw)
        return True

    def days(self) -> list[str]:
        """Return the days that there are copies of, the newest first."""
        try:
            names = os.listdir(self.folder)
        except OSError:
            return []
        return sorted((name for name in names if _date_of(name)), reverse=True)

    def copies(self, name: str) -> Iterator[tuple[str, Parsed]]:
        """Give the whole copies of a file of that name with their days, the newest first."""
        from reader.library.disk import codec

        for day in self.days():
            try:
                raw, _, _ = read_file(self._disk, f"{self.folder}/{day}/{name}")
            except OSError:
                continue  # none of that day
            parsed = codec.parse(raw)
            if parsed.quality == "clean":
                yield day, parsed

    def _thin_out(self, today: date) -> None:
        """Take old days away; a copy that is the newest of its file moves to the next day that is kept."""
        days = self.days()
        kept = kept_days([date.fromisoformat(day) for day in days], today)
        newer: set[str] = set()  # names that a newer day holds
        next_kept = ""
        for day in days:
            folder = f"{self.folder}/{day}"
            names = os.listdir(folder)
            if date.fromisoformat(day) in kept or not next_kept:
                newer.update(names)
                next_kept = day
                continue
            for name in names:
                if name in newer or name.startswith("."):
                    self._disk.unlink(f"{folder}/{name}")
                else:
                    self._disk.rename(f"{folder}/{name}", f"{self.folder}/{next_kept}/{name}")
                    newer.add(name)
            os.rmdir(folder)


def kept_days(days: Iterable[date], today: date) -> set[date]:
    """Choose the days to keep: all of the last seven, and the newest of each of the four weeks before."""
    recent = today - timedelta(days=_DAYS)
    kept: dict[object, date] = {}
    for day in sorted(days):
        if day > recent:
            kept[day] = day
        elif day > recent - timedelta(weeks=_WEEKS):
            kept[(recent - day).days // 7] = day  # the newest of a week is the last to be looked at
    return set(kept.values())


def _date_of(name: str) -> date | None:
    try:
        return date.fromisoformat(name) if _is_day(name) else None
    except ValueError:
        return None
