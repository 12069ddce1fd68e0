"""An EPUB taken apart, inside the worker process: metadata, then the chapters of the spine in order.

EPUB 3.3 (W3C Recommendation); EPUB 2 by what they share. Entities are not resolved, nothing is loaded, and
what the package names is only looked for inside the archive.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from lxml import etree

from reader.sources import safe_xml
from reader.sources.epub_links import BookLinks, inside
from reader.sources.epub_pages import begin_at, epub_type, listed, spread
from reader.sources.epub_styles import emphasis
from reader.sources.pieces import Piece, sent
from reader.sources.safe_xml import first, texts
from reader.sources.unzip import Archive
from reader.sources.worker import Refused
from reader.sources.xhtml import pieces_of
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_TEXTS = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_MOST_CHAPTERS = 5000
_LONGEST_BLURB = 4000  # characters
_block_end = re.compile(r"</(?:p|div|li|h\d)>|<br\b", re.IGNORECASE).sub
_TABLE = "its table of parts"


def extract(raw: bytes) -> dict[str, Any]:
    """Return the book's `fields` and `blocks`. Raises Refused."""
    book = taken_apart(raw)
    return {"fields": book.fields, "blocks": sent(piece for part in book.parts for piece in part.pieces)}


class Part(NamedTuple):
    """A document of the spine: its path in the archive, what the contents call it, its blocks."""

    path: str
    title: str
    pieces: list[Piece]


class Book(NamedTuple):
    """A book's metadata and the documents of its spine, in order."""

    fields: dict[str, str]
    parts: list[Part]


def taken_apart(raw: bytes) -> Book:
    """Take a book apart. Raises Refused."""
    archive = Archive(raw)
    package_path = _package_path(archive)
    package = safe_xml.parse(archive.read(package_path), _TABLE)
    _check_rights(archive)
    chapters = [path for path in _spine(package, package_path) if path in archive.names]
    if not chapters:
        raise Refused("is damaged: it names no chapter that is there")
    trees = [(path, tree) for path in chapters if (tree := _chapter(archive, path)) is not None]
    styles = emphasis(archive, _style_sheets(package, package_path, archive))
    links = BookLinks(trees)
    titles, pages = _contents(archive, package, package_path)
    parts: list[Part] = []
    page = ""
    for path, tree in trees:
        body = next((e for e in tree.iter() if _name(e) == "body"), tree)
        title = titles.get(path, "")
        begin_at(body, pages.get(path, {}))
        links.mark_places(path, body)
        pieces = _headed(pieces_of(body, *links.notes(path), styles, links.places(path)), title)
        page = spread(pieces, page)
        parts.append(Part(path, title, pieces))
    return Book(_fields(package), parts)


def _style_sheets(package: Element, package_path: str, archive: Archive) -> Iterator[str]:
    items = (e for e in package.iter() if _name(e) == "item" and e.get("media-type") == "text/css")
    paths = (inside(package_path, item.get("href", "")) for item in items)
    return (path for path in paths if path in archive.names)


def _headed(pieces: list[Piece], title: str) -> list[Piece]:
    """Make a heading of a chapter's first line where only the contents know that it is one."""
    if title and pieces and pieces[0].kind == "paragraph" and " ".join(pieces[0].text.split()) == title:
        pieces[0].kind, pieces[0].level = "heading", 1
    return pieces


def _contents(
    archive: Archive, package: Element, package_path: str
) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Return what the table of contents (EPUB 3's navigation, else EPUB 2's NCX) calls each document.

    And of each where the printed pages begin: by the ids of elements their numbers.
    """
    items = [e for e in package.iter() if _name(e) == "item"]
    navigation = [e for e in items if "nav" in e.get("properties", "").split()]
    ncx = [e for e in items if e.get("media-type") == "application/x-dtbncx+xml"]
    titles: dict[str, str] = {}
    pages: dict[str, dict[str, str]] = {}
    for item in (*navigation, *ncx):
        path = inside(package_path, item.get("href", ""))
        tree = _chapter(archive, path) if path in archive.names else None
        if tree is None:
            continue
        if not pages:
            for href, number in listed(tree):
                pages.setdefault(inside(path, href), {})[urlsplit(href).fragment] = number
        if titles:
            continue
        for element in tree.iter():
            if any("page-list" in epub_type(each) for each in element.iterancestors("{*}nav", "nav")):
                continue
            if href := element.get("href") if _name(element) == "a" else _ncx_target(element):
                text = element if _name(element) == "a" else next(iter(element), element)
                title = " ".join("".join(str(part) for part in text.itertext()).split())
                titles.setdefault(inside(path, href), title)
    return titles, pages


def _ncx_target(element: Element) -> str:
    """Return where a point of an NCX leads, or nothing."""
    if _name(element) != "navpoint":
        return ""
    return next((child.get("src", "") for child in element if _name(child) == "content"), "")


def _chapter(archive: Archive, path: str) -> Element | None:
    """Read a chapter as XML, else as HTML; one that is neither is left out."""
    raw = archive.read(path)
    try:
        return etree.fromstring(raw, safe_xml.parser())
    except (etree.XMLSyntaxError, ValueError):
        pass  # HTML, or XHTML with names of entities that need a DTD
    try:
        return etree.fromstring(raw, etree.HTMLParser(no_network=True, recover=True))
    except (etree.XMLSyntaxError, ValueError):
        return None


def _name(element: Element) -> str:
    return safe_xml.local(element).lower()


def _package_path(archive: Archive) -> str:
    if _CONTAINER not in archive.names:
        raise Refused("is a ZIP archive but no book")
    root = safe_xml.parse(archive.read(_CONTAINER), _TABLE)
    paths = [e.get("full-path", "") for e in root.iter() if _name(e) == "rootfile"]
    path = next((path for path in paths if path in archive.names), "")
    if not path:
        raise Refused("is damaged: its table of parts is missing")
    return path


def _check_rights(archive: Archive) -> None:
    """Refuse a book whose text is encrypted; obfuscated fonts do not matter here."""
    if _ENCRYPTION not in archive.names:
        return
    root = safe_xml.parse(archive.read(_ENCRYPTION), _TABLE)
    methods = [e.get("Algorithm", "") for e in root.iter() if _name(e) == "EncryptionMethod".lower()]
    if any(method not in _FONTS for method in methods):
        raise Refused("is protected (DRM), so that only the seller's program reads it")


def _spine(package: Element, package_path: str) -> Iterator[str]:
    """Yield the paths of the chapters in order, each once; the navigation is none."""
    items = {e.get("id"): e for e in package.iter() if _name(e) == "item"}
    seen: set[str] = set()
    order = [e for e in package.iter() if _name(e) == "itemref"]
    for itemref in sorted(order, key=lambda e: e.get("linear") == "no")[:_MOST_CHAPTERS]:
        item = items.get(itemref.get("idref"))
        if (
            item is None
            or item.get("media-type") not in _TEXTS
            or "nav" in item.get("properties", "").split()
        ):
            continue
        path = inside(package_path, item.get("href", ""))
        if path not in seen:
            seen.add(path)
            yield path


def _fields(package: Element) -> dict[str, str]:
    return {
        "title": first(package, "title"),
        "author": ";".join(dict.fromkeys(texts(package, "creator"))),
        "date": first(package, "date")[:10],
        "site": first(package, "publisher"),
        "language": first(package, "language"),
        "blurb": _blurb(first(package, "description")),
        "url": next((text for text in texts(package, "source") if text.startswith("http")), ""),
    }


def _blurb(description: str) -> str:
    """Return what a book says of itself, which may be written as HTML."""
    if "<" in description:
        html = _block_end(r" \g<0>", description)
        tree = etree.fromstring(f"<div>{html}</div>", etree.HTMLParser(no_network=True, recover=True))
        description = "" if tree is None else "".join(map(str, tree.itertext()))
    return " ".join(description.split())[:_LONGEST_BLURB]
