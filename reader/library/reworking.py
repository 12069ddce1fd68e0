"""The side of a library that works on several passages: split, joined, linked."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reader.library.caring import Caring

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.library.linking import Linking
    from reader.library.outcomes import Linked
    from reader.library.reshaping import Reshaping
    from reader.model import Highlight, Link


class Reworking(Caring):
    """What `Library` offers for passages that have to do with one another; each change is a step of undo."""

    @cached_property
    def _linking(self) -> Linking:
        from reader.library.linking import Linking

        return Linking(self._parts, self._reading, self._writing)

    @cached_property
    def _reshaping(self) -> Reshaping:
        from reader.library.reshaping import Reshaping

        return Reshaping(self._parts, self._reading, self._writing, self._undoing, self._linking)

    def split(self, highlight: Highlight, cuts: Sequence[int]) -> list[Highlight]:
        """Cut a highlight at offsets inside it; its note and links stay with the first part."""
        with self._lock:
            return self._reshaping.split(highlight, cuts)

    def join(self, highlights: Sequence[Highlight]) -> Highlight:
        """Make one highlight of several of an article, with the tags, notes and links of all."""
        with self._lock:
            return self._reshaping.join(highlights)

    def link(self, source: Highlight, target: Highlight, kind: str) -> Highlight:
        """Let a highlight support, contradict or answer another, or what `kind` says; return it."""
        with self._lock:
            return self._linking.link(source, target, kind)

    def unlink(self, source: Highlight, link: Link) -> Highlight:
        """Take a link away from the highlight that it starts from; return that."""
        with self._lock:
            return self._linking.unlink(source, link)

    def links(self, highlight: Highlight) -> list[Linked]:
        """Return the links of a highlight, those that start from it and those that lead to it."""
        with self._lock:
            return self._linking.of(highlight)

    def linked(self, highlights: Iterable[int]) -> set[int]:
        """Return those of some highlights to which links lead."""
        with self._lock:
            return self._linking.linked(highlights)
