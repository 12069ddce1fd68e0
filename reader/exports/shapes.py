"""The documented JSON of articles, highlights and tags: model objects to what `json` can write.

Offsets are code points into `body`, times ISO 8601 UTC, ids their 13 characters. Fields may be added, never
renamed. A block's `level` and `label` and a mark's `href` stand only where they say something.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from reader.text.ids import show_id

if TYPE_CHECKING:
    from reader.model import Article, ArticleView, Block, Highlight, Mark, Tag

Shape: TypeAlias = dict[str, object]


def article_shape(article: Article) -> Shape:
    """Shape an article as `list` prints it."""
    return {
        "id": show_id(article.id),
        "title": article.title,
        "kicker": article.kicker,
        "standfirst": article.standfirst,
        "authors": list(article.authors),
        "published": article.published,
        "site": article.site,
        "url": article.url,
        "language": article.language,
        "source": article.source,
        "words": article.words,
        "status": article.status,
        "progress": round(article.progress, 4),
        "tags": list(article.tags),
        "note": article.note,
        "highlights": article.highlights,
        "added": article.added,
        "read": article.read,
    }


def view_shape(view: ArticleView) -> Shape:
    """Shape an article with its text, as `show` prints it."""
    return {
        **article_shape(view.article),
        "body": view.body.text,
        "blocks": [_block_shape(block) for block in view.body.blocks],
        "marks": [_mark_shape(mark) for mark in view.body.marks],
        "dropped": list(view.article.dropped),
        "seconds": view.article.seconds,
    }


def highlight_shape(highlight: Highlight, title: str) -> Shape:
    """Shape a highlight; `title` is its article's."""
    return {
        "id": show_id(highlight.id),
        "article": show_id(highlight.article),
        "title": title,
        "start": highlight.start,
        "end": highlight.end,
        "quote": highlight.quote,
        "prefix": highlight.prefix,
        "suffix": highlight.suffix,
        "colour": highlight.colour,
        "tags": list(highlight.tags),
        "note": highlight.note,
        "annotator": highlight.annotator,
        "anchor": highlight.anchor,
        "links": [{"kind": link.kind, "highlight": show_id(link.to)} for link in highlight.links],
        "was": highlight.was._asdict() if highlight.was else None,
        "origin": highlight.origin,
        "created": highlight.created,
        "updated": highlight.updated,
    }


def found_shape(article: Article, snippet: str, *, start: int, score: float) -> Shape:
    """Shape what `search` found in an article."""
    return {
        "id": show_id(article.id),
        "title": article.title,
        "snippet": snippet,
        "start": start,
        "score": score,
    }


def tag_shape(tag: Tag, count: int) -> Shape:
    """Shape a tag with the number of its highlights."""
    return {
        "name": tag.name,
        "count": count,
        "key": tag.key,
        "colour": tag.colour,
        "definition": tag.definition,
        "when": tag.when,
        "not": tag.when_not,
        "examples": [show_id(number) for number in tag.examples],
    }


def _block_shape(block: Block) -> Shape:
    shape: Shape = {"kind": block.kind, "start": block.start, "end": block.end}
    if block.level:
        shape["level"] = block.level
    if block.label:
        shape["label"] = block.label
    if block.within:
        shape["within"] = block.within
    return shape


def _mark_shape(mark: Mark) -> Shape:
    shape: Shape = {"kind": mark.kind, "start": mark.start, "end": mark.end}
    if mark.href:
        shape["href"] = mark.href
    return shape
