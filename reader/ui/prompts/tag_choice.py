"""Which tags a few letters mean, the likeliest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.model import Tag
from reader.text.fuzzy import EXACT, Names
from reader.text.tags import TagError, normalise_tag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.model import Codebook


@dataclass(frozen=True, slots=True)
class Row:
    """A tag to choose; `new` when it would be made. `count` is how many highlights have it."""

    tag: Tag
    count: int = 0
    new: bool = False

    @property
    def name(self) -> str:
        """The tag's name."""
        return self.tag.name


class TagChoices:
    """The tags of a codebook and those in use; `recent` names the last used first."""

    def __init__(self, codebook: Codebook, recent: Sequence[str], counts: Mapping[str, int]) -> None:
        book = {tag.name: tag for tag in codebook.tags}
        names = dict.fromkeys([*recent, *book, *sorted(counts)])  # recent first, then the codebook
        self._rows = [Row(book.get(name) or Tag(name), counts.get(name, 0)) for name in names]
        self._names = Names(row.name for row in self._rows)

    def matches(self, text: str, *, new: bool = True) -> list[Row]:
        """Return the tags that `text` may mean, the best first; all of them for no text.

        The order is: exact, prefix, initials of the levels, prefix of a level, part, letters in order; ties
        by recency. Without an exact match the last row is a new tag (unless `new` is False).
        """
        text = text.strip().lstrip("#").strip()
        if not text:
            return list(self._rows)
        ranked = self._names.matches(text)
        rows = [self._rows[index] for _, index in ranked]
        if new and not any(rank == EXACT for rank, _ in ranked):
            try:
                rows.append(Row(Tag(normalise_tag(text)), new=True))
            except TagError:
                pass  # what cannot be a name is not offered; the prompt says why when it is asked for
        return rows
