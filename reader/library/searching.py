"""The side of a library that looks into texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import RLock

    from reader.library.outcomes import Found
    from reader.library.parts import Parts
    from reader.library.reading import Reading


def _unsaid(remark: str) -> None:
    """Say nothing."""


class Searching:
    """What `Library` offers to look for words; loaded when it is asked for."""

    _lock: RLock
    _parts: Parts
    _reading: Reading

    def search(
        self, text: str, limit: int = 20, *, regex: bool = False, remark: Callable[[str], None] = _unsaid
    ) -> list[Found]:
        """Return articles whose text or highlights hold all words of `text`, or match it as a `regex`.

        Any text is safe: words, `"phrases"`, `begin*`, with or without accents, in any case unless they are
        given with a capital. The best come first while they are fewer than 20,000, else the newest. `remark`
        is told when it had to be done otherwise.

        Raises:
            BadPattern: when `text` is no `regex`.
        """
        with self._lock:
            search = self._reading.search
            return (search.expression if regex else search.find)(text, limit, remark)

    def count_of(self, status: str) -> int:
        """Count the articles of a status, without what reads queries."""
        with self._lock:
            return self._parts.catalogue.ask(lambda index: index.count("status = ?", (status,)))

    def unread(self) -> tuple[int, int] | None:
        """Return how many articles are known of how many, while they are being read; else `None`."""
        with self._lock:
            return self._parts.catalogue.progress()
