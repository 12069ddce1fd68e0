"""Quotes and lists of a page that are in each other: signs stand for them while its article is extracted.

Extraction makes paragraphs of quotes in items and of quotes in quotes, forgets where a list begins to count,
and joins the cells of a table that stands in either.
"""

from __future__ import annotations

import re
from string import ascii_lowercase
from typing import TYPE_CHECKING

from reader.sources.html_tree import HEAD, drop, text_of
from reader.text.nest import BULLET, GOES_ON, QUOTED
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

CELL = "⦙"  # between the cells of a row; no page that was seen has such signs
_OPENS, _CLOSES = "⦉⦊"
_CODE, _ROW, _HEAD, _RULE = "crhb"
_LISTS, _ITEMS, _HEADINGS = ("ul", "ol"), ("li", "dd"), ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = {*_LISTS, *_ITEMS, *_HEADINGS, *"dl dt p div section article pre blockquote table figure".split()}
_sign = re.compile(rf"\s*{_OPENS}((?:>|-|•|\w{{1,15}}\.| )*)([{_CODE}{_ROW}{_HEAD}{_RULE}]?){_CLOSES}").match
_signs = re.compile(rf"{_OPENS}[^{_OPENS}{_CLOSES}]*{_CLOSES}").sub
_ROMANS = 4000
_ROMAN = {1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x"}
_ROMAN |= {9: "ix", 5: "v", 4: "iv", 1: "i"}
_number = re.compile(r"[0-9]{1,9}").fullmatch


class Told(NamedTuple):
    """What the sign before a text tells: what it stands in; whether it is code, a row, a head's, a rule."""

    inside: list[str]
    is_code: bool = False
    is_row: bool = False
    is_head: bool = False
    is_rule: bool = False


def read(text: str) -> tuple[Told | None, str]:
    """Return what the sign before a text tells, if there is one, and the text without signs."""
    if _OPENS not in text:
        return None, text
    found = _sign(text)
    if found is None:
        return None, _signs("", text)
    inside, kind = found.groups()
    told = Told(inside.split(), kind == _CODE, kind in (_ROW, _HEAD), kind == _HEAD, kind == _RULE)
    return told, _signs("", text)


def numbered(item: Element, around: Element, place: int) -> str:
    """Return the marker of an item of a numbered list, by its place (from 1) where it has no number."""
    own, first, kind = item.get("value", ""), around.get("start", ""), around.get("type", "")
    number = int(own) if _number(own) else place + (int(first) - 1 if _number(first) else 0)
    written = str(number)
    if kind.lower() == "a" and 0 < number <= len(ascii_lowercase):
        written = ascii_lowercase[number - 1]
    elif kind.lower() == "i" and 0 < number < _ROMANS:
        written = _roman(number)
    return f"{written.upper() if kind.isupper() else written}."


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN.items():
        written += sign * (number // value)
        number %= value
    return written


def sign(tree: Element) -> None:
    """Put signs before the texts that stand in quotes and items in a way that extraction forgets."""
    _Walk().through(tree)


class _Walk:
    """Goes through a page in order; knows what it is in, and whether the next text is to be signed."""

    def __init__(self) -> None:
        self._inside: list[str] = []
        self._counts = False  # an item begins that is not numbered by its place

    def through(self, element: Element) -> None:
        """Sign what an element holds."""
        marker = self._marker(element)
        if marker:
            self._inside.append(marker)
        children = [child for child in element if isinstance(child.tag, str)]
        opens = children[0].tag if children and not (element.text or "").strip() else ""
        if element.tag == "pre" and self._inside:
            first = element if opens != "code" else children[0]
            first.text = self._told(_CODE) + (first.text or "")
        elif element.tag == "img" and self._inside and element.get("alt"):
            element.set("alt", self._told() + element.get("alt", ""))
        elif element.tag == "hr":
            element.tag, element.text = "p", f"{self._told(_RULE)}* * *"
        elif element.tag in _BLOCKS and opens not in _BLOCKS and text_of(element):
            element.text = self._told() + (element.text or "")
        for child in children:
            if child.tag == "table" and self._inside:
                self._lay(child)
                continue
            self.through(child)
            if child.tag in _BLOCKS and (child.tail or "").strip():
                child.tail = self._told() + (child.tail or "")
        if marker:
            self._inside.pop()
            self._counts = False

    def _marker(self, element: Element) -> str:
        """Return what an element is that others stand in; nothing for most."""
        parent = element.getparent()
        if element.tag == "blockquote":
            return QUOTED
        if element.tag not in _ITEMS or parent is None or element.tag == "dd":
            return GOES_ON if element.tag == "dd" else ""
        if parent.tag != "ol":
            return BULLET
        place = 1 + sum(1 for _ in element.itersiblings("li", preceding=True))
        found = numbered(element, parent, place)
        self._counts = self._counts or found != f"{place}."
        return found

    def _told(self, kind: str = "") -> str:
        """Return the sign of the text that comes next, if it needs one."""
        inside, counts = self._inside, self._counts
        self._inside = [QUOTED if each == QUOTED else GOES_ON for each in inside]
        self._counts = False
        if not (kind or counts or (QUOTED in inside and len(inside) > 1)):
            return ""
        return f"{_OPENS}{' '.join(inside)}{kind}{_CLOSES}"

    def _lay(self, table: Element) -> None:
        """Make a paragraph of each row of a table."""
        for row in [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]:
            cells = [cell for cell in row if cell.tag in ("th", "td")]
            texts = [text_of(cell).replace(HEAD, "") for cell in cells]
            if any(texts):
                line = table.makeelement("p")
                is_head = all(cell.tag == "th" for cell in cells)
                line.text = self._told(_HEAD if is_head else _ROW) + CELL.join(texts)
                table.addprevious(line)
        drop(table)
