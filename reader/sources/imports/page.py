"""The text of an article that came as a piece of HTML, as lists of saved pages keep it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from reader.model import Body
from reader.sources import html
from reader.sources.document import Document
from reader.sources.files import SourceError
from reader.sources.tags import text_lines
from reader.text.build import BodyBuilder

if TYPE_CHECKING:
    from collections import Counter

_HEAD = '<!DOCTYPE html><html><head><meta charset="utf-8"><title>{}</title></head><body><article>'


def body_of(piece: str, title: str, url: str, lost: Counter[str]) -> Body:
    """Return the text of a piece of HTML; an empty one, counted as lost, where none is found in it."""
    if not piece.strip():
        return Body.plain("")
    page = f"{_HEAD.format(escape(title))}<h1>{escape(title)}</h1>{piece}</article></body></html>"
    try:
        return html.read(Document(page.encode("utf-8", "replace"), url, title, "utf-8", url=url)).body
    except SourceError:
        return whole_body_of(piece, title, lost)


def whole_body_of(piece: str, title: str, lost: Counter[str]) -> Body:
    """Return all text of a piece of HTML, a line a paragraph, without looking for an article in it."""
    builder = BodyBuilder()
    builder.add("title", title)
    lines = [builder.add("paragraph", line) for line in text_lines(piece)]
    if not any(lines):
        lost["text"] += 1
        return Body.plain("")
    return builder.body()
