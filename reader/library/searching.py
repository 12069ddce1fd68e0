"""The side of a library that looks into texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import RLock

    from reader.library.outcomes import Found
    from reader.library.reading import Reading


def _unsaid(remark: str) -> None:
    """Say nothing."""


class Searching:
    """What `Library` offers to look for words; loaded when it is asked for."""

    _lock: RLock
    _reading: Reading

    def search(
        self, text: str, limit: int = 20, *, regex: bool = False, remark: Callable[[str], None] = _unsaid
    ) -> list[Found]:
        """Return articles whose text or highlights hold all words of `text`, or match it as a `regex`.

        Any text is safe: words, `"phrases"`, `begin*`, in any case, with or without accents. The best come
        first while they are fewer than 20,000. `remark` is told when it had to be done otherwise.
        """
        with self._lock:
            search = self._reading.search
            return (search.expression if regex else search.find)(text, limit, remark)
