"""The links and footnotes of a body: which one is here, and where it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.text.body import BLOCK_KINDS, MARK_KINDS
from reader.text.pattern import pattern
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from reader.model import Body, Mark

_LINK, _REFERENCE = MARK_KINDS.index("link"), MARK_KINDS.index("footnote")
_NOTE, _IMAGE = BLOCK_KINDS.index("footnote"), BLOCK_KINDS.index("image")
_LONGEST = 2000  # code points of an address
#: An address as it stands in a text, without what closes behind it.
_written = pattern(
    r"https?://(?:\([^\s()<>]*\)|[^\s()<>\"“”«»\u3000-\u303f\uff00-\uffef])+(?<![.,;:!?'’*_…\]}])"
).finditer


class Link(NamedTuple):
    """A range of the text that leads elsewhere: to an address, to a note, from a note back."""

    start: int
    end: int
    kind: str  # "address", "place", "reference" or "note"
    target: str  # an address, an offset, or a note's label


def link_at(body: Body, offset: int) -> Link | None:
    """Return the innermost link at an offset; in a note that holds none there, the note itself."""
    found = links_between(body, offset, offset + 1)
    if found:
        return min(found, key=lambda link: link.end - link.start)
    if not len(body.blocks):
        return None
    block = body.blocks.at(offset)
    if body.blocks.kinds[block] != _NOTE:
        return None
    while not body.blocks.labels.get(block) and block and body.blocks.kinds[block - 1] == _NOTE:
        block -= 1  # a note of several paragraphs
    label = body.blocks.labels.get(block, "")
    return Link(body.blocks.starts[block], body.blocks.ends[block], "note", label) if label else None


def links_between(body: Body, start: int, end: int) -> list[Link]:
    """Return the links, references, pictures with an address and bare addresses that meet `[start, end)`."""
    marks = body.marks.between(start, end)
    found = [_link(mark) for mark in marks if mark.kind in ("link", "footnote") and mark.href]
    blocks = body.blocks
    for block in range(blocks.at(start), min(len(blocks), blocks.at(max(start, end - 1)) + 1)):
        address = blocks.labels.get(block, "") if blocks.kinds[block] == _IMAGE else ""
        if address and blocks.ends[block] > start:
            found.append(Link(blocks.starts[block], blocks.ends[block], "address", address))
    for match in _written(body.text, max(0, start - _LONGEST), end + _LONGEST):
        low, high = match.span()
        if low < end and high > start and not any(mark.start < high and mark.end > low for mark in found):
            found.append(Link(low, high, "address", match.group()))
    return sorted(found)


def _link(mark: Mark) -> Link:
    if mark.kind == "footnote":
        return Link(mark.start, mark.end, "reference", mark.href)
    if mark.href[0] == "#" and mark.href[1:].isdecimal():
        return Link(mark.start, mark.end, "place", mark.href[1:])
    return Link(mark.start, mark.end, "address", mark.href)


def note_of(body: Body, label: str) -> int | None:
    """Return where the note of a label begins."""
    blocks = body.blocks
    found = (i for i, each in blocks.labels.items() if each == label and blocks.kinds[i] == _NOTE)
    return next((blocks.starts[i] for i in found), None)


def references_to(body: Body, label: str) -> list[int]:
    """Return where the references to a note begin, in order."""
    marks = body.marks
    return [
        marks.starts[i] for i, href in marks.hrefs.items() if href == label and marks.kinds[i] == _REFERENCE
    ]


def refusal(address: str) -> str:
    """Return why an address is not opened; empty where it is: http and https only, nothing hidden in it."""
    if any(sign.isspace() or not sign.isprintable() or sign == "\\" for sign in address):
        return "this address holds signs that an address cannot hold"
    try:
        parts = urlsplit(address)
        host, hidden = parts.hostname, "@" in parts.netloc
    except ValueError:
        return "this is not an address"
    if parts.scheme not in ("http", "https"):
        what = f"{parts.scheme}: addresses" if parts.scheme else "addresses without http"
        return f"{what} are not opened: {address[:60]}"
    if not host:
        return "this address names no host"
    return "this address holds a user's name, and is not opened" if hidden else ""


def host_of(address: str) -> str:
    """Return what an address is called in a menu: its host."""
    try:
        return (urlsplit(address).hostname or address).removeprefix("www.")
    except ValueError:
        return address
