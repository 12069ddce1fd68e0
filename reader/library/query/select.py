"""Queries decided on articles and highlights. The index may narrow what is looked at; this decides."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from reader.library.index.entry import named_texts, searched
from reader.model import Codebook
from reader.text.query_nodes import (
    And,
    Compare,
    Field,
    Has,
    Near,
    Not,
    Or,
    Phrase,
    Query,
    Since,
    Tagged,
    Word,
)
from reader.text.tags import is_under

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Sequence

    from reader.model import Article, Highlight

_DAY = 86_400
_NO_CODEBOOK = Codebook()


def article_matches(
    query: Query | None,
    article: Article,
    highlights: Sequence[Highlight],
    *,
    paragraph: Callable[[int], int] | None = None,
    codebook: Codebook = _NO_CODEBOOK,
    holding: Callable[[str], Container[int]] = lambda text: (),
) -> bool:
    """Tell whether an article meets a query, by itself or, for tags, notes, colours, by a highlight.

    `paragraph` gives the number of the paragraph at an offset; without it `within` is never met. `codebook`
    tells the colours of highlights for which none was chosen. `holding` gives the articles whose text or
    highlights hold a text.
    """

    def leaf(node: Query) -> bool:
        match node:
            case Word(text) | Phrase(text):
                return _stands_in(text, named_texts(article)) or article.id in holding(text)
            case Tagged(name):
                return _tagged(article.tags, name) or any(_tagged(h.tags, name) for h in highlights)
            case Field(name, value) if name in ("note", "colour", "by"):
                own = name == "note" and _stands_in(value, (article.note,))
                return own or any(_field_of_highlight(name, value, h, codebook) for h in highlights)
            case Has(what):
                if what == "note":
                    return bool(article.note) or any(h.note for h in highlights)
                return any(_has(what, h) for h in highlights)
            case Near():
                return any(_is_near(node, h, highlights, paragraph) for h in highlights)
        return _of_article(node, article)

    return _decide(query, leaf)


def highlight_matches(
    query: Query | None,
    highlight: Highlight,
    article: Article,
    siblings: Sequence[Highlight] = (),
    *,
    paragraph: Callable[[int], int] | None = None,
    codebook: Codebook = _NO_CODEBOOK,
) -> bool:
    """Tell whether a highlight meets a query; fields that it does not have are its article's.

    `siblings` are all highlights of the article, for what must be near.
    """

    def leaf(node: Query) -> bool:
        match node:
            case Word(text) | Phrase(text):
                return _stands_in(text, (highlight.quote, highlight.note, *highlight.tags, article.title))
            case Tagged(name):
                return _tagged(highlight.tags, name)
            case Field(name, value) if name in ("note", "colour", "by"):
                return _field_of_highlight(name, value, highlight, codebook)
            case Since() | Compare("added"):
                return _time_matches(node, highlight.created)
            case Has(what):
                return _has(what, highlight)
            case Near():
                return _is_near(node, highlight, siblings, paragraph)
        return _of_article(node, article)

    return _decide(query, leaf)


def asks_highlights(query: Query | None) -> bool:
    """Tell whether a query about articles has to see their highlights."""
    match query:
        case And(parts) | Or(parts):
            return any(map(asks_highlights, parts))
        case Not(part):
            return asks_highlights(part)
        case Field(name):
            return name in ("note", "colour", "by")
    return isinstance(query, Tagged | Has | Near)


def _decide(query: Query | None, leaf: Callable[[Query], bool]) -> bool:
    match query:
        case None:
            return True
        case And(parts):
            return all(_decide(part, leaf) for part in parts)
        case Or(parts):
            return any(_decide(part, leaf) for part in parts)
        case Not(part):
            return not _decide(part, leaf)
    return leaf(query)


def _of_article(node: Query, article: Article) -> bool:
    match node:
        case Field("status", value):
            return article.status == value
        case Field("title", value):
            return _stands_in(value, (article.title, article.kicker))
        case Field("author", value):
            return _stands_in(value, article.authors)
        case Field("site", value):
            return _stands_in(value, (article.site, article.url))
        case Field("lang", value):
            return article.language.casefold().split("-")[0] == value.casefold() or (
                article.language.casefold() == value.casefold()
            )
        case Since() | Compare("added"):
            return _time_matches(node, article.added)
        case Compare("words", op, value):
            return _compared(article.words, op, value)
        case Compare("progress", op, value):
            return _compared(round(article.progress, 2), op, value)
    return False


def _time_matches(node: Query, moment: str) -> bool:
    if isinstance(node, Since):
        first = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(max(0, time.time() - node.days * _DAY)))
        return moment >= first
    if isinstance(node, Compare) and isinstance(node.value, str):
        return _compared(moment[: len(node.value)], node.op, node.value)
    return False


def _compared(have: float | str, op: str, value: float | str) -> bool:
    if isinstance(have, str) != isinstance(value, str):
        return False
    if op == "=":
        return have == value
    return have < value if op == "<" else have > value  # type: ignore[operator]  # of one kind, see above


def _stands_in(text: str, texts: Iterable[str]) -> bool:
    sought = searched(text)
    return any(sought in searched(text) for text in texts)


def _tagged(tags: Iterable[str], name: str) -> bool:
    return any(is_under(tag, name) for tag in tags)


def _has(what: str, highlight: Highlight) -> bool:
    if what == "note":
        return bool(highlight.note)
    if what == "waiting":
        return highlight.waits
    return what == "highlight" or highlight.anchor == "orphan"


def _field_of_highlight(name: str, value: str, highlight: Highlight, codebook: Codebook) -> bool:
    if name == "colour":
        return (highlight.colour or codebook.colour_of(highlight.tags)) == value
    return _stands_in(value, (highlight.note if name == "note" else highlight.annotator,))


def _is_near(
    node: Near, highlight: Highlight, others: Sequence[Highlight], paragraph: Callable[[int], int] | None
) -> bool:
    """Tell whether a passage of the left tag overlaps another of the right one, or lies close to it."""
    if not highlight.attached or not _tagged(highlight.tags, node.left.name):
        return False
    for other in others:
        if other.id == highlight.id or not other.attached or not _tagged(other.tags, node.right.name):
            continue
        if other.start < highlight.end and highlight.start < other.end:
            return True
        if node.within is not None and paragraph is not None:
            first, second = sorted((highlight, other), key=lambda h: h.start)
            if paragraph(second.start) - paragraph(first.end - 1) <= node.within:
                return True
    return False
