"""CSL-JSON, the form in which Zotero, pandoc and citeproc take references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.exports.citation import cite_key, date_parts, name_parts
from reader.exports.losses import counted
from reader.exports.names import address, is_own_address
from reader.exports.stream import json_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reader.exports.shapes import Shape
    from reader.model import Article, ArticleView


def write(views: Iterable[ArticleView]) -> Iterator[bytes]:
    """Yield the list of items, an article each."""
    yield from json_list(item(view.article, "" if is_own_address(view) else address(view)) for view in views)


def lost(view: ArticleView) -> Mapping[str, int]:
    """Count what a reference does not say: all of the passages."""
    return counted(view, "article text", "passage", "note", "tag", "link")


def item(article: Article, url: str) -> Shape:
    """Shape an article as a CSL item."""
    made: Shape = {
        "id": cite_key(article),
        "type": "article-newspaper" if article.site else "article",
        "title": article.title,
        "author": [_person(name) for name in article.authors],
        "container-title": article.site,
        "issued": {"date-parts": [parts]} if (parts := date_parts(article.published)) else None,
        "accessed": {"date-parts": [date_parts(article.added)]} if url and article.added else None,
        "URL": url,
        "language": article.language,
        "keyword": ", ".join(article.tags),
        "note": article.note,
    }
    return {name: value for name, value in made.items() if value}


def _person(name: str) -> Shape:
    family, given = name_parts(name)
    return {"family": family, "given": given} if given else {"literal": family}
