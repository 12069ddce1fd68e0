"""Overlapping intervals, added, removed and asked for by range, at any number."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


class SpanIndex(Generic[Key]):
    """Intervals in a grid of levels: an interval's length gives its level, its start the bucket.

    `add` and `remove` take constant time; `query` touches about four buckets in each level in use (at
    most some twenty) and the hits, whatever lies elsewhere.
    """

    _FINEST = 10  # buckets of 1,024 code points

    def __init__(self) -> None:
        self._grid: dict[int, dict[int, dict[Key, tuple[int, int]]]] = {}
        self._spans: dict[Key, tuple[int, int]] = {}

    def __len__(self) -> int:
        return len(self._spans)

    def __contains__(self, key: Key) -> bool:
        return key in self._spans

    def _cell(self, start: int, end: int) -> tuple[int, int]:
        level = max(self._FINEST, (end - start).bit_length())
        return level, start >> level

    def add(self, key: Key, start: int, end: int) -> None:
        """Put the interval `[start, end)` in under `key`, in place of an earlier one of that key."""
        if key in self._spans:
            self.remove(key)
        level, cell = self._cell(start, end)
        self._spans[key] = (start, end)
        self._grid.setdefault(level, {}).setdefault(cell, {})[key] = (start, end)

    def remove(self, key: Key) -> tuple[int, int]:
        """Take the interval of `key` out and return it. Raises KeyError when there is none."""
        span = self._spans.pop(key)
        level, cell = self._cell(*span)
        bucket = self._grid[level][cell]
        del bucket[key]
        if not bucket:
            del self._grid[level][cell]
        return span

    def query(self, start: int, end: int) -> list[tuple[int, int, Key]]:
        """Return (start, end, key) of every interval that meets `[start, end)`, in no order."""
        found = []
        for level, cells in self._grid.items():
            for cell in range((start >> level) - 1, ((end - 1) >> level) + 1):
                bucket = cells.get(cell)
                if bucket:
                    found += [(a, b, key) for key, (a, b) in bucket.items() if a < end and b > start]
        return found
