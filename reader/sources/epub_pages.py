"""The printed pages of a book: where one begins, and what is on it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.model import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element

    from reader.sources.pieces import Piece

PAGE_BREAK = "pb"  # the element that the reader of trees knows it by; `n` is the page
_LONGEST = 12  # characters of a page's number
_number = re.compile(r"(?:page|pg|seite|p)?[\s._-]*(\S+)\Z", re.IGNORECASE).match


def is_page_break(element: Element, kind: str) -> bool:
    """Tell whether a page begins at an element; `kind` is its `epub:type`."""
    return "pagebreak" in kind.split() or element.get("role") == "doc-pagebreak"


def page_number(element: Element) -> str:
    """Return the page that begins at an element, as it is printed; nothing where that cannot be told."""
    text = " ".join("".join(map(str, element.itertext())).split())
    for name in (element.get("title"), element.get("aria-label"), text, element.get("id")):
        found = _number((name or "").strip().rstrip("."))
        if found and len(found[1]) <= _LONGEST:
            return found[1]
    return ""


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
