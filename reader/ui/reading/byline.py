"""What is said of an article in one line: who wrote it, where and when, and how long it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.cells import cells, clip
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from reader.model import Article, Pace


_LEAST_SITE, _LEAST_AUTHORS = 6, 8  # cells they are cut to at most, before they go


class Byline(NamedTuple):
    """The parts of the line under a title."""

    authors: str = ""
    site: str = ""
    date: str = ""
    length: str = ""

    def __str__(self) -> str:
        return " · ".join(filter(None, self))

    def fitted(self, width: int) -> str:
        """Return the line in `width` cells: the site gives way first, then the authors, then the date.

        How long it takes to read stays: that is what one decides by.
        """
        line = self
        for part, least in (("site", _LEAST_SITE), ("authors", _LEAST_AUTHORS), ("date", width + 1)):
            over = cells(str(line)) - width
            if over <= 0:
                break
            said = getattr(line, part)
            room = cells(said) - over
            line = line._replace(**{part: clip(said, room) if room >= least else ""})
        return clip(str(line), width)


NO_BYLINE = Byline()


def byline(article: Article, pace: Pace) -> Byline:
    """Return what is said under a title: authors, site, date, and how long it takes to read."""
    length = pace.length(article.words) if article.has_text else "no text yet"
    return Byline(", ".join(article.authors), article.site, written_date(article.published), length)


def written_date(published: str) -> str:
    """Return an ISO date as people write it, `28 Dec 2021`; anything else as it is."""
    from datetime import date

    try:
        day = date.fromisoformat(published[:10])
    except ValueError:
        return published
    return f"{day.day} {day.strftime('%b')} {day.year}"
