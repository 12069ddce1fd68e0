"""What a source yields."""

from __future__ import annotations

from dataclasses import dataclass, field

from reader.text.body import Body


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
    status: str = ""  # of a new article; inbox where none is given
