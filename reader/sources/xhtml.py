"""XHTML as books hold it, to the elements that `html_blocks` reads; nothing is left out as furniture."""

from __future__ import annotations

import re
from html.entities import html5
from types import MappingProxyType
from typing import TYPE_CHECKING

from lxml import etree

from reader.sources import cell_spans
from reader.sources.epub_pages import PAGE_BREAK, epub_type, is_page_break, page_number
from reader.sources.html_blocks import ANCHOR, TreeReader, without_idle_rules
from reader.sources.html_tree import enclose, raise_digits, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml.etree import _Element as Element

    from reader.sources.pieces import Piece

_XLINK = "{http://www.w3.org/1999/xlink}href"
_ITALIC = dict.fromkeys("em i cite dfn var".split(), "#i")
_MARKS = {**_ITALIC, "strong": "#b", "b": "#b", "code": "#t", "tt": "#t", "kbd": "#t", "samp": "#t"}
_is_label = re.compile(r"\W{0,2}(?:\d{1,3}|[a-z]|[*†‡§])\W{0,2}").fullmatch
_BLOCKS = frozenset("p div section article header footer main figure figcaption address center aside".split())
_GONE = frozenset(
    "script style template noscript iframe object embed audio video form button nav title svg math".split()
)
_OTHERS = {
    "li": "item",
    "blockquote": "quote",
    "br": "lb",
    "hr": "rule",
    "tr": "row",
    "table": "table",
    "caption": "caption",
    **dict.fromkeys(("s", "del", "strike"), "del"),
}


def pieces_of(
    body: Element,
    reference: Callable[[Element], str],
    note: Callable[[Element], str],
    styles: Mapping[str, str] = MappingProxyType({}),
    place: Callable[[Element], str] = lambda _: "",
) -> list[Piece]:
    """Return the blocks of a document's body.

    `reference` gives the label of the footnote that a link leads to, `note` that of the one it is, `place`
    the anchor that a link leads to; `styles` are the classes of spans that stand out, and how.
    """
    for element in list(body.iter()):
        if not isinstance(element.tag, str):
            _dissolve(element)  # a comment, an instruction, an entity
            continue
        name = element.tag.rpartition("}")[2].lower()
        if name == ANCHOR:
            continue
        label = note(element)
        if is_page_break(element, epub_type(element)):
            _begin_page(element)
        elif name in _GONE or (name == "a" and _leads_back(element)):
            _empty(element)
        elif name == "a":
            _link(element, reference(element), place(element))
        elif label:
            _sign_back(element)
            element.tag = "p"
            element.set("note", label)
        else:
            _rename(element, name, styles)
    body.tag = "body"
    for table in body.iter("table"):
        rows = [row for row in table.iter("row") if next(row.iterancestors("table"), None) is table]
        cell_spans.spread(rows, "head")
    return without_idle_rules(TreeReader().read(body))


def _rename(element: Element, name: str, styles: Mapping[str, str]) -> None:
    """Give one element the name that the reader knows it by."""
    if len(name) == 2 and name[0] == "h" and name[1] in "123456":
        element.tag = "head"
        element.set("rend", name)
    elif name in ("ul", "ol", "dl"):
        element.tag = "list"
        element.set("rend", name)
    elif name in ("dt", "dd"):
        element.tag = "item"
        element.set("rend", name)
    elif name == "figure":
        _take_caption(element)
        element.tag = "p"
    elif name == "sup":
        element.tag = "span"
        raise_digits(element)
    elif name in ("td", "th"):
        element.tag = "cell"
        element.set("role", "head" if name == "th" else "")
    elif name in ("img", "image"):
        element.tag = "graphic"
        element.set("src", element.get("src") or element.get(_XLINK) or "")
    elif name == "span" and (
        given := {styles[each] for each in element.get("class", "").split() if each in styles}
    ):
        element.tag = "hi"
        element.set("rend", min(given))
    elif name == "q":
        element.tag = "span"
        enclose(element)
    elif name == "pre":
        element.tag = "code"
        element.set("rend", name)
    elif name in _MARKS:
        element.tag = "hi"
        element.set("rend", _MARKS[name])
    else:
        element.tag = _OTHERS.get(name) or ("p" if name in _BLOCKS else "span")
        element.attrib.pop("class", None)  # a class names a role only where a page's article is found


def _begin_page(element: Element) -> None:
    number = page_number(element)
    _empty(element)
    if number:
        element.tag = PAGE_BREAK
        element.set("n", number)


def _leads_back(element: Element) -> bool:
    """Tell whether a link is the arrow from a footnote back to where one was."""
    words = f"{element.get('role')} {element.get('class')} {epub_type(element)}".split()
    return bool({"doc-backlink", "footnote-back", "backlink"} & set(words))


def _sign_back(note: Element) -> None:
    """Have the number with which a note begins lead back to where it is referred to, if it is a link."""
    link = next((each for each in note.iter() if isinstance(each.tag, str) and each.get("href")), None)
    if link is not None:
        whole, own = ("".join(map(str, each.itertext())).strip() for each in (note, link))
        if _is_label(own) and whole.startswith(own):
            link.set("role", "doc-backlink")


def _link(element: Element, label: str, place: str) -> None:
    element.tag = "ref"
    element.set("target", element.get("href") or "")
    if place:
        element.set("place", place)
    if label:
        for child in list(element):
            element.remove(child)
        element.text = f"[{label}]"
        element.set("note", label)


def _take_caption(figure: Element) -> None:
    """Make a figure's caption its picture's text."""
    parts = {each.tag.rpartition("}")[2].lower(): each for each in figure.iter() if isinstance(each.tag, str)}
    caption, picture = parts.get("figcaption"), parts.get("img")
    if caption is not None and picture is not None and text_of(caption):
        picture.set("alt", text_of(caption))
        _empty(caption)


def _dissolve(node: Element) -> None:
    """Put in place of a node that is no element what it stands for: a character, or nothing."""
    parent, before = node.getparent(), node.getprevious()
    if parent is None:
        return
    name = (node.text or "").removeprefix("&") if node.tag is etree.Entity else ""
    text = html5.get(name, "") + (node.tail or "")
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text
    node.tail = None
    parent.remove(node)


def _empty(element: Element) -> None:
    tail = element.tail
    element.clear()
    element.tail = tail
    element.tag = "span"
