"""Extraction of an article from a page; runs inside the worker process, which limits its time and memory."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from trafilatura import bare_extraction, load_html

from reader.sources import html_nests, html_notes
from reader.sources.html_again import wants_structure, with_structure
from reader.sources.html_blocks import TreeReader
from reader.sources.html_tree import prepare, raise_exponents, title_of, without_site
from reader.sources.pieces import sent
from reader.sources.worker import Refused

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_language = re.compile(
    r"<html\b[^<>]{0,500}?\s(?:xml:)?lang\s*=\s*[\"']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)", re.I
)
_MOST_TAGS = 200_000  # opening and closing; more take longer than the worker may
_MOST_ATTRIBUTES = 500  # of an element; the parser compares each with all others
_long_tag = re.compile(r"<([A-Za-z][\w:-]{0,40})\s[^<>]{2000,}>").sub
_quoted = re.compile(r"\"[^\"]*\"|'[^']*'").sub
#: The page's own statements only: a date found somewhere in the text may be any date.
_DATES = {"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"}


def extract(raw: bytes) -> dict[str, Any]:
    """Return `fields` (metadata) and `blocks` (kind, text, level, label, marks; without an article, none).

    `raw` is a page in UTF-8. `dropped` are lines that were taken out before. Raises Refused.
    """
    html = _long_tag(_without_crowd, raw.decode("utf-8", "replace"))
    if html.count("<") > _MOST_TAGS:
        raise Refused(f"has more than the limit of {_MOST_TAGS:,} tags")
    nothing: dict[str, Any] = {"fields": {}, "blocks": [], "dropped": []}
    tree = load_html(html)
    if tree is None:
        return nothing
    title, dropped = title_of(tree), prepare(tree)
    html_notes.sign(tree)
    html_nests.sign(tree)
    raise_exponents(tree)
    found = _found(tree, with_metadata=True, date_extraction_params=_DATES)
    body = getattr(found, "body", None)
    if body is None:
        return nothing
    if wants_structure(body) and (page := load_html(html)) is not None:
        prepare(page)
        html_notes.sign(page)
        html_nests.sign(page)
        raise_exponents(page)
        body = with_structure(body, page, lambda part: getattr(_found(part, fast=True), "body", None))
    names = {"title": "title", "author": "author", "date": "date", "site": "sitename", "url": "url"}
    fields = {key: str(getattr(found, name, None) or "") for key, name in names.items()}
    fields["title"] = without_site(title, fields["title"])
    language = _language.search(html[:20_000])
    fields["language"] = language.group(1) if language else ""
    return {"fields": fields, "blocks": sent(html_notes.found(TreeReader().read(body))), "dropped": dropped}


def _without_crowd(tag: re.Match[str]) -> str:
    """Return a tag, without its attributes where they are too many."""
    return tag.group() if len(_quoted("", tag.group()).split()) <= _MOST_ATTRIBUTES else f"<{tag.group(1)}>"


def _found(tree: Element, **options: Any) -> Any:
    return bare_extraction(
        tree,
        include_formatting=True,
        include_links=True,
        include_images=True,
        include_comments=False,
        **options,
    )
