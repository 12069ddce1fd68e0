"""A feed that is followed."""

from __future__ import annotations

from reader.tuples import NamedTuple

#: When an article's page is read: where the feed has only a teaser, for all of them, never.
PAGES = ("auto", "always", "never")


class Feed(NamedTuple):
    """An address that tells of new articles, and what is known of it. Times are ISO 8601 UTC, or empty."""

    url: str
    title: str = ""
    site: str = ""  # the address of the site itself
    folder: str = ""  # where it stands in an OPML file, with `/` levels
    tags: tuple[str, ...] = ()  # for its articles
    pages: str = "auto"
    private: bool = False  # it may be on this machine or its network
    etag: str = ""  # of the last answer, for a conditional request (RFC 9110, 13.1)
    modified: str = ""
    fetched: str = ""  # when it last answered
    after: str = ""  # not to be asked before
    error: str = ""  # why it could not be read when it was last asked
    seen: tuple[str, ...] = ()  # keys of its entries that were taken or passed over, newest last
    id: int = 0

    @property
    def name(self) -> str:
        """What to call it."""
        return self.title or self.url
