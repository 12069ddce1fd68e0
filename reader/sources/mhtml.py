"""Saved pages (MHTML): the page is read like any other, its address is the one it was saved from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.sources import html
from reader.sources.files import SourceError
from reader.sources.links import safe_href
from reader.sources.worker import WorkerError, shared

if TYPE_CHECKING:
    from reader.model import Imported
    from reader.sources.document import Document


def read(document: Document) -> Imported:
    """Turn a saved page into an article. Raises SourceError."""
    try:
        found = shared.extract("mhtml", document.raw)
    except WorkerError as error:
        raise SourceError(f"{document.called} {error}.") from error
    charset, _, text = found["page"]
    imported = html.read(replace(document, raw=text.encode("latin-1"), charset=charset))
    url = safe_href(found["url"])
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    data = imported.metadata
    metadata = replace(data, url=data.url or url, site=data.site or host)
    return replace(imported, metadata=metadata, raw=document.raw, source="mhtml")
