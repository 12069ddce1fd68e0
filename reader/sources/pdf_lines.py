"""Lines of a PDF's pages: words, place, size of type, and what stands high or apart in them."""

from __future__ import annotations

import re
from collections import Counter
from ctypes import byref, c_double, c_int, create_string_buffer
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pypdfium2

#: PDFium puts one of these, and no line feed, where a hyphen broke a word.
SOFT_HYPHENS = "\x02\u00ad\ufffe"
_APART = 0.9  # times the size of type: a gap that may be one between cells
_NEXT = 2.0  # times the size of type: the farthest that a line's other half stands
_HIGH = 0.18  # of the size of type above the line: the foot of a raised number
_FIXED = 1  # the flag of a font whose letters are all as wide (ISO 32000, 9.8.2)
_lines = re.compile(f"[^\r\n{SOFT_HYPHENS}]+[{SOFT_HYPHENS}]?").finditer
_numbers = re.compile(r"(?<!\d)\d{1,3}(?!\d)").finditer
_mono = re.compile(rb"mono|courier|consol|typewriter|cmtt", re.IGNORECASE).search


class Gap(NamedTuple):
    """A wide space in a line: its offset, and from where to where it reaches."""

    offset: int
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page. Places are in points from the page's lower left corner; `page` is its label.

    `base` is where the letters stand on, `size` that of the type, 0 where places are not known; `raised` are
    the numbers that stand high, as offsets into the text, and `gaps` the spaces that are as wide as a letter.
    """

    text: str
    page: str
    left: float = 0.0
    right: float = 0.0
    base: float = 0.0
    size: float = 0.0
    mono: bool = False
    raised: tuple[tuple[int, int], ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def broken(self) -> bool:
        """Tell whether a hyphen at the end was put there to break the line."""
        return self.text.endswith("-") or self.text[-1:] in SOFT_HYPHENS


def lines_of(page: pypdfium2.PdfPage, label: str, *, gaps: bool = True) -> list[Line]:
    """Return a page's lines in the order of its content, which is that of its columns.

    Without `gaps` none is looked for, which takes half as long.
    """
    text_page = page.get_textpage()
    try:
        text = text_page.get_text_range()
        # characters beyond the BMP count twice there and once here: then places cannot be told
        letters = _Letters(text_page, gaps=gaps) if len(text) == text_page.count_chars() else None
        lines: list[Line] = []
        for found in _lines(text):
            words = found[0].strip(" \t\0")
            if not words.strip(SOFT_HYPHENS):
                continue
            if letters is None:
                lines.append(Line(words, label))
                continue
            line = letters.line(words, label, found.start() + found[0].index(words))
            if lines and _goes_on(lines[-1], line):
                line = _joined(lines.pop(), line)
            lines.append(line)
        return lines
    finally:
        text_page.close()


def body_size(pages: list[list[Line]]) -> float:
    """Return the size of type of most of the text; 0 where it is not known."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _goes_on(last: Line, line: Line) -> bool:
    """Tell whether two lines are halves of one, as PDFium parts it where a number stands high."""
    return (
        abs(last.base - line.base) < 0.2 * line.size
        and -0.5 * line.size < line.left - last.right < _NEXT * line.size
        and not last.broken
    )


def _joined(last: Line, line: Line) -> Line:
    shift = len(last.text) + 1
    return replace(
        last,
        text=f"{last.text} {line.text}",
        right=line.right,
        raised=(*last.raised, *((start + shift, end + shift) for start, end in line.raised)),
        gaps=(*last.gaps, *(gap._replace(offset=gap.offset + shift) for gap in line.gaps)),
    )


def _most(ends: list[float], of: Callable[[int], float], middle: int) -> float:
    """Return what both ends of a line have; where they differ, what is between them and the middle's."""
    if not ends or min(ends) == max(ends):
        return ends[0] if ends else 0.0
    return sorted([*ends, of(middle)])[1]


class _Box(NamedTuple):
    left: float
    right: float
    bottom: float


class _Letters:
    """The characters of a page, by their number: place, size and font of each."""

    def __init__(self, page: pypdfium2.PdfTextPage, *, gaps: bool) -> None:
        self._wants_gaps = gaps
        self._raw = page.raw
        self._left, self._right, self._bottom, self._top = (c_double() for _ in range(4))
        self._matrix = pdfium.FS_MATRIX()
        self._x, self._y, self._flags = c_double(), c_double(), c_int()
        self._name = create_string_buffer(200)

    def line(self, words: str, label: str, first: int) -> Line:
        """Return the line whose words begin at a character."""
        end = len(words.rstrip(SOFT_HYPHENS)) - 1
        size = _most(
            [at for at in (self._size(first), self._size(first + end)) if at], self._size, first + end // 2
        )
        base = _most([self._base(first), self._base(first + end)], self._base, first + end // 2)
        return Line(
            words,
            label,
            self._box(first).left,
            self._box(first + end).right,
            base,
            size,
            self._is_mono(first) and self._is_mono(first + end),
            tuple(self._raised(words, first, base, size)),
            tuple(self._gaps(words, first, size)),
        )

    def _raised(self, words: str, first: int, base: float, size: float) -> Iterator[tuple[int, int]]:
        for found in _numbers(words):
            if self._box(first + found.start()).bottom - base > _HIGH * size:
                yield found.span()

    def _gaps(self, words: str, first: int, size: float) -> Iterator[Gap]:
        at = words.find(" ") if self._wants_gaps else -1
        while 0 < at < len(words) - 1:
            gap = Gap(at, self._box(first + at - 1).right, self._box(first + at + 1).left)
            if gap.right - gap.left > _APART * size:
                yield gap
            at = words.find(" ", at + 1)

    def _box(self, at: int) -> _Box:
        # the library's own call makes four numbers each time, and takes six times as long
        pdfium.FPDFText_GetCharBox(self._raw, at, self._left, self._right, self._bottom, self._top)
        return _Box(self._left.value, self._right.value, self._bottom.value)

    def _base(self, at: int) -> float:
        pdfium.FPDFText_GetCharOrigin(self._raw, at, byref(self._x), byref(self._y))
        return float(self._y.value)

    def _size(self, at: int) -> float:
        size = float(pdfium.FPDFText_GetFontSize(self._raw, at))
        if not pdfium.FPDFText_GetMatrix(self._raw, at, byref(self._matrix)):
            return size
        return size * abs(float(self._matrix.d) or float(self._matrix.b))

    def _is_mono(self, at: int) -> bool:
        """Tell whether all letters of a character's font are as wide."""
        pdfium.FPDFText_GetFontInfo(self._raw, at, self._name, len(self._name), byref(self._flags))
        return bool(self._flags.value & _FIXED) or _mono(self._name.value) is not None
