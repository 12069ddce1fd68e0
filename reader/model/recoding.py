"""A change of tags all over a library: what becomes of a name, of the tags of a passage, of the codebook."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.model.codebook import Codebook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.model.codebook import Tag


def stands_under(tag: str, name: str) -> bool:
    """Tell whether `tag` is `name` or one of its levels below; case counts."""
    return tag == name or tag.startswith(f"{name}/")


@dataclass(frozen=True, slots=True)
class Recoding:
    """Each of `old`, with what stands under it, becomes `new`; where that is empty it goes.

    `only` are the highlights that it is about, where it is not about all, of the articles `within`; then what
    stands under a tag stays.
    """

    label: str
    old: tuple[str, ...]
    new: str = ""
    book_alone: bool = False  # passages and articles keep their tags
    only: frozenset[int] | None = None
    within: tuple[int, ...] = ()

    def touches(self, tag: str) -> bool:
        """Tell whether a tag is another one afterwards, or goes."""
        if self.only is not None:
            return tag in self.old
        return any(stands_under(tag, old) for old in self.old)

    def name(self, tag: str) -> str:
        """Return what a tag becomes; empty when it goes."""
        if not self.touches(tag):
            return tag
        old = max((old for old in self.old if stands_under(tag, old)), key=len)  # the nearest of those named
        return self.new + tag[len(old) :] if self.new else ""

    def name_in_book(self, tag: str) -> str:
        """Return what a tag of the codebook becomes; one that is split stays."""
        return self.name(tag) if self.only is None else tag

    def tags(self, tags: Iterable[str]) -> tuple[str, ...]:
        """Return what tags become, each once, in their order."""
        return tuple(dict.fromkeys(filter(None, map(self.name, tags))))

    def codebook(self, book: Codebook) -> Codebook:
        """Return what the codebook becomes; a tag that others become takes from them what it lacks."""
        if self.only is not None:
            return self._split(book)
        standing = {tag.name: tag for tag in book.tags if not self.touches(tag.name)}
        stays, placed = set(standing), dict[str, None]()
        for tag in book.tags:
            name = self.name(tag.name)
            if self.touches(tag.name) and name:
                before = standing.get(name)
                standing[name] = _joined(before, tag) if before else replace(tag, name=name)
            if name and (tag.name == name or name not in stays):  # what others become keeps its own place
                placed[name] = None
        return Codebook(tuple(standing[name] for name in placed))

    def _split(self, book: Codebook) -> Codebook:
        """Put the new tag behind the one that it is split from."""
        if not self.new or book.get(self.new):
            return book
        from reader.model.codebook import Tag

        tags: list[Tag] = []
        for tag in book.tags:
            tags.append(tag)
            if tag.name == self.old[-1]:
                tags.append(Tag(self.new, colour=tag.colour))
        return Codebook(tuple(tags) if len(tags) > len(book.tags) else (*tags, Tag(self.new)))


def _joined(into: Tag, other: Tag) -> Tag:
    """Return a tag with what it lacks taken from another."""
    return replace(
        into,
        key=into.key or other.key,
        colour=into.colour or other.colour,
        definition=into.definition or other.definition,
        when=into.when or other.when,
        when_not=into.when_not or other.when_not,
        examples=tuple(dict.fromkeys((*into.examples, *other.examples))),
    )
