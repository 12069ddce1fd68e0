"""An article: what is known of a text, and how far one is with it."""

from __future__ import annotations

from reader.tuples import NamedTuple

#: The `source` of an article whose text is not here: it holds the passages that were marked in it elsewhere.
NO_TEXT = "passages"


class Article(NamedTuple):  # a dataclass, or annotations as text, would take milliseconds of every `list`
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
    earlier: tuple[str, ...] = ()  # digests of the texts it had before, the oldest first
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
    seconds: int = 0  # spent reading; known of an article that is opened, not of those in a list

    @property
    def has_text(self) -> bool:
        """Whether its text is here; else something stands in for it, until the text is added."""
        return self.source != NO_TEXT
