"""The printed pages of a book: where one begins, and what is on it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.model import Mark
from reader.sources import safe_xml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.etree import _Element as Element

    from reader.sources.pieces import Piece

PAGE_BREAK = "pb"  # the element that the reader of trees knows it by; `n` is the page
_TYPE = "{http://www.idpf.org/2007/ops}type"
_LONGEST = 12  # characters of a page's number
_number = re.compile(r"(?:page|pg|seite|p)?[\s._-]*(\S+)\Z", re.IGNORECASE).match


def is_page_break(element: Element, kind: str) -> bool:
    """Tell whether a page begins at an element; `kind` is its `epub:type`."""
    return "pagebreak" in kind.split() or element.get("role") == "doc-pagebreak"


def epub_type(element: Element) -> str:
    """Return what a book says that an element is (`epub:type`), also where it was read as HTML."""
    return element.get(_TYPE) or element.get("epub:type") or ""


def page_number(element: Element) -> str:
    """Return the page that begins at an element, as it is printed; nothing where that cannot be told."""
    for name in (element.get("title"), element.get("aria-label"), _text(element), element.get("id")):
        found = _number((name or "").strip().rstrip("."))
        if found and len(found[1]) <= _LONGEST:
            return found[1]
    return ""


def listed(contents: Element) -> Iterator[tuple[str, str]]:
    """Yield where pages begin, and their numbers, as the contents of an EPUB 3 or EPUB 2 tell."""
    for element in contents.iter():
        name = safe_xml.local(element).lower() if isinstance(element.tag, str) else ""
        if name == "nav" and "page-list" in epub_type(element).split():
            for link in element.iter():
                if isinstance(link.tag, str) and link.get("href"):
                    yield link.get("href", ""), _text(link)
        elif name == "pagetarget":
            content = next((each.get("src") for each in element.iter() if each.get("src")), None)
            yield content or "", _text(element) or element.get("value", "")


def begin_at(tree: Element, numbers: Mapping[str, str]) -> None:
    """Let pages begin where the contents say, by the ids of elements, unless these say what they are.

    ebooklib lists all that says so, as footnotes do, by nothing but its id.
    """
    for element in list(tree.iter()) if numbers else ():
        number = numbers.get(element.get("id") or "") if isinstance(element.tag, str) else None
        kind = epub_type(element)
        if number and not is_page_break(element, kind) and not (kind and number == element.get("id")):
            begin = element.makeelement("span", {"role": "doc-pagebreak", "title": number})
            begin.tail, element.text = element.text, None
            element.insert(0, begin)


def spread(pieces: Iterable[Piece], page: str) -> str:
    """Make of the places where pages begin marks over what is on them.

    `page` is the one that goes on from what came before; returns the one that goes on behind the last piece.
    """
    for piece in pieces:
        begins = [mark for mark in piece.marks if mark.kind == "page"]
        piece.marks = [mark for mark in piece.marks if mark.kind != "page"]
        at = 0
        for begin in (*begins, None):
            end = begin.start if begin else len(piece.text)
            if page and at < end:
                piece.marks.append(Mark("page", at, end, page))
            if begin:
                at, page = end, begin.href
    return page


def _text(element: Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())
