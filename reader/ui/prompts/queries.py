"""Reading a query that a person types, and saying where it is bad."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import ReaderError

if TYPE_CHECKING:
    from reader.library import Library
    from reader.text.query import Query


class Misread(ReaderError):
    """What was typed cannot be read; `column` (code points from 0) is where it is bad."""

    def __init__(self, message: str, column: int) -> None:
        # The place first: a narrow screen cuts what comes last.
        super().__init__(f"at {column + 1}: {message.rstrip('.')}")
        self.reason, self.column = message, column

    def behind(self, length: int) -> Misread:
        """Return the same of a line in which `length` code points stand before what was read."""
        return Misread(self.reason, self.column + length)


def read_query(text: str) -> Query | None:
    """Return a typed query, None for an empty one. Raises Misread."""
    from reader.text.query import QueryError, parse

    try:
        return parse(text) if text.strip() else None
    except QueryError as error:
        raise Misread(error.message, error.column) from None


def nothing_matches(library: Library, query: Query | None) -> str:
    """Say that nothing matches, or which tag of the query there is not, and what may be meant."""
    from reader.text.meant import unknown_tag
    from reader.text.query_nodes import Tagged, tags_of

    asked = [name for name in tags_of(query) if not library.count(Tagged(name))]
    known = {*library.tag_counts(), *(tag.name for tag in library.codebook.tags)} if asked else set()
    return unknown_tag(asked, known).removeprefix("; ") or "nothing matches"
