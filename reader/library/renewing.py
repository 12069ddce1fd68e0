"""The side of a library that takes texts in: new ones, newer ones, and what becomes of passages then."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reader.library.caring import Caring

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.library.adding import Adding
    from reader.library.errors import LibraryError
    from reader.library.outcomes import Added
    from reader.model import Body, Highlight, Imported


class Renewing(Caring):
    """What `Library` offers for texts that change at their source."""

    @cached_property
    def _adding(self) -> Adding:
        from reader.library.adding import Adding

        return Adding(self._parts, self._reading, self._writing)

    def add_all(self, texts: Iterable[Imported], *, tags: Sequence[str] = ()) -> list[Added | LibraryError]:
        """Add texts as `add` does, many times faster; an error stands for a text that was not added."""
        with self._lock:
            return self._adding.add_all(texts, tags)

    def renew(self, article: int, imported: Imported) -> Added:
        """Give an article the text that its source has now; `known` when it is the same."""
        with self._lock:
            return self._adding.renew(article, imported)

    def earlier_body(self, digest: str) -> Body:
        """Return a text that an article had before, by its digest."""
        with self._lock:
            return self._parts.texts.get(digest)

    def accept(self, highlight: Highlight) -> Highlight:
        """Attach a highlight that waits where it is proposed to be.

        Raises:
            LibraryError: there is no proposal, or it is another than was shown.
        """
        from reader.library.settling import ACCEPTED, accepted

        with self._lock:
            return self._writing.settle(highlight, ACCEPTED, accepted)

    def keep_orphan(self, highlight: Highlight) -> Highlight:
        """Let a highlight that waits be without a place; it waits no longer, and keeps its words."""
        from reader.library.settling import ORPHANED, orphaned

        with self._lock:
            return self._writing.settle(highlight, ORPHANED, orphaned)
