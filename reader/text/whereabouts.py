"""Where in its source a passage stands: the printed pages that it is from, or the time when it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.body import MARK_KINDS

if TYPE_CHECKING:
    from reader.text.body import Marks


def whereabouts(marks: Marks, start: int, end: int) -> str:
    """Return where a passage stands, as one cites it: `p. 12`, `pp. 12–13`, `00:12:05`; or nothing."""
    first, last = marks.last("page", start), marks.last("page", max(start, end - 1))
    if first and last:
        return f"p. {first.href}" if first.href == last.href else f"pp. {first.href}–{last.href}"
    said = marks.last("time", start)
    return said.href if said else ""


def pages_of(marks: Marks) -> dict[str, int]:
    """Return the pages of a text in their order, and where each begins."""
    pages: dict[str, int] = {}
    for at, page in marks.hrefs.items():
        if MARK_KINDS[marks.kinds[at]] == "page":
            pages.setdefault(page, marks.starts[at])
    return pages
