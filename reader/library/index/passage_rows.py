"""The rows of articles in the tables `highlight` and `link` of the index: only what changed is written.

An article may have very many highlights, and a change is of one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reader.library.index.entry import Entry


class PassageRows:
    """Rows to be written to an index, and to be taken out of it."""

    def __init__(self) -> None:
        self._marks_in: list[tuple[int, int]] = []
        self._marks_out: list[tuple[int, int]] = []
        self._ties_in: list[tuple[int, ...]] = []
        self._ties_out: list[tuple[int, ...]] = []

    def change(
        self, article: int, marks: Iterable[int], ties: Iterable[Iterable[int]], entry: Entry | None
    ) -> None:
        """Note what an article has (highlights, and both ends of links), and what it is to have."""
        had, tied = set(marks), {(*tie, article) for tie in ties}
        has = entry.highlights if entry else []
        self._marks_in += [(mark, article) for mark in has if mark not in had]
        self._marks_out += [(mark, article) for mark in had.difference(has)]
        ties_now = {(*tie, article) for tie in entry.ties} if entry else set()
        self._ties_in += ties_now - tied
        self._ties_out += tied - ties_now

    def write(self, many: Callable[[str, Iterable[Sequence[int]]], object]) -> None:
        """Write what was noted."""
        many("DELETE FROM highlight WHERE id = ? AND article = ?", self._marks_out)
        many("DELETE FROM link WHERE target = ? AND source = ? AND article = ?", self._ties_out)
        many("INSERT INTO highlight VALUES(?, ?)", self._marks_in)
        many("INSERT INTO link VALUES(?, ?, ?)", self._ties_in)
