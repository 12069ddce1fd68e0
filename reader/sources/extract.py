"""Extraction of an article from a page; runs inside the worker process, which limits its time and memory."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reader.sources.html_blocks import TreeReader
from reader.sources.pieces import sent

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_language = re.compile(
    r"<html\b[^<>]{0,500}?\s(?:xml:)?lang\s*=\s*[\"']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)", re.I
)
#: The page's own statements only: a date found somewhere in the text may be any date.
_DATES = {"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"}


def extract(raw: bytes) -> dict[str, Any]:
    """Return `fields` (metadata) and `blocks` (kind, text, level, label, marks); without an article, none.

    `raw` is a page in UTF-8.
    """
    from trafilatura import bare_extraction, load_html

    html = raw.decode("utf-8", "replace")
    tree = load_html(html)
    if tree is None:
        return {"fields": {}, "blocks": []}
    _move_captions(tree)
    found = bare_extraction(
        tree,
        include_formatting=True,
        include_links=True,
        include_images=True,
        include_comments=False,
        with_metadata=True,
        date_extraction_params=_DATES,
    )
    body = getattr(found, "body", None)
    if found is None or body is None:
        return {"fields": {}, "blocks": []}
    names = {"title": "title", "author": "author", "date": "date", "site": "sitename", "url": "url"}
    fields = {key: str(getattr(found, name, None) or "") for key, name in names.items()}
    language = _language.search(html[:20_000])
    fields["language"] = language.group(1) if language else ""
    return {"fields": fields, "blocks": sent(TreeReader().read(body))}


def _move_captions(tree: Element) -> None:
    """Make each figure's caption its picture's text, as extraction keeps pictures and drops captions."""
    for figure in tree.iter("figure"):
        caption, picture = figure.find(".//figcaption"), figure.find(".//img")
        if caption is not None and picture is not None:
            text = " ".join("".join(str(part) for part in caption.itertext()).split())
            if text:
                picture.set("alt", text)
