"""A query that is kept under a name."""

from __future__ import annotations

from reader.tuples import NamedTuple


class SavedView(NamedTuple):
    """A name and the query that it stands for, as it was typed."""

    name: str
    query: str
