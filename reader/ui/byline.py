"""What is said of an article in one line: who wrote it, where and when, and how long it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.model import Article, Pace


def byline(article: Article, pace: Pace) -> str:
    """Return the line under a title: authors, site, date, and how long it takes to read."""
    length = pace.length(article.words) if article.has_text else "no text yet"
    parts = (", ".join(article.authors), article.site, written_date(article.published), length)
    return " · ".join(part for part in parts if part)


def written_date(published: str) -> str:
    """Return an ISO date as people write it, `28 Dec 2021`; anything else as it is."""
    from datetime import date

    try:
        day = date.fromisoformat(published[:10])
    except ValueError:
        return published
    return f"{day.day} {day.strftime('%b')} {day.year}"
