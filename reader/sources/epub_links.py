"""The links inside a book: to its footnotes, and from one place of it to another."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from reader.sources.epub_pages import epub_type, is_page_break
from reader.sources.html_blocks import ANCHOR
from reader.sources.safe_xml import local

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.etree import _Element as Element

    _Told = Callable[[Element], str]

_WHOLE = ("table", "pre")  # what is inside of these becomes text: a place in them is where they begin


class BookLinks:
    """What the links of a book lead to: footnotes, numbered in the order of their references, and places."""

    def __init__(self, trees: Iterable[tuple[str, Element]]) -> None:
        self._labels: dict[tuple[str, str], str] = {}
        self._places: dict[str, dict[str, str]] = {}  # by document and id the names of anchors
        self._anchors = 0
        for path, tree in trees:
            for link in tree.iter():
                if local(link).lower() == "a" and (href := link.get("href")):
                    self._take(target(path, href), is_note=_is_reference(link))

    def _take(self, found: tuple[str, str], *, is_note: bool) -> None:
        path, name = found
        if is_note and name:
            self._labels.setdefault(found, str(len(self._labels) + 1))
        elif path and not is_note and name not in self._places.setdefault(path, {}):
            self._anchors += 1
            self._places[path][name] = str(self._anchors)

    def notes(self, path: str) -> tuple[_Told, _Told]:
        """Return what gives the label of a reference and of a note in a document."""

        def reference(element: Element) -> str:
            if not _is_reference(element):
                return ""
            return self._labels.get(target(path, element.get("href", "")), "")

        def note(element: Element) -> str:
            return self._labels.get((path, element.get("id", "")), "")

        return reference, note

    def places(self, path: str) -> _Told:
        """Return what gives the name of the anchor that a link of a document leads to."""

        def place(link: Element) -> str:
            there, name = target(path, link.get("href", ""))
            return self._places.get(there, {}).get(name, "")

        return place

    def mark_places(self, path: str, body: Element) -> None:
        """Put anchors where links lead in a document; what they do not find there is its beginning."""
        wanted = dict(self._places.get(path, {}))
        for element in list(body.iter()) if wanted else ():
            name = element.get("id") if isinstance(element.tag, str) else None
            if name and (number := wanted.pop(name, "")):
                _mark(element, body, number)
        for number in wanted.values():
            _begin(body, number)


def inside(base: str, href: str) -> str:
    """Return the path in the archive that a relative address means; one that is none is in no archive."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(parts.path)))


def target(path: str, href: str) -> tuple[str, str]:
    """Return the document that a link of one leads to, and the id there; nothing for one out of the book."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return "", ""
    elsewhere = parts.scheme or parts.netloc or parts.path
    return (inside(path, href) if elsewhere else path), unquote(parts.fragment)


def _mark(element: Element, body: Element, number: str) -> None:
    around = [each for each in element.iterancestors() if local(each).lower() in _WHOLE]
    whole = around[-1] if around else element
    if element is not body and (
        around or local(element).lower() in _WHOLE or is_page_break(element, epub_type(element))
    ):
        whole.addprevious(element.makeelement(ANCHOR, {"n": number}))
    else:
        _begin(element, number)


def _begin(element: Element, number: str) -> None:
    anchor = element.makeelement(ANCHOR, {"n": number})
    anchor.tail, element.text = element.text, None
    element.insert(0, anchor)


def _is_reference(element: Element) -> bool:
    role, kind = element.get("role", ""), epub_type(element)
    return "noteref" in kind or role == "doc-noteref" or "footnote-ref" in element.get("class", "").split()
