"""What the program talks about: articles, highlights, tags. Frozen; changed only through the library."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.text.body import Block, Blocks, Body, Mark, Marks

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "COLOURS",
    "DEFAULT_COLOUR",
    "STATUSES",
    "Article",
    "ArticleView",
    "Block",
    "Blocks",
    "Body",
    "Codebook",
    "Highlight",
    "Imported",
    "Mark",
    "Marks",
    "Metadata",
    "ReaderError",
    "Tag",
]

#: Highlight colours and the letter that `c` takes for each.
COLOURS = {
    "yellow": "y",
    "green": "g",
    "blue": "b",
    "red": "r",
    "orange": "o",
    "purple": "p",
    "teal": "t",
    "grey": "w",
}
DEFAULT_COLOUR = "yellow"
#: Statuses of an article and the letter that `s` takes for each.
STATUSES = {"inbox": "i", "reading": "r", "done": "d", "archived": "a"}


class ReaderError(Exception):
    """Something could not be done; the message is one clean sentence for a person."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A name with `/` levels, as the codebook knows it; `key` is a digit `1` to `9` or empty."""

    name: str
    key: str = ""
    colour: str = ""
    definition: str = ""


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


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article from its source. `published` is an ISO date or date and time, or empty."""

    title: str
    kicker: str = ""
    standfirst: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    site: str = ""
    url: str = ""
    language: str = ""
    dropped: tuple[str, ...] = ()  # lines that cleaning took out, in their order


@dataclass(frozen=True, slots=True)
class Article:
    """One text's metadata and state. Times are ISO 8601 UTC; `position` is an offset into the body."""

    id: int
    title: str
    kicker: str = ""
    standfirst: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    site: str = ""
    url: str = ""
    language: str = ""
    dropped: tuple[str, ...] = ()
    source: str = ""  # the format it came in: text, markdown, html
    origin: str = ""  # the path or address it was added from; "-" for standard input
    digest: str = ""  # of the body
    characters: int = 0
    words: int = 0
    status: str = "inbox"
    position: int = 0
    progress: float = 0.0  # 0 to 1
    tags: tuple[str, ...] = ()
    note: str = ""
    added: str = ""
    read: str = ""  # when it was last open, or empty
    highlights: int = 0  # how many

    @property
    def minutes(self) -> int:
        """Reading time at 230 words a minute, at least one."""
        return max(1, round(self.words / 230))


@dataclass(frozen=True, slots=True)
class Highlight:
    """A marked passage: `quote == body.text[start:end]`. `colour` is empty unless a person chose one."""

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
    anchor: str = "exact"
    created: str = ""
    updated: str = ""


@dataclass(frozen=True)
class ArticleView:
    """An article with all that belongs to it, as exports take it. `highlights` by start."""

    article: Article
    body: Body
    highlights: tuple[Highlight, ...]
    codebook: Codebook


@dataclass(frozen=True)
class Imported:
    """What a source yields: a text ready to be kept, or `error`, one sentence why there is none.

    `raw` is the source as it was read, kept beside the body; `report` holds remarks worth a line
    ("guessed encoding cp1252").
    """

    origin: str
    metadata: Metadata = Metadata("")
    body: Body = field(default_factory=lambda: Body.plain(""))
    source: str = "text"
    raw: bytes = b""
    report: tuple[str, ...] = ()
    error: str = ""
    tags: tuple[str, ...] = ()  # the article's, as the source gives them
