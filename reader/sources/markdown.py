"""Markdown: CommonMark with tables, strikethrough, footnotes and definition lists, and front matter."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.model import Imported, Metadata
from reader.sources.dates import iso_date
from reader.sources.document import Document, decoded
from reader.sources.frontmatter import Fields, split_front_matter
from reader.sources.links import safe_href
from reader.sources.markdown_blocks import BlockReader
from reader.sources.pieces import write
from reader.text.build import BodyBuilder
from reader.text.clean import clean_line, clean_text, mend
from reader.text.tags import TagError, normalise_tag

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

_word = re.compile(r"\w+").findall
_brackets = re.compile(r"[\[\]]").findall
_DEEPEST = 60  # levels of lists and quotes in each other
_MOST_BRACKETS = 32  # open at once in a paragraph


def read(document: Document) -> Imported:
    """Turn a Markdown text into an article. Raises SourceError for what is no text or empty."""
    text, report = decoded(document)
    fields, text = split_front_matter(clean_text(mend(text)).lstrip("\n"))
    reader = BlockReader()
    reader.read(_parser().parse(text))
    title = _first(fields, "title") or reader.take_title()
    if (
        title
        and reader.blocks
        and reader.blocks[0].kind == "heading"
        and _key(reader.blocks[0].text) == _key(title)
    ):
        reader.blocks.pop(0)
    builder = BodyBuilder()
    kicker, standfirst = _first(fields, "kicker"), _first(fields, "standfirst", "subtitle")
    for kind, line in (("kicker", kicker), ("title", title), ("standfirst", standfirst)):
        builder.add(kind, line)
    write(reader.blocks, builder)
    metadata = Metadata(
        title=clean_line(title) or document.fallback_title(reader.blocks[0].text if reader.blocks else ""),
        kicker=kicker,
        standfirst=standfirst,
        authors=tuple(map(clean_line, fields.get("author") or fields.get("authors") or ())),
        published=iso_date(_first(fields, "date", "published")),
        site=_first(fields, "site", "publication", "website"),
        url=safe_href(_first(fields, "url", "link", "source", "canonical")),
        language=_first(fields, "lang", "language")[:20],
    )
    imported = document.imported(metadata, builder, "markdown", report)
    return replace(imported, tags=_tags(fields.get("tags") or fields.get("keywords") or []))


def _tags(names: list[str]) -> tuple[str, ...]:
    """Clean the tags of front matter; what cannot be a tag is left out."""
    tags = []
    for name in ",".join(names).split(","):
        try:
            tags.append(normalise_tag(name))
        except TagError:
            continue
    return tuple(dict.fromkeys(tags))


def _first(fields: Fields, *keys: str) -> str:
    return next((clean_line(fields[key][0]) for key in keys if fields.get(key)), "")


def _key(text: str) -> str:
    return "".join(_word(text.casefold()))


@lru_cache(maxsize=1)  # to set one up takes as long as to parse some pages
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    # A link with a forbidden address is still a link: its text is kept and its address is not.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.core.ruler.at("inline", _parse_inline)
    return parser.use(footnote_plugin).use(deflist_plugin)


def _parse_inline(state: StateCore) -> None:
    """Parse inline tokens. Looking for the ends of many open brackets takes forever: such text stays text."""
    from markdown_it.token import Token

    for token in state.tokens:
        if token.type != "inline":
            continue
        if _bracket_depth(token.content) > _MOST_BRACKETS:
            token.children = [Token("text", "", 0, content=token.content.replace("\n", " "))]
        else:
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def _bracket_depth(text: str) -> int:
    """Return how many brackets are open at most, at once or in the end."""
    if text.count("[") <= _MOST_BRACKETS:
        return 0
    depth = deepest = 0
    for bracket in _brackets(text):
        depth = max(0, depth + (1 if bracket == "[" else -1))
        deepest = max(deepest, depth)
    return deepest
