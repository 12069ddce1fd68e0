"""Paragraphs and headings of a PDF: what belongs together by space, indent, size and ends of sentences."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from reader.model import Mark
from reader.sources.pieces import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.sources.pdf_lines import Line

_LARGER = 1.15  # times the height of most lines: a heading
_LONGEST_HEADING = 160
_APART = 1.35  # times the usual distance of lines
_SHORT = 0.85  # of the width of a column: a line that did not need to end there
_ends = re.compile(r"[.!?…:。！？][\"'”’»)\]]*$").search
_bullet = re.compile(r"(?:[•▪‣◦·–—*]|\(?\d{1,3}[.)]|[a-z]\))\s+").match
_SOFT_HYPHENS = "\x02\u00ad\ufffe"


def paragraphs(pages: list[list[Line]]) -> list[Piece]:
    """Return the pieces of a document; a paragraph may go on from one column or page to the next."""
    every = [line for page in pages for line in page]
    height = median(line.height for line in every) if every else 0.0
    steps = [a.bottom - b.bottom for page in pages for a, b in pairwise(page)]
    down = [step for step in steps if 0 < step < 4 * height]
    usual = median(down) if down else 0.0
    group: list[Line] = []
    pieces: list[Piece] = []
    for line in every:
        if group and _begins(group, line, height, usual):
            pieces.append(_piece(group, height))
            group = []
        group.append(line)
    if group:
        pieces.append(_piece(group, height))
    return pieces


def _begins(group: list[Line], line: Line, height: float, usual: float) -> bool:
    """Tell whether a line begins another paragraph than that of the lines before it."""
    last = group[-1]
    if last.broken and line.text[:1].islower():
        return False
    if _is_large(last, height) != _is_large(line, height):
        return True
    if not usual or not line.height:
        return bool(_ends(last.text)) and len(last.text) < _SHORT * max(len(each.text) for each in group)
    step = last.bottom - line.bottom
    if last.page != line.page or step <= 0:  # another page or column
        return bool(_ends(last.text)) and (_is_indented(group, line) or _is_short(group))
    if step > _APART * usual and step > _APART * line.height:
        return True
    return (
        _bullet(line.text) is not None
        or (_ends(last.text) is not None and _is_short(group))
        or (_is_indented(group, line) and _ends(last.text) is not None)
    )


def _is_large(line: Line, height: float) -> bool:
    return bool(height) and line.height > _LARGER * height and len(line.text) < _LONGEST_HEADING


def _is_short(group: list[Line]) -> bool:
    """Tell whether the last line of a paragraph ends well before the others do."""
    last = group[-1]
    widest = max(line.right - line.left for line in group)
    return len(group) > 1 and last.right - last.left < _SHORT * widest


def _is_indented(group: list[Line], line: Line) -> bool:
    """Tell whether a line begins farther right than those of the paragraph before it."""
    lines = group[1:] or group
    return line.left > min(each.left for each in lines) + 0.6 * line.height > 0


def _piece(group: list[Line], height: float) -> Piece:
    text, marks = _joined(group)
    if _is_large(group[0], height) and len(text) < _LONGEST_HEADING:
        level = 2 if group[0].height > 1.5 * height else 3
        return Piece("heading", text, level, marks=marks)
    return Piece("paragraph", text, marks=marks)


def _joined(group: list[Line]) -> tuple[str, list[Mark]]:
    """Join lines, undoing hyphens that broke words; return where each page's part stands too."""
    parts: list[str] = []
    spans: list[tuple[str, int, int]] = []
    length = 0
    for line, following in _pairs(group):
        words = _unbroken(line, following)
        parts.append(words)
        if spans and spans[-1][0] == line.page:
            spans[-1] = (line.page, spans[-1][1], length + len(words))
        else:
            spans.append((line.page, length, length + len(words)))
        length += len(words)
    return "".join(parts), [Mark("page", start, end, page) for page, start, end in spans]


def _pairs(group: list[Line]) -> Iterator[tuple[Line, Line | None]]:
    return zip(group, [*group[1:], None], strict=True)


def _unbroken(line: Line, following: Line | None) -> str:
    """Return a line's words and what stands between them and the next line's."""
    text = line.text
    if following is None:
        return text.rstrip(_SOFT_HYPHENS)
    if text[-1:] in _SOFT_HYPHENS:
        return text[:-1]
    if text.endswith("-") and len(text) > 1 and text[-2].islower() and following.text[:1].islower():
        return text[:-1]
    return text + ("" if text.endswith("-") else " ")
