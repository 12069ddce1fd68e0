"""What stands above and below the text of every page of a PDF: running heads and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from reader.sources.pdf_lines import body_size

if TYPE_CHECKING:
    from reader.sources.pdf_lines import Line

_EDGE = 2  # lines at the top and at the foot of a page that may be running heads
_OFTEN = 3  # pages
_LARGER = 1.12  # times the size of most of the text
_number = re.compile(
    r"\W*(?:(?:page|seite|p\.|s\.)\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|von)\s*\d{1,4})?\W*", re.I
).fullmatch


def without_running_heads(pages: list[list[Line]]) -> tuple[list[list[Line]], list[str]]:
    """Take out page numbers, and lines at top or foot that many pages have; return those too, each once.

    Of two pages both must have them, at the same place. What is set larger than the text is a heading.
    """
    largest = _LARGER * body_size(pages)
    seen: Counter[object] = Counter()
    for page in pages:
        edges = _edges(page)
        seen.update({_shape(line.text) for line in edges})
        seen.update({_place(line) for line in edges if line.size})
    dropped: dict[str, None] = {}
    kept = []
    for page in pages:
        edge_lines = {id(line) for line in _edges(page)}
        rest = []
        for line in page:
            is_edge = id(line) in edge_lines and line.size <= largest
            often = seen[_shape(line.text)] >= _OFTEN or (len(pages) > 1 and seen[_place(line)] == len(pages))
            if is_edge and (often or (_number(line.text) and len(pages) > 1)):
                dropped[re.sub(r"\d+", "#", line.text)] = None
            else:
                rest.append(line)
        kept.append(rest)
    return kept, list(dropped)


def _edges(page: list[Line]) -> list[Line]:
    """Return the lines nearest to the top and to the foot of a page, wherever they stand in its content."""
    if any(line.size for line in page):
        ordered = sorted(page, key=lambda line: -line.base)
    else:
        ordered = page
    return ordered[:_EDGE] + ordered[max(_EDGE, len(ordered) - _EDGE) :]


def _shape(text: str) -> str:
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", text.casefold())


def _place(line: Line) -> tuple[str, int, int]:
    return _shape(line.text), round(line.base), round(line.left)
