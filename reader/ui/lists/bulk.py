"""One change of every passage that a query finds, a page at a time: counted first, then done as one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library import NotFound
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from reader.library import Library
    from reader.library.outcomes import Key
    from reader.model import Highlight
    from reader.text.query_nodes import Query

_PAGE = 64  # articles that are read, and waited for on the disk, together


class Edit(NamedTuple):
    """A change of a passage: a tag added or taken off, a colour, or its deletion."""

    add: str = ""
    remove: str = ""
    colour: str | None = None
    delete: bool = False

    def words(self) -> str:
        """Say what is done, in a few words."""
        if self.delete:
            return "deletion"
        if self.colour is not None:
            return self.colour or "no colour"
        return f"#{self.add}" if self.add else f"#{self.remove} taken off"


class Tally(NamedTuple):
    """How many passages there are: one's own, which can be changed, and those of others, which cannot."""

    own: int = 0
    others: int = 0

    def words(self) -> str:
        """Say how many, in a few words."""
        count = "1 highlight" if self.own == 1 else f"{self.own:,} highlights"
        return f"{count} (and {self.others:,} of others, which stay)" if self.others else count


class Bulk:
    """The passages of a query, to be changed by one annotator."""

    def __init__(self, library: Library, query: Query | None) -> None:
        self._library, self._query = library, query

    def _pages(self) -> Iterator[list[list[Highlight]]]:
        after: Key | None = None
        while True:
            page = self._library.passages(self._query, after, want=20 * _PAGE, looks=_PAGE)
            yield [highlights for _, highlights in page.found]
            after = page.last
            if after is None:
                return

    def _is_own(self, highlight: Highlight) -> bool:
        return highlight.annotator == self._library.annotator

    def count(self) -> Generator[Tally]:
        """Count, giving what is known so far after each page."""
        tally = Tally()
        for page in self._pages():
            own = sum(self._is_own(highlight) for some in page for highlight in some)
            every = sum(map(len, page))
            tally = Tally(tally.own + own, tally.others + every - own)
            yield tally

    def do(self, edit: Edit) -> Generator[int]:
        """Change one's own passages, giving how many were changed after each page. One step of undo.

        What is done when it is broken off stays, and is that step.
        """
        changed = 0
        with self._library.step(f"{edit.words()}: all passages of a query"):
            for page in self._pages():
                with self._library.together():
                    for some in page:
                        changed += self._change([h for h in some if self._is_own(h)], edit)
                yield changed

    def _change(self, highlights: list[Highlight], edit: Edit) -> int:
        if edit.delete:
            self._library.delete(highlights)
            return len(highlights)
        changed = 0
        for highlight in highlights:
            kept = [tag for tag in highlight.tags if tag != edit.remove]
            tags = (*kept, *([edit.add] if edit.add and edit.add not in kept else []))
            new_colour = edit.colour is not None and edit.colour != highlight.colour
            try:
                if set(tags) != set(highlight.tags):
                    self._library.change(highlight, tags=tags)
                elif new_colour:
                    self._library.change(highlight, colour=edit.colour)
                else:
                    continue
            except NotFound:
                continue  # deleted since it was read
            changed += 1
        return changed
