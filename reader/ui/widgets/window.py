"""A long list read a window at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.model import Article

_WINDOW = 64  # articles fetched at once
_KEPT = 8  # windows kept
_NEAREST = 64  # windows looked through for an article


class ArticleWindow:
    """The articles of a list of known length, fetched where they are looked at."""

    def __init__(self, fetch: Callable[[int, int], list[Article]], total: int) -> None:
        self.total = total
        self._fetch = fetch
        self._windows: dict[int, list[Article]] = {}

    def get(self, index: int) -> Article | None:
        """Return the article at an index, or None beyond the list (also when it has become shorter)."""
        if not 0 <= index < self.total:
            return None
        number, at = divmod(index, _WINDOW)
        window = self._load(number)
        return window[at] if at < len(window) else None

    def _load(self, number: int) -> list[Article]:
        window = self._windows.pop(number, None)
        if window is None:
            window = self._fetch(number * _WINDOW, _WINDOW)
        self._windows[number] = window
        while len(self._windows) > _KEPT:
            del self._windows[next(iter(self._windows))]
        return window

    def forget(self) -> None:
        """Forget what was fetched."""
        self._windows.clear()

    def find(self, article: int, near: int) -> int | None:
        """Return the index of an article: looked for among the 4,096 that lie nearest to an index."""
        for number in [*self._windows]:
            found = _index_in(self._windows[number], article)
            if found is not None:
                return number * _WINDOW + found
        for number in self._nearest(near // _WINDOW):
            window = self._windows.get(number) or self._fetch(number * _WINDOW, _WINDOW)
            found = _index_in(window, article)
            if found is not None:
                return number * _WINDOW + found
        return None

    def _nearest(self, centre: int) -> list[int]:
        """Return the numbers of the windows around one, the nearest first."""
        last = (self.total - 1) // _WINDOW
        low, high = max(0, centre - _NEAREST // 2), min(last, centre + _NEAREST // 2)
        return sorted(range(low, high + 1), key=lambda number: abs(number - centre))


def _index_in(window: list[Article], article: int) -> int | None:
    return next((at for at, each in enumerate(window) if each.id == article), None)
