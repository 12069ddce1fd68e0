"""OPML, the lists of feeds that feed readers exchange: http://opml.org/spec2.opml"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from reader.model import Feed
from reader.sources.files import SourceError
from reader.sources.links import safe_href
from reader.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

_DEEPEST = 20
_MOST = 20_000  # outlines


def read(raw: bytes, called: str) -> list[Feed]:
    """Return the feeds of a list, each once, with the folder (`/` levels) that it stands in.

    Raises:
        SourceError: it is no OPML, or there is no feed in it.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root = fromstring(raw, forbid_dtd=True)
    except DefusedXmlException:
        raise SourceError(f"{called} declares entities or a document type, which is not read.") from None
    except (ParseError, ValueError, LookupError, RecursionError):
        raise SourceError(f"{called} is no OPML: it is not well-formed XML.") from None
    body = root.find("body")
    if root.tag.lower() != "opml" or body is None:
        raise SourceError(f"{called} is no OPML.")
    found: dict[str, Feed] = {}
    for feed in _feeds(body, (), 0):
        found.setdefault(feed.url, feed)
    if not found:
        raise SourceError(f"There is no feed in {called}.")
    return list(found.values())


def _feeds(parent: Element, folders: tuple[str, ...], depth: int) -> Iterator[Feed]:
    for outline in parent.findall("outline")[:_MOST]:
        name = clean_line(outline.get("title") or outline.get("text") or "", 200)
        url = safe_href(outline.get("xmlUrl") or outline.get("xmlurl") or "")
        if url.lower().startswith("http"):
            home = safe_href(outline.get("htmlUrl") or "")
            yield Feed(url, title=name, site=home, folder="/".join(folders))
        elif depth < _DEEPEST:
            yield from _feeds(outline, (*folders, name.replace("/", "-")) if name else folders, depth + 1)


def write(feeds: Iterable[Feed]) -> str:
    """Write a list of feeds; the same feeds are always the same text."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "<head><title>Feeds</title></head>",
    ]
    lines.append("<body>")
    open_: list[str] = []
    for feed in sorted(feeds, key=lambda feed: (feed.folder.casefold(), feed.name.casefold(), feed.url)):
        folders = feed.folder.split("/") if feed.folder else []
        same = 0
        while same < min(len(open_), len(folders)) and open_[same] == folders[same]:
            same += 1
        lines += ["</outline>"] * (len(open_) - same)
        lines += [f"<outline text={quoteattr(name)}>" for name in folders[same:]]
        open_ = folders
        home = f" htmlUrl={quoteattr(feed.site)}" if feed.site else ""
        named = quoteattr(feed.name)
        lines.append(f'<outline type="rss" text={named} title={named} xmlUrl={quoteattr(feed.url)}{home}/>')
    lines += ["</outline>"] * len(open_)
    return "\n".join([*lines, "</body>", "</opml>", ""])
