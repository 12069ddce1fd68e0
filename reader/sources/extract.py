"""Extraction of an article from a page; runs inside the worker process, which limits its time and memory."""

from __future__ import annotations

import re
from typing import Any

from reader.sources.html_blocks import TreeReader

_language = re.compile(
    r"<html\b[^<>]{0,500}?\s(?:xml:)?lang\s*=\s*[\"']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)", re.I
)
#: The page's own statements only: a date found somewhere in the text may be any date.
_DATES = {"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"}


def extract(html: str) -> dict[str, Any]:
    """Return `fields` (metadata) and `blocks` (kind, text, level, label, marks); without an article, none."""
    from trafilatura import bare_extraction

    found = bare_extraction(
        html,
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
    blocks = [
        [p.kind, p.text, p.level, p.label, [[m.kind, m.start, m.end, m.href] for m in p.marks]]
        for p in TreeReader().read(body)
    ]
    return {"fields": fields, "blocks": blocks}
