"""Cell widths and grapheme clusters: how much room text takes in a terminal, and where it may be cut.

Most text is plain: one code point, one cell, one caret stop. Such text never reaches the measuring code.
What is left, its clusters (Unicode UAX #29) and their cells in the terminal that the program runs in, is
wcwidth's, which is imported when the first such character is met. Rich, and with it Textual, give vowel signs
such as those of Devanagari no cell, where most terminals give them one.
"""

from __future__ import annotations

import re
from functools import cache
from sys import maxsize
from typing import TYPE_CHECKING

from reader.text.terminal import measure, wcwidth

if TYPE_CHECKING:
    from collections.abc import Iterator

#: One cell each and, among themselves, a cluster each; last arrows, lines and shapes that the app draws.
_PLAIN = (
    "\n\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u203b\u203d-\u2048\u204a-\u205e"
    "\u2070-\u2071\u2074-\u208e\u20a0-\u20bf\u2100-\u2121\u2123-\u2138\u213a-\u218b\u2190-\u2193\u219a-\u21a8"
    "\u21ab-\u22ff\u2500-\u25a9\u25ac-\u25b5\u25b7-\u25bf\u25c1-\u25fa"
)
#: Two cells each and a cluster each, unless what joins (a combining character, a jamo) stands beside them.
_WIDE = (
    "\u3001-\u3029\u3041-\u3096\u30a1-\u30fa\u30fc-\u30fe\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"
)
has_special = re.compile(f"[^{_PLAIN}]").search
_SIMPLE, _COMPLEX = f"[{_PLAIN}{_WIDE}]", f"[^{_PLAIN}{_WIDE}]"
#: What may join, with one simple character on either side, to which it may join.
_COMPLEX_RUN = f"{_SIMPLE}?{_COMPLEX}+(?:{_SIMPLE}{_COMPLEX}+)*{_SIMPLE}?"
_AROUND = 64  # code points looked at, at first, to find a cluster's bounds
_FLAGS = ("\U0001f1e6", "\U0001f1ff")  # regional indicators: they pair from the start of their run

SHOWN_FOR_CONTROL = "\ufffd"
#: What must not come to a terminal, as it stands in a character class: controls, surrogates, what turns text.
CONTROLS = "\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069"


class _Widths(dict[int, str]):
    """Code point -> chr(cells), filled on demand, for `str.translate`."""

    def __missing__(self, code: int) -> str:
        from rich.cells import get_character_cell_size

        control = code < 32 or 0x7F <= code < 0xA0
        self[code] = width = chr(1 if control else get_character_cell_size(chr(code)))
        return width


_WIDTHS = _Widths()


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when it is first needed: those of many characters take ten milliseconds and more."""
    return re.compile(pattern)


def _has_complex(text: str, start: int = 0, end: int = maxsize) -> bool:
    """Tell whether a code point of `text[start:end]` may join others."""
    return bool(has_special(text, start, end) and _compiled(_COMPLEX).search(text, start, end))


def is_plain(text: str, start: int = 0, end: int | None = None) -> bool:
    """Tell whether every code point of `text[start:end]` is one cell and one cluster."""
    return text.isascii() or not has_special(text, start, len(text) if end is None else end)


def cell_widths(text: str) -> bytes:
    """Return the cells of each code point; the first of a cluster has all its cells, the others 0.

    Every cluster has at least one, so that the caret can stand on it; a control character has one, for
    what is shown in its place.
    """
    widths = bytearray(text.translate(_WIDTHS), "latin-1")
    if _has_complex(text):
        width_of = measure()
        for run in _compiled(_COMPLEX_RUN).finditer(text):
            at = run.start()
            for cluster in _clusters(run.group()):
                size = len(cluster)
                widths[at : at + size] = bytes(size)
                widths[at] = min(255, max(1, width_of(cluster)))
                at += size
    return bytes(widths)


def cells(text: str) -> int:
    """Return the cells that `text` takes."""
    return len(text) if text.isascii() or not has_special(text) else sum(cell_widths(text))


def _clusters(text: str) -> list[str]:
    return list(wcwidth().iter_graphemes(text))


def next_grapheme(text: str, pos: int) -> int:
    """Return the start of the cluster after the one that starts at `pos`; at most `len(text)`."""
    if pos + 1 >= len(text) or not _has_complex(text, pos, pos + 2):
        return min(pos + 1, len(text))
    reach = _AROUND
    while True:
        size = len(_clusters(text[pos : pos + reach])[0])
        if size < reach:
            return pos + size
        reach *= 4


def prev_grapheme(text: str, pos: int) -> int:
    """Return the start of the cluster before `pos`; at least 0."""
    return grapheme_start(text, min(pos, len(text)) - 1) if pos > 0 else 0


def grapheme_start(text: str, pos: int) -> int:
    """Return the start of the cluster that holds the code point at `pos`."""
    if pos <= 0 or pos >= len(text) or not _has_complex(text, pos - 1, pos + 1):
        return max(0, min(pos, len(text)))
    reach = _AROUND
    while True:
        low, certain = _before_cluster(text, pos, reach)
        start = pos + 1 - len(_clusters(text[low : pos + 1])[-1])
        if certain or start > low + reach // 2:  # well behind a cut that may have split a cluster
            return start
        reach *= 4


def _before_cluster(text: str, pos: int, reach: int) -> tuple[int, bool]:
    """Return where to begin to look for the cluster at `pos`, and whether a cluster surely begins there."""
    low, least = pos - 1, max(0, pos - reach)
    while low > least:
        if not _has_complex(text, low - 1, low + 1):
            return low, True
        low -= 1
    first, last = _FLAGS
    run = low
    while run > 0 and first <= text[run - 1] <= last:
        run -= 1
    return low - (low - run) % 2, low == 0


def clip(text: str, width: int, ellipsis: str = "…") -> str:
    """Cut `text` to at most `width` cells, between clusters, with an ellipsis where something is lost."""
    if cells(text) <= width:
        return text
    used, room = 0, width - len(ellipsis)
    for i, cell in enumerate(cell_widths(text)):
        if cell and used + cell > room:
            return text[:i].rstrip() + ellipsis[: max(0, width)]
        used += cell
    return text


def clusters(text: str) -> Iterator[tuple[str, int]]:
    """Yield each cluster of `text` and its cells."""
    widths = cell_widths(text)
    start = 0
    for i in range(1, len(text) + 1):
        if i == len(text) or widths[i]:
            yield text[start:i], widths[start]
            start = i


def between(text: str, start: int, end: int) -> str:
    """Return what stands in the cells `start` to `end` of `text`; of a cluster that is cut, blanks."""
    if is_plain(text):
        return text[max(0, start) : max(0, end)]
    found, at = "", 0
    for cluster, width in clusters(text):
        inside = min(at + width, end) - max(at, start)
        if inside > 0:
            found += cluster if inside == width else " " * inside
        at += width
    return found


def fit(text: str, width: int) -> str:
    """Cut or pad `text` to exactly `width` cells."""
    clipped = clip(text, width)
    return clipped + " " * (width - cells(clipped))
