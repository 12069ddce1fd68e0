"""What becomes of a highlight that waits when a person has decided on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.library.editing.anchoring import placed
from reader.library.editing.checked import check_range
from reader.library.errors import LibraryError

if TYPE_CHECKING:
    from reader.model import Highlight

#: What each decision is called in the history.
ACCEPTED, ORPHANED = "place accepted", "no place"


def accepted(shown: Highlight, there: Highlight, text: str) -> Highlight:
    """Attach a highlight where it is proposed to be; `shown` is what the person saw of it.

    Raises:
        LibraryError: there is no proposal, or it is another than was shown.
    """
    if (there.start, there.end) != (shown.start, shown.end):
        raise LibraryError("Not saved: this passage was placed elsewhere meanwhile.")
    if there.end == 0:
        raise LibraryError("There is no place to accept; it can be placed by hand.")
    check_range(there.start, there.end, len(text))
    return placed(there, text, there.start, there.end)


def orphaned(_: Highlight, there: Highlight, __: str) -> Highlight:
    """Let a highlight be without a place; it keeps the words that were marked."""
    quote = there.was.quote if there.was else there.quote
    return replace(there, start=0, end=0, quote=quote, anchor="orphan", was=None)
