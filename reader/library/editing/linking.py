"""Links between highlights: written at the end they start from, found from both."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.library.disk.records import highlight_document, highlight_of
from reader.library.errors import LibraryError, NotFound
from reader.library.history.wording import linking, unlinking
from reader.library.outcomes import Linked
from reader.library.writing import kept_unknown
from reader.model import Link
from reader.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.library.parts import Parts
    from reader.library.reading import Reading
    from reader.library.writing import View, Writing
    from reader.model import Highlight

    Links = tuple[Link, ...]

_LONGEST = 40  # code points of a kind


class Linking:
    """Makes, takes away and finds links."""

    def __init__(self, parts: Parts, reading: Reading, writing: Writing) -> None:
        self._catalogue, self._reading, self._writing = parts.catalogue, reading, writing

    def link(self, source: Highlight, target: Highlight, kind: str) -> Highlight:
        """Let one highlight do something to another; return the one that the link starts from.

        Raises:
            LibraryError: they are one, one is gone, they are linked so already, or the kind is none.
        """
        link = Link(clean_kind(kind), target.id)
        if source.id == target.id:
            raise LibraryError("A passage cannot be linked with itself.")
        self._reading.highlight_in(target.article, target.id)
        there = self._reading.highlight_in(source.article, source.id)
        if link in there.links:
            raise LibraryError(f"These passages are linked so already: {link.kind}.")
        label = linking(source, link.kind, target)
        return self._write(source, label, lambda links: (*links, link))

    def unlink(self, source: Highlight, link: Link) -> Highlight:
        """Take a link away."""
        label = unlinking(source, link.kind)
        return self._write(source, label, lambda links: tuple(one for one in links if one != link))

    def retarget(self, gone: dict[int, int], annotator: str) -> None:
        """Let an annotator's links to highlights that went into others lead to those."""
        for old, new in gone.items():
            for source in self._sources(old):
                if source.annotator == annotator and source.id != new:
                    self._write(
                        source,
                        "links",
                        lambda links: tuple(
                            dict.fromkeys(Link(kind, gone.get(to, to)) for kind, to in links)
                        ),
                    )

    def _write(self, source: Highlight, label: str, change: Callable[[Links], Links]) -> Highlight:
        def update(view: View) -> None:
            if source.id not in view:
                raise NotFound("This highlight was deleted.")
            there = highlight_of(source.article, source.id, view[source.id])
            new = replace(there, links=change(there.links))
            view[source.id] = kept_unknown(view[source.id], highlight_document(new))

        self._writing.change_shard(source.article, lambda _: label, update)
        return self._reading.highlight_in(source.article, source.id)

    # finding

    def of(self, highlight: Highlight) -> list[Linked]:
        """Return the links of a highlight: those that start from it, then those that lead to it."""
        links = [Linked(link.kind, link.to, self._found(link.to), False) for link in highlight.links]
        for source in self._sources(highlight.id):
            kinds = (link.kind for link in source.links if link.to == highlight.id)
            links += (Linked(kind, source.id, source, True) for kind in kinds)
        return links

    def _found(self, number: int) -> Highlight | None:
        try:
            return self._reading.highlight(number)
        except LibraryError:
            return None

    def _sources(self, number: int) -> list[Highlight]:
        found = self._catalogue.ask(lambda index: index.linking(number))
        sources = []
        for source, article in found:
            try:
                sources.append(self._reading.highlight_in(article, source))
            except LibraryError:
                continue  # deleted or damaged since the index read it
        return sources


def clean_kind(kind: str) -> str:
    """Return the kind of a link as it is kept: one line of single spaces.

    Raises:
        LibraryError: it is empty, or too long.
    """
    cleaned = " ".join(clean_line(kind).split())
    if not 0 < len(cleaned) <= _LONGEST:
        raise LibraryError(f"The kind of a link is a few words, at most {_LONGEST} characters.")
    return cleaned
