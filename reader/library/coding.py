"""The side of a library that keeps its codebook: changes of tags all over it, what is wrong with them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reader.library.views import Viewing

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence

    from reader.library.editing.recoding import Recode
    from reader.library.outcomes import Touched
    from reader.model import Highlight
    from reader.model.recoding import Recoding


class Coding(Viewing):
    """What `Library` offers for its tags: a change is made, may be tried, and is then done by `recode`."""

    @cached_property
    def _recode(self) -> Recode:
        from reader.library.editing.recoding import Recode

        return Recode(self._parts, self._writing, self._undoing)

    def renaming(self, old: str, new: str) -> Recoding:
        """Make the change that gives a tag, with what stands under it, a name that is free."""
        with self._lock:
            return self._recode.rename(old, new)

    def moving(self, tag: str, parent: str) -> Recoding:
        """Make the change that puts a tag, with what stands under it, under another, or (`/`) at the top."""
        with self._lock:
            return self._recode.move(tag, parent)

    def merging(self, tags: Sequence[str], into: str) -> Recoding:
        """Make the change that makes one tag of several."""
        with self._lock:
            return self._recode.merge(tags, into)

    def deleting(self, tags: Sequence[str], *, from_passages: bool) -> Recoding:
        """Make the change that deletes tags, with what stands under them."""
        with self._lock:
            return self._recode.delete(tags, from_passages=from_passages)

    def splitting(self, tag: str, into: str, passages: Iterable[Highlight]) -> Recoding:
        """Make the change that gives some passages of a tag another one in its place."""
        chosen = list(passages)
        with self._lock:
            return self._recode.split(tag, into, chosen)

    def touched(self, change: Recoding) -> Touched:
        """Say what a change would touch; nothing is written."""
        with self._lock:
            return self._recode.touched(change)

    def recode(self, change: Recoding) -> None:
        """Do a change of tags, in the codebook and on all passages and articles; one step of undo."""
        with self._lock:
            self._recode.do(change)

    def recoding(self, change: Recoding) -> Generator[tuple[int, int]]:
        """Do what `recode` does piece by piece: before each, give how many articles are done of how many.

        Nothing is written before the second piece is asked for; what is not gone on with is a step too.
        """
        pieces = self._recode.pieces(change)
        try:
            while True:
                with self._lock:
                    piece = next(pieces, None)
                if piece is None:
                    return
                yield piece
        finally:
            pieces.close()

    def tags_used(self) -> frozenset[str]:
        """Return the tags that a passage or an article has."""
        with self._lock:
            return self._reading.tags_used()

    def tags_beside(self, name: str, limit: int = 5) -> list[tuple[str, int]]:
        """Return the tags most often on the same highlights as one, each with their number."""
        with self._lock:
            return self._reading.tags_beside(name, limit)
