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
from reader.exports.names import as_text
from reader.text.ids import show_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reader.model import Article, ArticleView, Highlight

_special = re.compile(
    r"[\\`*\[\]<>|$~=%]"  # anywhere
    r"|(?<!\w)_|_(?!\w)"  # inside a word it is no emphasis
    r"|(?:(?<=\s)|^)[#^](?=\S)"  # a tag or block id
    r"|&(?=#?\w+;)",
    re.MULTILINE,
)
_line_start = re.compile(r"^([#+-](?=\s|$)|-(?=-)|[0-9]{1,9}(?=[.)](?:\s|$)))", re.MULTILINE)
#: What Obsidian does not take into a tag.
_not_in_tags = re.compile(r"[\u2000-\u206f\u2e00-\u2e7f'!\"#$%&()*+,.:;<=>?@^`{|}~\[\]\\\s]+")
#: Legal in JSON, not printable in YAML.
_not_in_yaml = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_html = re.compile(r"<(?=[A-Za-z/!?])(?!https?://|mailto:)", re.IGNORECASE)
_target = r"(?!<?(?:https?:|mailto:|[^:&\\\s)>]*(?:[/?#)>\s]|$)))"
_bad_link = re.compile(rf"\]\((?=\s*{_target})", re.IGNORECASE)
_bad_reference = re.compile(rf"^(\s{{0,3}})\[(?=[^\]\n]+\]:\s*{_target})", re.IGNORECASE | re.MULTILINE)
_fence = re.compile(r"`{3,}|~{3,}")
_block_id = re.compile(r"^\^hl-", re.MULTILINE)


def chunks(views: Iterable[ArticleView]) -> Iterator[Chunk]:
    """Yield the document in its chunks, an article at a time."""
    rest = iter(views)
    first, second = next(rest, None), next(rest, None)
    if first is None:
        return
    if second is None:
        yield Chunk(FRONT, _text([_front_matter(first.article)]))
        yield from _article(first, [], blank=True)
        return
    for number, view in enumerate(chain((first, second), rest)):
        article = view.article
        about = list(filter(None, (_byline(article), _tag_line(article.tags))))
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


def _text(sections: Iterable[str]) -> str:
    return as_text("\n\n".join(sections) + "\n")


def _article(view: ArticleView, about: Sequence[str], *, blank: bool) -> Iterator[Chunk]:
    """Yield an article: its title and what is said about it, then its passages."""
    sections = [f"# {_escape(_one_line(view.article.title)) or 'Untitled'}", *about]
    if view.article.note.strip():
        sections.append(_note(view.article.note))
    if view.highlights:
        sections.append("## Highlights")
    yield Chunk(show_id(view.article.id), "\n" * blank + _text(sections))
    for highlight in view.highlights:
        yield Chunk(passage_key(highlight.id), "\n" + _text(_passage(highlight)))


def _front_matter(article: Article) -> str:
    """Write the metadata as YAML; a JSON string is a YAML string."""
    lines = ["---", f"title: {_yaml(article.title)}"]
    lines += _yaml_list("author", article.authors)
    for name, value in (("url", _web(article.url)), ("site", article.site), ("published", article.published)):
        if value:
            lines.append(f"{name}: {_yaml(value)}")
    lines += _yaml_list("tags", [_tag(tag) for tag in article.tags])
    return "\n".join([*lines, f"id: {_yaml(show_id(article.id))}", "---"])


def _yaml(text: str) -> str:
    return _not_in_yaml.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def _yaml_list(name: str, values: Sequence[str]) -> list[str]:
    return [f"{name}:", *(f"  - {_yaml(value)}" for value in values)] if values else []


def _byline(article: Article) -> str:
    parts = [", ".join(article.authors), article.site, article.published]
    words = [_escape(_one_line(part)) for part in parts if part]
    return " · ".join([*words, *([f"<{url}>"] if (url := _web(article.url)) else [])])


def _web(url: str) -> str:
    """Return an address that may be followed, else nothing."""
    return url if re.fullmatch(r"https?://[^\s<>\"\\]+", url, re.IGNORECASE) else ""


def _passage(highlight: Highlight) -> Iterator[str]:
    yield _quote(highlight.quote)
    if highlight.tags:
        yield _tag_line(highlight.tags)
    if highlight.note.strip():
        yield _note(highlight.note)
    yield f"^{passage_key(highlight.id)}"


def _quote(text: str) -> str:
    """Quote a passage; a line feed of its own (items, verse, code) is kept by two spaces before it."""
    lines = _escape(text).split("\n")
    shown = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        words = line.strip(" \t")
        indent = len(line) - len(line.lstrip(" \t"))
        hard_break = "  " if words and following.strip() else ""
        shown.append(f"> {'&nbsp;' * indent}{words}{hard_break}" if words else ">")
    return "\n".join(shown)


def _tag_line(tags: Sequence[str]) -> str:
    return " ".join(f"#{_tag(tag)}" for tag in tags)


def _tag(name: str) -> str:
    """Spell a tag as Obsidian takes it: no spaces or punctuation, not digits alone."""
    spelt = "/".join(filter(None, (_not_in_tags.sub("_", level) for level in name.split("/"))))
    return f"_{spelt}" if not spelt.strip("0123456789/") else spelt


def _note(text: str) -> str:
    """Keep a note's Markdown, without HTML, foreign links, or what would swallow the text after it."""
    text = _bad_link.sub(r"]\(", _bad_reference.sub(r"\1\\[", _html.sub("&lt;", text.strip())))
    text = _block_id.sub(r"\\^hl-", text)
    for pair in ("%%", "$$"):
        if text.count(pair) % 2:
            text = text.replace(pair, "".join(f"\\{char}" for char in pair))
    fences = sorted(set(_fence.findall(text)))
    tries = [text, *(f"{text}\n{fence}" for fence in fences)] if fences else []
    return next(filter(_ends, tries), _fence.sub(lambda match: "\\" + "\\".join(match[0]), text))


def _ends(text: str) -> bool:
    """Tell whether a paragraph after this Markdown would be one, and not the inside of a code block."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").parse(f"{text}\n\nafter")
    return tokens[-1].type == "paragraph_close" and tokens[-1].level == 0 and tokens[-2].content == "after"


def _escape(text: str) -> str:
    """Put a backslash before what Markdown or Obsidian would take for markup."""
    text = _special.sub(lambda match: f"\\{match[0]}", text)
    return _line_start.sub(lambda m: f"{m[1]}\\" if m[1].isdigit() else f"\\{m[1]}", text)


def _one_line(text: str) -> str:
    return " ".join(text.split())
