"""Putting a body together, block by block, so that what every body promises holds by construction."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import combining, is_normalized, normalize

from reader.text.body import Block, Blocks, Body, Mark, Marks
from reader.text.clean import clean_inline, clean_line, clean_text
from reader.text.nest import goes_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_VERSE = ("paragraph", "quote")  # whose lines keep their indent, as the label
_SPACES = " \t\r\n"  # that mean nothing where a line begins
_DEEPEST = 40  # cells


class BodyBuilder:
    """Collects blocks and their marks: clean NFC text, no block empty, none with spaces around."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._blocks: list[Block] = []
        self._marks: list[Mark] = []
        self._anchors: dict[str, int] = {}  # their names, and where the blocks begin that they are in
        self._waiting: list[str] = []  # anchors of blocks that were empty: they are the next one's
        self._length = 0
        self._parted = False  # the last item has several paragraphs
        self._indent = ""  # of the last block, which counts if it is the first line of a stanza

    def __len__(self) -> int:
        return len(self._blocks)

    def add(
        self,
        kind: str,
        text: str,
        *,
        level: int = 0,
        label: str = "",
        marks: Sequence[Mark] = (),
        close: bool = False,
        within: str = "",
    ) -> bool:
        """Add a block, unless it is empty once cleaned; `marks` are offsets into `text`.

        A mark of the kind `anchor` names the block, for links whose href is `#` and that name.
        One that is `close` is the next line of what the block before it began, as in a stanza.
        """
        self._waiting += [mark.href for mark in marks if mark.kind == "anchor"]
        marks = [mark for mark in marks if mark.kind != "anchor"]
        indent = _indent(text) if kind in _VERSE else ""
        fit = _fit_code if kind == "code" else _fit_row if kind == "row" else _fit_line
        text, marks = fit(text, marks)
        if not text:
            return False
        if self._blocks:
            close = self._blocks[-1].kind == kind and (close or self._follows(label, within))
            gap = "\n" if close else "\n\n"
            if not close:
                self._parted = kind == "item" and not label
            elif kind in _VERSE:
                label, indent = label or indent, ""
                if self._indent:
                    self._blocks[-1] = self._blocks[-1]._replace(label=self._indent)
            self._parts.append(gap)
            self._length += len(gap)
        self._indent = indent
        start = self._length
        for name in self._waiting:
            self._anchors.setdefault(name, start)
        self._waiting.clear()
        self._parts.append(text)
        self._length += len(text)
        self._blocks.append(Block(kind, start, self._length, level, clean_line(label), within))
        self._marks += [Mark(m.kind, start + m.start, start + m.end, m.href) for m in marks]
        return True

    def _follows(self, label: str, within: str) -> bool:
        """Tell whether a row or an item stands on the line below that before it.

        A paragraph of an item does not, nor what comes after it, nor what one of both is quoted.
        """
        before = self._blocks[-1]
        if before.kind == "item":
            return bool(label) and not self._parted and within.count(">") == before.within.count(">")
        return before.kind == "row" and goes_on(before.within.split(), within.split())

    def body(self) -> Body:
        """Return the body of what was added."""
        return Body(
            "".join(self._parts), Blocks(self._blocks), Marks(filter(None, map(self._led, self._marks)))
        )

    def _led(self, mark: Mark) -> Mark | None:
        """Let a link to an anchor lead to its offset; one to none is no link."""
        if mark.kind != "link" or not mark.href.startswith("#"):
            return mark
        at = self._anchors.get(mark.href[1:])
        return None if at is None else mark._replace(href=f"#{at}")


def _indent(text: str) -> str:
    """Return how many cells no-break and em spaces make at the beginning of a line; nothing for none."""
    lead = text[: len(text) - len(text.lstrip())].strip(_SPACES) if text[:1].isspace() else ""
    return str(min(_DEEPEST, len(lead) + lead.count("\u2003"))) if lead else ""


def _fit_line(text: str, marks: Sequence[Mark]) -> tuple[str, list[Mark]]:
    """Clean `text` to one line and move `marks` with it; marks that become empty go."""
    if clean_inline(text) != text or text.strip(" ") != text:
        text, places = _clean_pieces(text, marks)
        marks = [Mark(m.kind, places[m.start], places[m.end], m.href) for m in marks]
    return text, _within(text, marks)


def _clean_pieces(text: str, marks: Sequence[Mark]) -> tuple[str, dict[int, int]]:
    """Clean `text` piece by piece between the ends of `marks`: the line, and where each end went."""
    size = len(text)
    cuts = sorted({0, size, *(min(size, at) for m in marks for at in (m.start, m.end))})
    places: dict[int, int] = {}
    line, length = [""], 0
    taken = 0
    for start, cut in zip(cuts, [*cuts[1:], size], strict=True):
        places[start] = length
        end = max(cut, taken)
        while end < size and combining(text[end]):  # a combining character stays with its letter
            end += 1
        piece = clean_inline(text[max(start, taken) : end])
        taken = end
        if not length or line[-1].endswith(" "):
            piece = piece.lstrip(" ")
        if piece:
            line.append(piece)
            length += len(piece)
    joined = "".join(line).rstrip(" ")
    return (joined if is_normalized("NFC", joined) else normalize("NFC", joined)), _reaching(
        places, marks, size
    )


def _reaching(places: dict[int, int], marks: Sequence[Mark], size: int) -> dict[int, int]:
    """Add the places of offsets beyond the end of the text, which mean its end."""
    for mark in marks:
        for at in (mark.start, mark.end):
            places.setdefault(at, places[min(at, size)])
    return places


def _within(text: str, marks: Iterable[Mark]) -> list[Mark]:
    """Cut marks to the text and to what they mark without the spaces around it; empty ones go."""
    kept = []
    for mark in marks:
        start, end = max(0, mark.start), min(len(text), mark.end)
        while start < end and text[start] == " ":
            start += 1
        while end > start and text[end - 1] == " ":
            end -= 1
        if start < end:
            kept.append(Mark(mark.kind, start, end, clean_line(mark.href, 2000)))
    return kept


def _fit_code(text: str, _marks: Sequence[Mark]) -> tuple[str, list[Mark]]:
    """Clean lines of code: their indents stay, a tab is four spaces."""
    lines = clean_text(text).replace("\t", "    ").split("\n")
    return "\n".join(line.rstrip(" ") for line in lines).strip("\n"), []


def _fit_row(text: str, marks: Sequence[Mark]) -> tuple[str, list[Mark]]:
    """Clean a table's row cell by cell; the tabs between the cells stay."""
    cells, kept, at, length = [], [], 0, 0
    for cell in text.split("\t"):
        inside = [m for m in marks if at <= m.start and m.end <= at + len(cell)]
        line, fitted = _fit_line(cell, [Mark(m.kind, m.start - at, m.end - at, m.href) for m in inside])
        kept += [Mark(m.kind, m.start + length, m.end + length, m.href) for m in fitted]
        cells.append(line)
        at += len(cell) + 1
        length += len(line) + 1
    row = "\t".join(cells)
    return (row.rstrip("\t"), kept) if row.strip("\t") else ("", [])
