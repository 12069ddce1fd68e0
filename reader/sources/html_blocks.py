"""From the tree that extraction leaves of a page to the blocks and marks of a body.

The elements are trafilatura's: p, head, list, item, quote, code, table, row, cell, graphic, hi, ref, del, lb;
`note` is an attribute of our own, the label of a footnote on it and on the references to it, `place` one on a
link, the name of an anchor. Elements of our own are `pb`, where a printed page begins, and `anchor`, to which
links lead; `n` is their number or name, and they leave a mark of no length.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.model import Mark
from reader.sources import html_nests
from reader.sources.html_tree import HEAD, KICKERS, text_of
from reader.sources.links import safe_href
from reader.sources.pieces import Line, Nest, Piece
from reader.text.nest import BULLET, GOES_ON, QUOTED
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

ANCHOR = "anchor"
_POINTS = {"pb": "page", ANCHOR: "anchor"}  # elements that are no more than a place, and their marks
_DEEPEST = 80  # elements in each other; what is deeper is text
_ENDS_LINE = {"lb", "p", "head", "list", "item", "quote", "code", "table", "row", "cell", "graphic"}
_is_path = re.compile(r"\S+\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?)", re.IGNORECASE).fullmatch
_HIGHLIGHTS = {"#b": "strong", "#i": "emphasis", "#t": "code"}


class _Place(NamedTuple):
    """Where the walk is: the kind of block that text makes here."""

    kind: str = "paragraph"
    level: int = 0


class TreeReader:
    """Walks over an extracted page once and collects `blocks`; `roles` are the classes of its paragraphs."""

    def __init__(self) -> None:
        self.blocks: list[Piece] = []
        self._line = Line()
        self._nest = Nest()
        self._told: html_nests.Told | None = None  # what a sign before the text tells
        self._label = ""  # of a footnote that begins
        self._role = ""
        self._goes_on = False  # a line was broken: what follows is the next of a stanza

    def read(self, body: Element) -> list[Piece]:
        """Return the blocks of a page's body."""
        self._inside(body, _Place(), 0)
        self._flush(_Place())
        return self.blocks

    def _inside(self, element: Element, place: _Place, depth: int) -> None:
        if depth > _DEEPEST:
            self._line.add(" ".join(str(text) for text in element.itertext()))
            return
        self._add(element.text or "")
        for i, child in enumerate(element, 1):
            if isinstance(child.tag, str):
                self._element(child, i, place, depth + 1)
            self._add(child.tail or "")

    def _add(self, text: str) -> None:
        told, text = html_nests.read(text)
        self._told = told or self._told
        self._line.add(text)

    def _element(self, element: Element, number: int, place: _Place, depth: int) -> None:
        tag = element.tag
        if tag in ("hi", "ref", "del"):
            self._marked(element, place, depth)
        elif tag == "lb":
            self._goes_on = self._flush(place)
        elif tag in _POINTS:
            at = self._line.length
            self._line.marks.append(Mark(_POINTS[tag], at, at, element.get("n", "")))
        elif tag == "graphic":
            self._picture(element)
        elif tag == "code":
            self._code(element, place, depth)
        elif tag == "rule":
            self._flush(place)
            self._take(Piece("rule", "* * *"))
        elif tag == "table":
            self._flush(place)
            self._table(element)
        elif tag in ("p", "head", "list", "item", "quote"):
            self._block(element, number, place, depth)
        else:
            self._inside(element, place, depth)

    def _block(self, element: Element, number: int, place: _Place, depth: int) -> None:
        self._flush(place)
        inner, sign = place, ""
        if element.tag == "head":
            level = element.get("rend", "h2")[1:]
            inner = _Place("heading", int(level) if level in set("123456") else 2)
        elif element.tag == "item" and element.get("rend", "").startswith("dt"):
            self._term(element, place, depth)
            return
        elif element.get("note"):
            inner, self._label = _Place("footnote"), element.get("note", "")
        elif sign := _sign(element, number):
            inner = _Place()
            self._nest.enter(sign)
            self._goes_on = sign == GOES_ON  # what explains a term once more stands below
        self._role = element.get("class", "") if element.tag == "p" and not depth > 1 else ""
        self._inside(element, inner, depth)
        self._flush(inner)
        if sign:
            self._nest.leave()

    def _term(self, element: Element, place: _Place, depth: int) -> None:
        """Set a term that is explained: a line of its own, what explains it stands below."""
        line = self._line
        self._inside(element, place, depth)
        if line is self._line:
            line.mark("strong", 0)
        self._flush(place)

    def _flush(self, place: _Place) -> bool:
        """Make a block of the line that has grown. Returns whether there was one."""
        line, self._line = self._line, Line()
        close, self._goes_on = self._goes_on, False
        text = line.finish()
        if not text.strip():  # a page that begins between blocks begins with the next
            self._line.marks += _at_start(line)
        else:
            piece = Piece(_role_kind(self._role) or place.kind, text, place.level, "", line.marks, close)
            if place.kind == "footnote":
                piece.label, self._label = self._label, ""
                self.blocks.append(piece)
            else:
                self._append(piece)
            self._role = ""
        return bool(text.strip())

    def _marked(self, element: Element, place: _Place, depth: int) -> None:
        line, start = self._line, self._line.length
        self._inside(element, place, depth)
        if line is self._line:  # else there is a block inside: the mark would run over its end
            _mark(element, line, start)

    def _picture(self, element: Element) -> None:
        told, text = html_nests.read((element.get("alt") or element.get("title") or "").strip())
        if _is_path(text):  # what some programs write where nobody said what a picture shows
            text = ""
        if self._line.length and "".join(self._line.finish()).strip():
            self._line.add(f" {text} " if text else "")
        elif text:
            self._told = told or self._told
            self._take(Piece("image", text, 0, safe_href(element.get("src", ""))))

    def _code(self, element: Element, place: _Place, depth: int) -> None:
        for line_break in element.iter("lb"):
            line_break.text = "\n"
        told, text = html_nests.read("".join(str(part) for part in element.itertext()))
        parent = element.getparent()
        if (
            told
            or "\n" in text.strip()
            or element.get("rend")
            or (parent is not None and parent.tag == "body")
        ):
            self._flush(place)
            self._told = told
            self._take(Piece("code", text))
        else:
            start = self._line.length
            self._line.add(text)
            self._line.mark("code", start)

    def _table(self, table: Element) -> None:
        for caption in table.iter("caption"):
            self._take(Piece("paragraph", text_of(caption)))
        in_head = True
        for row in table.iter("row"):
            cells = [cell for cell in row if cell.tag == "cell"]
            roles = [cell.get("role") == "head" for cell in cells if text_of(cell)]
            is_marked = any(HEAD in text_of(cell) for cell in cells)
            in_head = in_head and bool(roles) and (all(roles) or is_marked)  # else it has one of its own
            line = Line()
            for i, cell in enumerate(cells):
                line.add("\t" if i else "")
                _fill(line, cell)
            self._take(Piece("row", line.finish(), int(in_head), "", line.marks))

    def _take(self, piece: Piece) -> None:
        """Take a block that no line made; places before it are in it."""
        line, self._line = self._line, Line()
        piece.marks += _at_start(line)
        self._append(piece)

    def _append(self, piece: Piece) -> None:
        """Append a block as what it is where it stands."""
        told, self._told = self._told, None
        if told and told.is_rule:
            piece = Piece("rule", "* * *")
        elif told and told.is_row:
            piece.kind, piece.level = "row", int(told.is_head)
            piece.text = piece.text.replace(html_nests.CELL, "\t")
        self.blocks.append(self._nest.take(piece, told.inside if told else None))


def without_idle_rules(pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out the rules that part no text from another: at either end, under a heading, over footnotes."""
    kept: list[Piece] = []
    for piece, after in zip(pieces, [*(each.kind for each in pieces[1:]), "footnote"], strict=False):
        before = kept[-1].kind if kept else "heading"
        if piece.kind != "rule" or not (before == "heading" or after in ("rule", "footnote")):
            kept.append(piece)
    return kept


def _at_start(line: Line) -> list[Mark]:
    """Return the places that a line without a text leaves to what comes next."""
    return [Mark(mark.kind, 0, 0, mark.href) for mark in line.marks if mark.kind in _POINTS.values()]


def _sign(element: Element, number: int) -> str:
    """Return what an element is that others stand in: a quote, an item by its number or bullet, or nothing.

    What explains a term is an item without a sign, and so is a list that stands in another by itself.
    """
    parent = element.getparent()
    if element.tag == "quote":
        return QUOTED
    if element.tag == "list":
        return GOES_ON if parent is not None and parent.tag == "list" else ""
    if element.tag != "item":
        return ""
    if element.get("rend", "").startswith("dd"):
        return GOES_ON
    if parent is None or parent.get("rend") != "ol":
        return BULLET
    return html_nests.numbered(element, parent, number)


def _fill(line: Line, element: Element) -> None:
    """Add what a cell holds to a line: what ends a line there parts words, other elements do not."""
    line.add(_flat(element.text))
    for child in element:
        if isinstance(child.tag, str):
            is_inline = child.tag == "code" and not child.get("rend") and "\n" not in (child.text or "")
            gap = " " if child.tag in _ENDS_LINE and not is_inline else ""
            line.add(gap)
            start = line.length
            _fill(line, child)
            _mark(child, line, start)
            line.add(gap)
        line.add(_flat(child.tail))


def _flat(text: str | None) -> str:
    return (text or "").replace("\t", " ").replace("\n", " ").replace(HEAD, "")


def _mark(element: Element, line: Line, start: int) -> None:
    """Mark what an element put into a line as that element does."""
    href = safe_href(element.get("target", "")) if element.tag == "ref" else ""
    if place := element.get("place"):
        href = f"#{place}"
    if element.get("note"):
        line.mark("footnote", start, element.get("note", ""))
    elif href:
        line.mark("link", start, href)
    elif element.tag == "del":
        line.mark("strike", start)
    elif element.tag == "code" and not element.get("rend"):
        line.mark("code", start)
    elif element.tag == "hi" and element.get("rend") in _HIGHLIGHTS:
        line.mark(_HIGHLIGHTS[element.get("rend", "")], start)


def _role_kind(role: str) -> str:
    """Return the kind that a paragraph's class names, if it does."""
    words = role.lower().replace("_", "-").replace("-", " ").split()
    if KICKERS & set(words):
        return "kicker"
    return "standfirst" if {"standfirst", "dek", "deck", "subheadline", "subtitle"} & set(words) else ""
