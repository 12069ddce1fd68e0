"""Blocks of a PDF: which lines belong together, by space, indent, size of type and full lines."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from reader.model import Mark
from reader.sources.pdf_lines import SOFT_HYPHENS, Gap, Line, body_size
from reader.sources.pieces import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.sources.pdf_notes import Note

_LARGER = 1.12  # times the size of most of the text: a heading
_LONGEST_HEADING = 160
_APART = 1.3  # times the usual distance of lines
_SAME = 0.05  # of the size of type: a difference that is none
_NEAR = 4  # lines before and after that tell how far a line might have gone
_SHORT = 0.85  # of the longest line, where places are not known
_ends = re.compile(r"[.!?…:。！？][\"'”’»)\]]*$").search
_bullet = re.compile(r"([•▪▸‣◦●○■□·–*-]|\(?(?:\d{1,3}|[a-z])[.)])\s+(?=\S)").match
_DASHES = "–-"  # these stand between sentences as well


def paragraphs(pages: list[list[Line]], notes: Iterable[Note], title: str = "") -> list[Piece]:
    """Return the pieces of a document; a paragraph may go on from one column or page to the next."""
    every = [line for page in pages for line in page]
    rules = _Rules(every, body_size(pages))
    groups: list[list[Line]] = []
    for number, line in enumerate(every):
        if groups and not rules.begins(groups[-1], number):
            groups[-1].append(line)
        else:
            groups.append([line])
    pieces = [piece for group in groups for piece in rules.pieces(group)]
    _give_levels(pieces, title)
    return [*pieces, *map(_footnote, notes)]


class _Rules:
    """Tells where a block begins and of what kind it is, from the lines around it."""

    def __init__(self, lines: Sequence[Line], body: float) -> None:
        self._lines, self._body = lines, body
        steps = [a.base - b.base for a, b in pairwise(lines) if a.page == b.page]
        down = [step for step in steps if 0 < step < 4 * body]
        self._usual = median(down) if down else 0.0

    def begins(self, group: list[Line], number: int) -> bool:
        """Tell whether a line begins another block than that of the lines before it."""
        line, last = self._lines[number], group[-1]
        if self._is_cells(number) or self._is_cells(number - 1):
            return not (self._is_cells(number) and self._is_cells(number - 1))
        if last.broken and line.text[:1].islower():
            return False
        if not line.size or not last.size:
            return bool(_ends(last.text)) and len(last.text) < _SHORT * max(len(each.text) for each in group)
        if self._is_heading(group[0]) or self._is_heading(line):
            step = last.base - line.base
            return abs(last.size - line.size) > _SAME * line.size or not 0 < step < 1.8 * line.size
        if last.mono != line.mono:
            return True
        step = last.base - line.base
        goes_down = last.page == line.page and 0 < step
        if goes_down and step > _APART * self._usual and step > _APART * line.size:
            return True
        is_item = _bullet(group[0].text) is not None
        if is_item and line.left <= group[0].left + 0.3 * line.size and goes_down:
            return True
        forced = self._might_have_gone_on(number - 1, line)
        before = group[1:][-_NEAR:] or group
        indented = line.left > min(each.left for each in before) + 0.6 * line.size
        bullet = _bullet(line.text)
        if bullet and (forced or indented or (bullet.group(1) not in _DASHES and _ends(last.text))):
            return True
        return forced or (bool(_ends(last.text)) and indented and goes_down and not is_item)

    def _might_have_gone_on(self, number: int, following: Line) -> bool:
        """Tell whether the next line's first word had room on a line, which then was ended on purpose."""
        line = self._lines[number]
        near = self._lines[max(0, number - _NEAR) : number + _NEAR + 1]
        column = [
            each.right
            for each in near
            if each.left < line.right
            and each.right > line.left
            and abs(each.size - line.size) < _SAME * line.size
        ]
        word = following.text.split(" ", 1)[0]
        letter = (following.right - following.left) / max(1, len(following.text))
        room = max(column, default=line.right) - line.right
        return not line.broken and room > letter * (len(word) + 2.5)

    def _is_heading(self, line: Line) -> bool:
        return line.size > _LARGER * self._body > 0 and len(line.text) < _LONGEST_HEADING

    def _is_cells(self, number: int) -> bool:
        """Tell whether a line is a row of a table: its gaps are below or above those of another line."""
        if number < 0 or not _cells(self._lines[number]):
            return False
        line = self._lines[number]
        around = (self._lines[at] for at in (number - 1, number + 1) if 0 <= at < len(self._lines))
        return any(_fit(_cells(line), _cells(other)) for other in around)

    def pieces(self, group: list[Line]) -> Iterator[Piece]:
        """Yield the blocks that a group of lines is."""
        first = group[0]
        bullet = _bullet(first.text)
        if len(group) > 1 and _fit(_cells(first), _cells(group[1])):
            for line in group:
                yield _row(line)
            return
        if first.mono and len(group) > 1 and all(line.mono for line in group):
            yield Piece("code", "\n".join(line.text for line in group))
            return
        text, marks = _joined(group)
        if self._is_heading(first) and len(text) < _LONGEST_HEADING:
            yield Piece("heading", text, round(first.size * 10), marks=marks)
        elif bullet:
            cut = bullet.end()
            label = bullet.group(1) if bullet.group(1)[-1] in ".)" else "•"
            moved = [Mark(m.kind, max(0, m.start - cut), m.end - cut, m.href) for m in marks]
            yield Piece("item", text[cut:], round(first.left), label, moved)
        else:
            yield Piece("paragraph", text, marks=marks)


def _cells(line: Line) -> tuple[Gap, ...]:
    """Return the gaps that may part cells; that behind a bullet does not."""
    bullet = _bullet(line.text)
    return tuple(gap for gap in line.gaps if bullet is None or gap.offset >= bullet.end())


def _fit(gaps: tuple[Gap, ...], others: tuple[Gap, ...]) -> bool:
    """Tell whether two lines have as many gaps, each over one of the other."""
    if not gaps or len(gaps) != len(others):
        return False
    return all(a.left < b.right and b.left < a.right for a, b in zip(gaps, others, strict=True))


def _row(line: Line) -> Piece:
    ends = (*(gap.offset for gap in line.gaps), len(line.text))
    cells = [line.text[a:b].strip() for a, b in zip((0, *ends), ends, strict=False)]
    text = "\t".join(cells)
    return Piece("row", text, marks=[Mark("page", 0, len(text), line.page)])


def _give_levels(pieces: list[Piece], title: str) -> None:
    """Make levels of the sizes of headings, the largest 1, and of the places of items in a row."""
    heads = [piece for piece in pieces if piece.kind == "heading"]
    sizes = sorted({head.level for head in heads if head.text.casefold() != title.casefold()}, reverse=True)
    for head in heads:
        head.level = min(6, sizes.index(head.level) + 1) if head.level in sizes else 1
    run: list[Piece] = []
    for piece in [*pieces, Piece("", "")]:
        if piece.kind == "item":
            run.append(piece)
        elif run:
            places = sorted({item.level for item in run})
            steps = [p for p, before in zip(places, [-99, *places], strict=False) if p - before > 4]
            for item in run:
                item.level = sum(item.level >= step for step in steps) - 1
            _count_on(run)
            run = []


def _count_on(run: list[Piece]) -> None:
    """Give an item of the next number the level of the one before, also where it stands in another column."""
    levels: dict[str, int] = {}
    for item in run:
        number = item.label.strip("().")
        if number.isdecimal():
            item.level = levels.get(str(int(number) - 1), item.level)
            levels[str(int(number))] = item.level


def _footnote(note: Note) -> Piece:
    text, marks = _joined(note.lines)
    return Piece("footnote", text, 0, note.number, marks)


def _joined(group: list[Line]) -> tuple[str, list[Mark]]:
    """Join lines, undoing hyphens that broke words; return where each page's part and reference stand too."""
    parts: list[str] = []
    spans: list[tuple[str, int, int]] = []
    marks: list[Mark] = []
    length = 0
    for line, following in zip(group, [*group[1:], None], strict=True):
        marks += [
            Mark("footnote", length + start, length + end, line.text[start + 1 : end - 1])
            for start, end in line.raised
            if line.text[start] == "["
        ]
        words = _unbroken(line, following)
        parts.append(words)
        if spans and spans[-1][0] == line.page:
            spans[-1] = (line.page, spans[-1][1], length + len(words))
        else:
            spans.append((line.page, length, length + len(words)))
        length += len(words)
    return "".join(parts), [*(Mark("page", start, end, page) for page, start, end in spans), *marks]


def _unbroken(line: Line, following: Line | None) -> str:
    """Return a line's words and what stands between them and the next line's."""
    text = line.text
    if following is None:
        return text.rstrip(SOFT_HYPHENS)
    if text[-1:] in SOFT_HYPHENS:
        return text[:-1]
    if text.endswith("-") and len(text) > 1 and text[-2].islower() and following.text[:1].islower():
        return text[:-1]
    return text + ("" if text.endswith("-") else " ")
