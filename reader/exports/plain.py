"""Markdown that any program reads (CommonMark): no front matter, tags as words, ids in comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.exports.chunk import Chunk, passage_key
from reader.exports.losses import counted, in_order
from reader.exports.markdown_text import byline, escaped, joined, noted, one_line, quoted
from reader.exports.names import place_of
from reader.exports.relations import relations
from reader.text.ids import show_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reader.model import ArticleView, Highlight


def chunks(views: Iterable[ArticleView]) -> Iterator[Chunk]:
    """Yield the document in its chunks, an article at a time."""
    for number, view in enumerate(views):
        article = view.article
        sections = [f"# {escaped(one_line(article.title)) or 'Untitled'}", byline(article)]
        sections += [_tags(article.tags), noted(article.note) if article.note.strip() else ""]
        yield Chunk(show_id(article.id), "\n" * bool(number) + joined(filter(None, sections)))
        for highlight in in_order(view):
            yield Chunk(passage_key(highlight.id), "\n" + joined(filter(None, _passage(view, highlight))))


def write(views: Iterable[ArticleView]) -> Iterator[bytes]:
    """Yield the document, an article at a time."""
    return (chunk.text.encode() for chunk in chunks(views))


def lost(view: ArticleView) -> Mapping[str, int]:
    """Count what such a file does not say of an article."""
    return counted(view, "article text", "position", "date", "annotator", "colour")


def _passage(view: ArticleView, highlight: Highlight) -> Iterator[str]:
    yield quoted(highlight.quote)
    yield escaped(place_of(view, highlight))
    yield _tags(highlight.tags)
    yield noted(highlight.note) if highlight.note.strip() else ""
    yield from map(escaped, relations(view, highlight))
    yield f"<!-- {passage_key(highlight.id)} -->"


def _tags(names: Sequence[str]) -> str:
    return f"Tags: {', '.join(map(escaped, names))}" if names else ""
