"""A highlight: a marked passage of an article."""

from __future__ import annotations

from dataclasses import dataclass

from reader.tuples import NamedTuple

#: How a highlight stands in its text: as it was marked, elsewhere, with other words, in doubt, nowhere.
ANCHORS = ("exact", "moved", "changed", "ambiguous", "orphan")


def anchor_words(anchor: str) -> str:
    """Return one of `ANCHORS` in words for people; files and queries keep its name."""
    return "no place" if anchor == "orphan" else anchor


class Was(NamedTuple):
    """Where a highlight last stood for certain: the digest of that text, bounds in it, the words there.

    The digest is empty of one that was marked elsewhere, in a text that was never here.
    """

    digest: str
    start: int
    end: int
    quote: str


class Link(NamedTuple):
    """What a highlight does to another one, whose id is `to`: `supports`, `contradicts`, `answers`, …"""

    kind: str
    to: int


@dataclass(frozen=True, slots=True)
class Highlight:
    """A marked passage: `quote == body.text[start:end]`. `colour` is empty unless a person chose one.

    Of one that is not attached the bounds are only a proposal, or 0 and 0, and `quote` is what was marked.
    """

    id: int
    article: int
    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""
    colour: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""
    annotator: str = ""
    anchor: str = "exact"  # one of ANCHORS
    links: tuple[Link, ...] = ()
    was: Was | None = None  # while a change of its text waits for a person, or its text is to come
    origin: str = ""  # the program that it was imported from, and its name there
    created: str = ""
    updated: str = ""

    @property
    def attached(self) -> bool:
        """Tell whether it stands at its bounds, so that it can be shown there."""
        return self.anchor not in ("ambiguous", "orphan")

    def is_misplaced(self, text: str) -> bool:
        """Tell whether other words than it quotes stand at its bounds in its article's text."""
        return self.attached and text[self.start : self.end] != self.quote

    @property
    def waits(self) -> bool:
        """Tell whether a person has to say where it belongs.

        An orphan that was kept as one does not, nor one whose text is not here.
        """
        return self.anchor in ("changed", "ambiguous") or (self.was is not None and self.was.digest != "")
