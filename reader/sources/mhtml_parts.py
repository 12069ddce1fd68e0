"""A saved page (MHTML, RFC 2557) taken apart, inside the worker process: the page and its address."""

from __future__ import annotations

from typing import Any

from reader.sources.mail_parts import header, leaves, parse, part
from reader.sources.worker import Refused


def extract(raw: bytes) -> dict[str, Any]:
    """Return the `page`, a part as in a message, and its `url`. Raises Refused."""
    message = parse(raw)
    pages = [p for p in leaves(message) if p.get_content_type() in ("text/html", "application/xhtml+xml")]
    if not pages:
        raise Refused("is a saved page without a page in it")
    start = str(message.get_param("start", ""))
    page = next((p for p in pages if start and header(p, "content-id") == start), pages[0])
    url = header(page, "content-location") or header(message, "snapshot-content-location")
    return {"page": part(page), "url": str(url)}
