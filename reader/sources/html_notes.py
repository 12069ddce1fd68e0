"""Footnotes of a page: signs stand for them and for what refers to them while its article is extracted."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.model import Mark
from reader.sources.html_blocks import without_idle_rules
from reader.sources.html_tree import drop, text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from reader.sources.pieces import Piece

_REFERENCE, _NOTE = "⦗⦘", "⦃⦄"  # what encloses a label; no page that was seen has them
_ROLES = {"doc-noteref", "footnote-ref", "footnote-reference", "noteref", "sdfootnoteanc", "sdendnoteanc"}
_BLOCKS = ("li", "p", "dd", "div", "aside", "td", "section")
_ARROWS = " ^↑"  # that stood for the way back, where its links did not
_LONGEST = 4000  # characters of a note
_label = re.compile(r"[\[(]?\s*(\d{1,3}|[a-z]|[*†‡§]{1,3})\s*[\])]?").fullmatch
_signs = re.compile(f"[{_REFERENCE[0]}{_NOTE[0]}]([^{_REFERENCE}{_NOTE}]{{1,3}})[{_REFERENCE[1]}{_NOTE[1]}]")


def sign(tree: Element) -> None:
    """Put signs where a page refers to a footnote further down, and where each of those begins."""
    places = {name: each for each in tree.iter() for name in (each.get("name"), each.get("id")) if name}
    order = {each: number for number, each in enumerate(tree.iter())}
    labels: dict[Element, str] = {}
    for link in list(tree.iter("a")):
        label, place = _label(text_of(link)), places.get(_fragment(link))
        if label is None or place is None or order[place] < order[link] or not _refers(link):
            continue
        note = _block(place)
        if note is None or note in link.iterancestors() or len(text_of(note)) > _LONGEST:
            continue
        if note not in labels:
            own = label.group(1)
            labels[note] = own if own not in labels.values() else str(len(labels) + 1)
        for child in list(link):
            link.remove(child)
        link.tag = "span"
        link.text = labels[note].join(_REFERENCE)
    for note, shown in labels.items():
        for link in list(note.iter("a")):
            place = places.get(_fragment(link))
            if place is not None and order[place] < order[note] and _label(text_of(link)):
                drop(link)  # back to where it is referred to
        _begin(note, shown.join(_NOTE))


def found(pieces: Sequence[Piece]) -> list[Piece]:
    """Make footnotes and marks of the signs in what was extracted."""
    kept = [_note_of(piece) for piece in pieces]
    labels = {piece.label for piece in kept if piece.kind == "footnote"}
    for piece in kept:
        for each in _signs.finditer(piece.text):
            if each.group()[0] == _REFERENCE[0] and each.group(1) in labels:
                piece.marks.append(Mark("footnote", each.start(), each.end(), each.group(1)))
        piece.text = _signs.sub(r"[\1]", piece.text)
    return without_idle_rules(kept)


def _note_of(piece: Piece) -> Piece:
    """Return the footnote that a piece is, if it begins with the sign of one, without that sign."""
    first = _signs.match(piece.text.lstrip())
    if first is None or first.group()[0] != _NOTE[0] or piece.text.strip() == first.group():
        return piece
    rest = piece.text.lstrip()[first.end() :].lstrip(_ARROWS)
    again = re.match(rf"[\[(]?{re.escape(first.group(1))}[\])]?[.:)\]]?\s+(?=\S)", rest)
    if again and not again.group().strip().isalnum():  # the number that a page writes before its note
        rest = rest[again.end() :]
    cut = len(piece.text) - len(rest)
    marks = [Mark(m.kind, max(0, m.start - cut), m.end - cut, m.href) for m in piece.marks]
    text = piece.text[cut:]
    return replace(piece, kind="footnote", level=0, label=first.group(1), text=text, marks=marks, within="")


def _fragment(link: Element) -> str:
    """Return the place that a link leads to, by its name; a saved page's address may stand before it."""
    return str(link.get("href", "")).partition("#")[2]


def _refers(link: Element) -> bool:
    """Tell whether a link refers to a note: it says so, stands high, or is all in brackets."""
    parent = link.getparent()
    words = f"{link.get('role')} {link.get('class')} {link.get('epub:type')}".split()
    high = link.find(".//sup") is not None or (parent is not None and parent.tag == "sup")
    return high or bool(_ROLES & set(words)) or text_of(link)[:1] == "["


def _block(place: Element) -> Element | None:
    """Return the block that an anchor is, or stands in."""
    return place if place.tag in _BLOCKS else next(place.iterancestors(*_BLOCKS), None)


def _begin(note: Element, sign: str) -> None:
    """Write a sign before the words of a note."""
    inner = note
    while (first := next(iter(inner), None)) is not None and not (inner.text or "").strip():
        if first.tag not in _BLOCKS:
            break
        inner = first
    inner.text = sign + (inner.text or "").lstrip()
