"""The orders in which passages of the whole library are listed, each under headings of its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.model import COLOURS
from reader.text.query_nodes import And, Field, Not, Or, Tagged
from reader.ui.lists.stretch import Walk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reader.model import Article, Codebook, Highlight
    from reader.text.query_nodes import Query

#: The letter that chooses each order of a list of passages.
ORDERS = {"p": "place", "t": "tag", "c": "colour", "n": "newest"}


def walks_of(
    query: Query | None,
    order: str,
    codebook: Codebook,
    counts: Mapping[str, int],
    hidden: frozenset[str] = frozenset(),
) -> list[Walk]:
    """Return the walks through what meets a query: by article, by tag, by colour, or as they were made.

    `counts` has every tag in use. A passage of several tags stands under each. Those of `hidden` annotators
    are left out.
    """
    walks = _walks(query, order, codebook, counts)
    if not hidden:
        return walks
    return [walk._replace(keeps=partial(_is_shown, hidden, walk.keeps)) for walk in walks]


def asks_whose(query: Query | None) -> bool:
    """Tell whether a query asks for annotators."""
    match query:
        case And(parts) | Or(parts):
            return any(map(asks_whose, parts))
        case Not(part):
            return asks_whose(part)
        case Field(name):
            return name == "by"
    return False


def _walks(query: Query | None, order: str, codebook: Codebook, counts: Mapping[str, int]) -> list[Walk]:
    if order == "tag":
        names = dict.fromkeys([*(tag.name for tag in codebook.tags), *sorted(counts)])
        walks = [
            Walk(_both(query, Tagged(name)), partial(_named, f"#{name}"), partial(_has, name))
            for name in names
            if counts.get(name)
        ]
        return [*walks, Walk(query, partial(_named, "without a tag"), _is_bare)]
    if order == "colour":
        return [Walk(_both(query, Field("colour", name)), partial(_named, name)) for name in COLOURS]
    if order == "newest":
        return [Walk(query, _day, by_time=True)]
    return [Walk(query, _title)]


def _both(query: Query | None, other: Query) -> Query:
    return other if query is None else And((query, other))


def _named(name: str, article: Article, highlight: Highlight) -> str:
    return name


def _has(name: str, highlight: Highlight) -> bool:
    return name in highlight.tags


def _is_shown(
    hidden: frozenset[str], keeps: Callable[[Highlight], bool] | None, highlight: Highlight
) -> bool:
    return highlight.annotator not in hidden and (keeps is None or keeps(highlight))


def _is_bare(highlight: Highlight) -> bool:
    return not highlight.tags


def _title(article: Article, highlight: Highlight) -> str:
    return f"{article.title} · {article.site}" if article.site else article.title


def _day(article: Article, highlight: Highlight) -> str:
    from datetime import date, datetime

    from reader.library.disk.ids import created
    from reader.ui.reading.byline import written_date

    try:  # when it came into the library, as they stand; an import may bring older dates with it
        day = datetime.fromisoformat(created(highlight.id)).astimezone().date()
    except ValueError:
        return "at no known time"
    ago = (date.today() - day).days
    return {0: "today", 1: "yesterday"}.get(ago) or written_date(day.isoformat())
