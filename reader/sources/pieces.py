"""Blocks and lines that grow while a document is read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from reader.model import Mark
from reader.text.nest import GOES_ON, QUOTED, told
from reader.text.paragraphs import glue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.text.build import BodyBuilder


@dataclass
class Piece:
    """A block to be: the arguments of `BodyBuilder.add`."""

    kind: str
    text: str
    level: int = 0
    label: str = ""
    marks: list[Mark] = field(default_factory=list)
    close: bool = False
    within: str = ""


def sent(pieces: Iterable[Piece]) -> list[list[Any]]:
    """Shape pieces as JSON for the way from the worker."""
    return [[p.kind, p.text, p.level, p.label, [[*m] for m in p.marks], p.close, p.within] for p in pieces]


def received(blocks: Iterable[list[Any]]) -> list[Piece]:
    """Read what `sent` shaped."""
    return [Piece(k, t, lv, lb, [Mark(*m) for m in marks], c, w) for k, t, lv, lb, marks, c, w in blocks]


def write(pieces: Iterable[Piece], builder: BodyBuilder) -> None:
    """Add pieces to a body, one after the other."""
    for p in pieces:
        builder.add(
            p.kind, p.text, level=p.level, label=p.label, marks=p.marks, close=p.close, within=p.within
        )


class Nest:
    """The quotes and items of lists that one is in while a document is read."""

    def __init__(self) -> None:
        self._inside: list[str] = []

    def __len__(self) -> int:
        return len(self._inside)

    def enter(self, sign: str) -> None:
        """Go into a quote or an item, which begins there, or goes on."""
        self._inside.append(sign)

    def leave(self) -> None:
        """Go out of the innermost."""
        self._inside.pop()

    def take(self, piece: Piece, inside: list[str] | None = None) -> Piece:
        """Return a piece as what it is here, or `inside` others; items that begin with it go on after it.

        A heading that is quoted begins no section: it is a line in bold.
        """
        inside = self._inside if inside is None else inside
        if piece.kind == "heading" and QUOTED in inside:
            bold = Mark("strong", 0, len(piece.text))
            piece = replace(piece, kind="paragraph", level=0, marks=[bold, *piece.marks])
        kind, level, label, within = told(piece.kind, piece.level, inside)
        self._inside = [QUOTED if each == QUOTED else GOES_ON for each in self._inside]
        return replace(piece, kind=kind, level=level, label=piece.label or label, within=within)


class Line:
    """A line of inline text that grows, and its marks."""

    def __init__(self) -> None:
        self.text = ""
        self.marks: list[Mark] = []
        self._parts: list[str] = []
        self._length = 0
        self._last = ""

    @property
    def length(self) -> int:
        """Return the number of code points so far."""
        return self._length

    def add(self, text: str) -> None:
        """Append text."""
        if text:
            self._parts.append(text)
            self._length += len(text)
            self._last = text[-1]

    def break_before(self, following: str) -> None:
        """Append a line's end: a space, or nothing between scripts that have none."""
        self.add(glue(self._last, following))

    def mark(self, kind: str, start: int, href: str = "") -> None:
        """Mark from `start` to the end of what was added."""
        if start < self._length:
            self.marks.append(Mark(kind, start, self._length, href))

    def finish(self) -> str:
        """Return the text."""
        self.text = "".join(self._parts)
        return self.text
