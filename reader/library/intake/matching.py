"""Which article is meant by what other programs know of it: an address, a URN of ours, a title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.library.index.entry import sort_key
from reader.text.ids import urn_of
from reader.text.letters import letters_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.library.index.index import Index

_FEWEST = 4  # letters of a title without what stands behind a colon or in brackets

_subtitle = re.compile(r"[:;(\[–—|]").search
_tracking = re.compile(r"(?<=[?&])(?:utm_\w+|fbclid|gclid)=[^&]*&?").sub
_is_address = re.compile(r"https?://\S+", re.IGNORECASE).fullmatch


def place_of_passages(title: str) -> str:
    """Return the origin of an article without text and address: a newly added text looks for it there."""
    return f"passages:{title_key(title)}"


def title_key(title: str) -> str:
    """Return the letters of a title without its subtitle, series or site."""
    found = _subtitle(title)
    short = letters_of(sort_key(title[: found.start()])) if found else ""
    return short if len(short) >= _FEWEST else letters_of(sort_key(title))


def address_key(url: str) -> str:
    """Return an address without what tells no page from another; empty for what is none."""
    if not _is_address(url):
        return ""
    rest = _tracking("", url.casefold().partition("#")[0]).rstrip("?&/")
    return rest.partition("://")[2].removeprefix("www.")


class Matching:
    """The articles of a library by what they may be known by elsewhere."""

    def __init__(self) -> None:
        self.change = -1  # of the index, up to which it is known
        self._titles: dict[str, dict[int, None]] = {}
        self._addresses: dict[str, dict[int, None]] = {}
        self._urns: dict[str, int] = {}
        self._all: set[int] = set()

    def catch_up(self, index: Index) -> None:
        """Take the articles that are new in the index, or have another title or address."""
        for number, title, url in index.names(self.change):
            self.add(number, title, url)
        self.change = index.change()

    def add(self, number: int, title: str, url: str) -> None:
        """Take an article."""
        self._all.add(number)
        self._titles.setdefault(title_key(title), {})[number] = None
        if key := address_key(url):
            self._addresses.setdefault(key, {})[number] = None

    def by_address(self, url: str) -> Iterable[int]:
        """Return the articles from an address."""
        return self._addresses.get(address_key(url), ())

    def by_urn(self, urn: str) -> list[int]:
        """Return the article that our exports give a URN."""
        if len(self._urns) != len(self._all):
            self._urns = {urn_of("article", number): number for number in self._all}
        return [self._urns[urn]] if urn in self._urns else []

    def by_title(self, title: str) -> Iterable[int]:
        """Return the articles that have a title, or one that differs by what stands behind it."""
        key = title_key(title)
        return self._titles.get(key, ()) if key else ()
