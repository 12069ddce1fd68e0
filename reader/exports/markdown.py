"""Markdown as Obsidian reads it: front matter, the highlights as quotes with tags, note and block id.

One article is one document with YAML front matter, every scalar a JSON string. Several are one document
without front matter, each article under its own title. Text from articles is escaped so that it shows as it
stands; notes are Markdown already and keep their markup, but no HTML and no address of another kind than
http, https and mailto.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from reader.exports.chunk import FRONT, Chunk, passage_key
from reader.exports.losses import in_order
from reader.exports.markdown_text import byline, escaped, joined, noted, one_line, quoted, web
from reader.exports.names import as_text, place_of
from reader.exports.relations import relations
from reader.text.ids import show_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reader.model import Article, ArticleView, Highlight

#: What Obsidian does not take into a tag.
_not_in_tags = re.compile(r"[\u2000-\u206f\u2e00-\u2e7f'!\"#$%&()*+,.:;<=>?@^`{|}~\[\]\\\s]+")
#: Legal in JSON, not printable in YAML.
_not_in_yaml = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def chunks(views: Iterable[ArticleView]) -> Iterator[Chunk]:
    """Yield the document in its chunks, an article at a time."""
    rest = iter(views)
    first, second = next(rest, None), next(rest, None)
    if first is None:
        return
    if second is None:
        yield Chunk(FRONT, joined([_front_matter(first.article)]))
        yield from _article(first, [], blank=True)
        return
    for number, view in enumerate(chain((first, second), rest)):
        article = view.article
        about = list(filter(None, (byline(article), _tag_line(article.tags))))
        yield from _article(view, about, blank=number > 0)


def write(views: Iterable[ArticleView]) -> Iterator[bytes]:
    """Yield the document, an article at a time."""
    return (chunk.text.encode() for chunk in chunks(views))


def lost(view: ArticleView) -> Mapping[str, int]:
    """Count what a Markdown file does not say of an article."""
    highlights = view.highlights
    tags = {tag for highlight in highlights for tag in highlight.tags} | set(view.article.tags)
    counts = Counter(
        {
            "article text": 1,
            "position": len(highlights),
            "date": len(highlights),
            "annotator": sum(bool(highlight.annotator) for highlight in highlights),
            "colour": sum(bool(highlight.colour) for highlight in highlights),
            "tag spelling": sum(_tag(tag) != tag for tag in tags),
        }
    )
    return +counts


def _article(view: ArticleView, about: Sequence[str], *, blank: bool) -> Iterator[Chunk]:
    """Yield an article: its title and what is said about it, then its passages."""
    sections = [f"# {escaped(one_line(view.article.title)) or 'Untitled'}", *about]
    if view.article.note.strip():
        sections.append(noted(view.article.note))
    if view.highlights:
        sections.append("## Highlights")
    yield Chunk(show_id(view.article.id), "\n" * blank + joined(sections))
    for highlight in in_order(view):
        yield Chunk(passage_key(highlight.id), "\n" + joined(_passage(view, highlight)))


def _front_matter(article: Article) -> str:
    """Write the metadata as YAML; a JSON string is a YAML string."""
    lines = ["---", f"title: {_yaml(article.title)}"]
    lines += _yaml_list("author", article.authors)
    for name, value in (("url", web(article.url)), ("site", article.site), ("published", article.published)):
        if value:
            lines.append(f"{name}: {_yaml(value)}")
    lines += _yaml_list("tags", [_tag(tag) for tag in article.tags])
    return "\n".join([*lines, f"id: {_yaml(show_id(article.id))}", "---"])


def _yaml(text: str) -> str:
    written = json.dumps(as_text(text), ensure_ascii=False)
    return _not_in_yaml.sub(lambda match: f"\\u{ord(match[0]):04x}", written)


def _yaml_list(name: str, values: Sequence[str]) -> list[str]:
    return [f"{name}:", *(f"  - {_yaml(value)}" for value in values)] if values else []


def _passage(view: ArticleView, highlight: Highlight) -> Iterator[str]:
    yield quoted(highlight.quote)
    if place := place_of(view, highlight):
        yield escaped(place)
    if highlight.tags:
        yield _tag_line(highlight.tags)
    if highlight.note.strip():
        yield noted(highlight.note)
    yield from map(escaped, relations(view, highlight))
    yield f"^{passage_key(highlight.id)}"


def _tag_line(tags: Sequence[str]) -> str:
    return " ".join(f"#{_tag(tag)}" for tag in tags)


def _tag(name: str) -> str:
    """Spell a tag as Obsidian takes it: no spaces or punctuation, not digits alone."""
    spelt = "/".join(filter(None, (_not_in_tags.sub("_", level) for level in name.split("/"))))
    return f"_{spelt}" if not spelt.strip("0123456789/") else spelt
