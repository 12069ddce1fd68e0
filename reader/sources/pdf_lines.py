"""Lines of a PDF's pages with their places, and those among them that every page repeats."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2

_EDGE = 2  # lines at the top and at the foot of a page that may be running heads
_OFTEN = 3  # pages
_number = re.compile(
    r"\W*(?:(?:page|seite|p\.|s\.)\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|von)\s*\d{1,4})?\W*", re.I
).fullmatch
_NOWHERE = (0.0, 0.0, 0.0, 0.0)
#: PDFium puts one of these, and no line feed, where a hyphen broke a word.
_SOFT_HYPHENS = "\x02\u00ad\ufffe"

_lines = re.compile(f"[^\r\n{_SOFT_HYPHENS}]+[{_SOFT_HYPHENS}]?").finditer


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page. Places are in points from the page's lower left corner; `page` is its label."""

    text: str
    page: str
    left: float
    right: float
    bottom: float
    height: float

    @property
    def broken(self) -> bool:
        """Tell whether a hyphen at the end was put there to break the line."""
        return self.text.endswith("-") or self.text[-1:] in _SOFT_HYPHENS


def lines_of(page: pypdfium2.PdfPage, label: str) -> list[Line]:
    """Return a page's lines in the order of its content, which is that of its columns."""
    text_page = page.get_textpage()
    try:
        text = text_page.get_text_range()
        # characters beyond the BMP count twice there and once here: then places cannot be told
        placed = len(text) == text_page.count_chars()
        lines: list[Line] = []
        for found in _lines(text):
            words = found[0].strip(" \t\0")
            if words.strip(_SOFT_HYPHENS):
                first = found.start() + found[0].index(words)
                last = first + len(words.rstrip(_SOFT_HYPHENS)) - 1
                lines.append(Line(words, label, *(_box(text_page, first, last) if placed else _NOWHERE)))
        return lines
    finally:
        text_page.close()


def _box(text_page: pypdfium2.PdfTextPage, first: int, last: int) -> tuple[float, float, float, float]:
    left, bottom, _, top = text_page.get_charbox(first, loose=True)
    _, _, right, _ = text_page.get_charbox(last, loose=True)
    return left, right, bottom, top - bottom


def without_running_heads(pages: list[list[Line]]) -> tuple[list[list[Line]], list[str]]:
    """Take out page numbers, and lines at top or foot that many pages have; return those too, each once."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(line.text) for line in _edges(page)})
    dropped: dict[str, None] = {}
    kept = []
    for page in pages:
        edges = {id(line) for line in _edges(page)}
        rest = []
        for line in page:
            repeated = seen[_shape(line.text)] >= _OFTEN or (_number(line.text) and len(pages) > 1)
            if id(line) in edges and repeated:
                dropped[re.sub(r"\d+", "#", line.text)] = None
            else:
                rest.append(line)
        kept.append(rest)
    return kept, list(dropped)


def _edges(page: list[Line]) -> list[Line]:
    """Return the lines nearest to the top and to the foot of a page, wherever they stand in its content."""
    if any(line.height for line in page):
        ordered = sorted(page, key=lambda line: -line.bottom)
    else:
        ordered = page
    return ordered[:_EDGE] + ordered[max(_EDGE, len(ordered) - _EDGE) :]


def _shape(text: str) -> str:
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", text.casefold())
