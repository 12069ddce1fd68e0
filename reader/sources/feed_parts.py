"""A feed taken apart, inside the worker process: RSS and Atom by feedparser, JSON Feed 1.1 by itself.

https://www.rssboard.org/rss-specification, RFC 4287, https://www.jsonfeed.org/version/1.1/
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from io import BytesIO
from typing import TYPE_CHECKING, Any

import lxml.html

from reader.sources.pieces import Piece, sent
from reader.sources.worker import Refused
from reader.sources.xhtml import pieces_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

MOST_ENTRIES = 500  # of one feed, the newest as a rule
_end_of_entry = re.compile(rb"</(?:item|entry)\s*>").finditer
_HTML = ("text/html", "application/xhtml+xml")


def extract(raw: bytes) -> dict[str, Any]:
    """Return the feed's `fields` (title, site), its `entries`, the newest first as a rule, and how many more
    there were (`passed`).

    `raw` is a line with the feed's address and the feed. An entry has `key`, `fields` (title, author, date,
    url), `blocks`, and whether these are `whole`, as far as the feed says. Raises Refused.
    """
    address, _, feed = raw.partition(b"\n")
    url = address.decode("utf-8", "replace")
    if feed.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json(feed)
    return _xml(feed, url)


def _entry(key: str, fields: dict[str, str], html: str, *, whole: bool) -> dict[str, Any]:
    """Shape an entry; `fields` are its title, author, date, url and language."""
    title = fields["title"]
    made_up = hashlib.blake2b(f"{title}\n{html}".encode("utf-8", "replace"), digest_size=12).hexdigest()
    return {
        "key": key or fields["url"] or made_up,
        "fields": {**fields, "title": _plain(title)},
        "blocks": sent(_blocks(html)),
        "whole": whole,
    }


# RSS and Atom


def _xml(raw: bytes, url: str) -> dict[str, Any]:
    import feedparser
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    raw, passed = _shortened(raw)
    try:
        fromstring(raw, forbid_dtd=True)
    except DefusedXmlException:
        raise Refused("declares entities or a document type, which no feed needs") from None
    except (ParseError, ValueError, LookupError):
        pass  # many feeds are not quite XML; feedparser reads them all the same
    # a stream, for bytes it would try as the name of a file
    try:
        found = feedparser.parse(BytesIO(raw), response_headers={"content-location": url} if url else {})
    except UnicodeError:
        raise Refused("is damaged: it is of no known encoding") from None
    if not found.get("version") and not found.entries:
        raise Refused("is no feed")
    feed = found.feed
    return {
        "fields": {"title": _plain(feed.get("title", "")), "site": feed.get("link", "")},
        "entries": [_of_xml(entry, feed.get("language", "")) for entry in found.entries[:MOST_ENTRIES]],
        "passed": passed + max(0, len(found.entries) - MOST_ENTRIES),
    }


def _shortened(raw: bytes) -> tuple[bytes, int]:
    """Cut out the entries beyond the limit, which would take long to parse; return how many those are."""
    ends = [found.end() for found in _end_of_entry(raw)]
    if len(ends) <= MOST_ENTRIES:
        return raw, 0
    return raw[: ends[MOST_ENTRIES - 1]] + raw[ends[-1] :], len(ends) - MOST_ENTRIES


def _of_xml(entry: Any, language: str) -> dict[str, Any]:
    contents = [each for each in entry.get("content", ()) if each.get("value")]
    content = next(
        (each for each in contents if each.get("type") in _HTML), contents[0] if contents else None
    )
    summary = entry.get("summary_detail") or {}
    chosen = content or summary
    html = chosen.get("value") or ""
    if chosen.get("type") == "text/plain":
        html = _as_html(html)
    published = entry.get("published_parsed") or entry.get("updated_parsed")
    authors = entry.get("authors") or ()
    fields = {
        "title": entry.get("title", ""),
        "author": ";".join(name for author in authors if (name := author.get("name", ""))),
        "date": time.strftime("%Y-%m-%dT%H:%M:%S+00:00", published) if published else "",
        "url": entry.get("link", ""),
        "language": chosen.get("language") or language,
    }
    return _entry(entry.get("id", ""), fields, html, whole=content is not None)


# JSON Feed


def _json(raw: bytes) -> dict[str, Any]:
    try:
        feed = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Refused("is damaged: it begins as a JSON Feed and is no JSON") from None
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise Refused("is no feed")
    return {
        "fields": {"title": _plain(_text(feed, "title")), "site": _text(feed, "home_page_url")},
        "entries": [
            _of_json(item, _text(feed, "language"))
            for item in feed["items"][:MOST_ENTRIES]
            if isinstance(item, dict)
        ],
        "passed": max(0, len(feed["items"]) - MOST_ENTRIES),
    }


def _of_json(item: dict[str, Any], language: str) -> dict[str, Any]:
    html, text = _text(item, "content_html"), _text(item, "content_text")
    fields = {
        "title": _text(item, "title"),
        "author": ";".join(_names(item)),
        "date": _text(item, "date_published") or _text(item, "date_modified"),
        "url": _text(item, "url") or _text(item, "external_url"),
        "language": _text(item, "language") or language,
    }
    shown = html or _as_html(text or _text(item, "summary"))
    return _entry(_text(item, "id"), fields, shown, whole=bool(html or text))


def _names(item: dict[str, Any]) -> Iterator[str]:
    """Yield the names of an item's authors; 1.0 had one `author`."""
    for author in [*_list(item, "authors"), item.get("author")]:
        if isinstance(author, dict) and (name := _text(author, "name")):
            yield name


def _text(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _list(item: dict[str, Any], name: str) -> list[Any]:
    value = item.get(name)
    return value if isinstance(value, list) else []


# HTML in feeds


def _blocks(html: str) -> list[Piece]:
    tree = _tree(html)
    return [] if tree is None else pieces_of(tree, _nothing, _nothing)


def _nothing(_: Element) -> str:
    """Return no label: a feed's footnotes lead to the page."""
    return ""


def _tree(html: str) -> Element | None:
    if not html.strip():
        return None
    try:
        # a div around it, for lxml makes a paragraph of text that begins without one
        return lxml.html.document_fromstring(f"<div>{html}</div>").find("body")
    except (ValueError, lxml.etree.LxmlError):
        return None


def _plain(html: str) -> str:
    """Return a line's text; titles may hold markup."""
    if "<" not in html and "&" not in html:
        return html
    tree = _tree(html)
    return "" if tree is None else " ".join("".join(str(text) for text in tree.itertext()).split())


def _as_html(text: str) -> str:
    """Return plain text as paragraphs."""
    from html import escape

    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n") if part.strip())
