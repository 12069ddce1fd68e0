"""What a source yields."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.model.article import NO_TEXT
from reader.text.body import Body
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.model.article import Article
    from reader.model.codebook import Tag
    from reader.model.highlight import Link, Was


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
class Passage:
    """A highlight as a file of another program, or an export of this one, tells of it.

    `key` names it in every file that tells of it; `id` is its id where it is one of ours. `start` and `end`
    are bounds in the text that it was marked in, in code points, or in UTF-16 units where `utf16` says so;
    both are 0 where nothing is known of them. `anchor`, `was`, `links` are as an export of ours gives them.
    """

    quote: str
    key: str = ""
    id: int = 0
    prefix: str = ""
    suffix: str = ""
    start: int = 0
    end: int = 0
    utf16: bool = False
    colour: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""
    annotator: str = ""
    created: str = ""
    anchor: str = ""
    was: Was | None = None
    links: tuple[Link, ...] = ()


class Kept(NamedTuple):
    """What a person made of an article where it was before; empty where that is not told."""

    note: str = ""
    added: str = ""
    read: str = ""
    position: int = 0
    progress: float = 0.0
    seconds: int = 0


_NOT_KEPT = Kept()


@dataclass(frozen=True)
class Imported:
    """What a source yields: a text ready to be kept, or `error`, one sentence why there is none.

    `raw` is the source as it was read, kept beside the body; `report` holds remarks worth a line
    ("guessed encoding cp1252"). `passages` were marked elsewhere; a body without text is then one that is not
    known. `id` is the article's where it is one of ours, `lost` counts what could not be taken, by the noun.
    """

    origin: str
    metadata: Metadata = Metadata("")
    body: Body = field(default_factory=lambda: Body.plain(""))
    source: str = "text"
    raw: bytes = b""
    report: tuple[str, ...] = ()
    error: str = ""
    is_import: bool = False  # a file of another program: its passages are imported, it is no text
    tags: tuple[str, ...] = ()  # the article's, as the source gives them
    status: str = ""  # of a new article; inbox where none is given
    id: int = 0
    kept: Kept = _NOT_KEPT
    passages: tuple[Passage, ...] = ()
    codebook: tuple[Tag, ...] = ()  # tags that it defines
    lost: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_codebook(self) -> bool:
        """Tell whether there is no article, only tags."""
        return bool(self.codebook) and not (
            self.error or self.passages or self.body.text or self.metadata.title
        )


def can_be_read_again(article: Article) -> bool:
    """Tell whether an article's origin leads to its text."""
    if article.source == NO_TEXT:
        return article.origin.startswith(("http://", "https://"))
    return article.origin not in ("", "-") and not article.origin.startswith(("urn:", "taguette:"))
