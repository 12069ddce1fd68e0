"""The orders in which passages of the whole library are listed, each under headings of its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.model import COLOURS
from reader.text.query_nodes import And, Field, Tagged
from reader.ui.stretch import Walk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.model import Article, Codebook, Highlight
    from reader.text.query_nodes import Query

#: The letter that chooses each order of a list of passages.
ORDERS = {"p": "place", "t": "tag", "c": "colour", "n": "newest"}


def walks_of(query: Query | None, order: str, codebook: Codebook, counts: Mapping[str, int]) -> list[Walk]:
    """Return the walks through what meets a query: by article, by tag, by colour, or as they were made.

    `counts` has every tag in use. A passage of several tags stands under each.
    """
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


def _is_bare(highlight: Highlight) -> bool:
    return not highlight.tags


def _title(article: Article, highlight: Highlight) -> str:
    return f"{article.title} · {article.site}" if article.site else article.title


def _day(article: Article, highlight: Highlight) -> str:
    from datetime import date, datetime

    from reader.ui.desk import written_date

    try:
        day = datetime.fromisoformat(highlight.created).astimezone().date()
    except ValueError:
        return "at no known time"
    ago = (date.today() - day).days
    return {0: "today", 1: "yesterday"}.get(ago) or written_date(day.isoformat())
