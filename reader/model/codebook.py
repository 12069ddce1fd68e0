"""Tags, and the codebook that they stand in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.model import DEFAULT_COLOUR

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

_TOLD = ("colour", "definition", "when", "when_not", "examples")


@dataclass(frozen=True, slots=True)
class Tag:
    """A name with `/` levels, as the codebook knows it; `key` is a digit `1` to `9` or empty.

    `when` and `when_not` say where to put it and where not to; `examples` are ids of highlights.
    """

    name: str
    key: str = ""
    colour: str = ""
    definition: str = ""
    when: str = ""
    when_not: str = ""
    examples: tuple[int, ...] = ()


#: What a new library's codebook holds.
STARTING_TAGS = (
    Tag("claim", "1", "yellow", "Something is asserted that could be true or false."),
    Tag("evidence", "2", "green", "What is offered in support: a figure, a document, an observation."),
    Tag("source", "3", "blue", "Who says so, or where it comes from."),
    Tag("question", "4", "orange", "To be asked, checked or looked up."),
    Tag("context", "5", "purple", "Background that one needs to understand the rest."),
)


@dataclass(frozen=True, slots=True)
class Codebook:
    """The tags in their order."""

    tags: tuple[Tag, ...] = ()

    def get(self, name: str) -> Tag | None:
        """Return the tag of that name, if it is in the codebook."""
        return next((tag for tag in self.tags if tag.name == name), None)

    def keyed(self, key: str) -> Tag | None:
        """Return the tag on that digit, if there is one."""
        return next((tag for tag in self.tags if tag.key == key), None)

    def colour_of(self, tags: Sequence[str]) -> str:
        """Return the colour of the first of `tags` in codebook order that has one, else the default."""
        return next((tag.colour for tag in self.tags if tag.colour and tag.name in tags), DEFAULT_COLOUR)

    def put(self, tag: Tag) -> Codebook:
        """Return the codebook with this tag in place of the one of its name, or behind all others."""
        if self.get(tag.name) is None:
            return Codebook((*self.tags, tag))
        return Codebook(tuple(tag if old.name == tag.name else old for old in self.tags))

    def learnt(self, tags: Iterable[Tag], idle: Collection[Tag] = ()) -> Codebook:
        """Return the codebook with the tags that it lacks, and what it does not say yet of the others.

        A digit is given to a new tag where it is free, or an `idle` tag's.
        """
        book = self
        for tag in tags:
            old = book.get(tag.name)
            if old is None:
                holder = book.keyed(tag.key)
                if holder is not None and holder in idle:
                    book, holder = book.put(replace(holder, key="")), None
                book = book.put(tag if holder is None else replace(tag, key=""))
            else:
                told = {name: getattr(old, name) or getattr(tag, name) for name in _TOLD}
                book = book.put(replace(old, **told))
        return book
