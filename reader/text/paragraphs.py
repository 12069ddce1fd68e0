"""What the lines of a plain text are: paragraphs, headings, list items, verse, turns of talk.

Cautious throughout: what is not surely something else is a paragraph, and no word is lost.
"""

from __future__ import annotations

import re
from itertools import pairwise

from reader.text.cells import cell_widths
from reader.tuples import NamedTuple


class Piece(NamedTuple):
    """A block to be: the arguments of `BodyBuilder.add`."""

    kind: str
    text: str
    level: int = 0
    label: str = ""
    close: bool = False


_LONGEST_VERSE = 64  # cells
_SAMPLE = 4000  # lines looked at to find out how a text is wrapped
_bullet = re.compile(r"([-*•‣◦▪+]|\(?\d{1,3}[.)]|\(?[a-z]\))\s+(?=\S)").match
_speaker = re.compile(r"(?:[QAF]|[^\W\d_][\w.'’-]*(?: [\w.'’-]+){0,3})\s*:(?:\s|$)").match
_rule = re.compile(r"(?:[*⁂#~=_–—·•-] ?){3,}|⁂").fullmatch
_underline = re.compile(r"(={3,}|-{3,})").fullmatch
_numbered = re.compile(
    r"(chapter|part|book|section|act|scene|canto|kapitel|teil|buch|abschnitt|chapitre|partie|livre|capítulo|parte|libro|"
    r"capitolo|rozdział|часть|глава)\s+(\d{1,3}|[ivxlc]{1,7}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r"(\s*[.:–—-].{0,70})?",
    re.IGNORECASE,
).fullmatch
_sentence_end = re.compile(r"[.!?…。！？][\"'”’»)\]」』]*$").search
_unspaced = re.compile("[\u3001-\u30ff\u3400-\u9fff\uff01-\uff60]").match


def pieces_of(lines: list[str], width: int = 0) -> list[Piece]:
    """Return what `lines` (normalised, parted by empty ones) are made of, in order.

    They may be wrapped to `width` cells where too few of them tell.
    """
    chunks = _chunks(lines)
    width = _wrap_width(chunks) or width
    shouting = sum(_is_capitals(c[0]) for c in chunks if len(c) == 1) > max(3, len(chunks) // 3)
    pieces: list[Piece] = []
    for chunk in chunks:
        pieces += _pieces_of_chunk(chunk, width, shouting)
    return _without_lone_items(pieces)


def _chunks(lines: list[str]) -> list[list[str]]:
    chunks: list[list[str]] = [[]]
    for line in lines:
        if line:
            chunks[-1].append(line)
        elif chunks[-1]:
            chunks.append([])
    return [chunk for chunk in chunks if chunk]


def _cells(line: str) -> int:
    return sum(cell_widths(line[:400])) if not line.isascii() else len(line)


def _is_full(line: str, following: str, width: int) -> bool:
    """Tell whether the next line's first word would not have fitted on `line`."""
    word = following.split(" ", 1)[0]
    return _cells(line) + 1 + _cells(word[:200]) > width


def _wrap_width(chunks: list[list[str]]) -> int:
    """Return the width that a text was wrapped to, from 40 to 100 cells, or 0 where it was not.

    A wrapped line is one that the next line's first word would not have fitted on; verse and lists break
    earlier.
    """
    pairs: list[tuple[str, str]] = []
    for chunk in chunks:
        pairs += pairwise(chunk)
        if len(pairs) > _SAMPLE:
            break
    widths = sorted(_cells(first) for first, _ in pairs)
    if len(widths) < 3:
        return 0
    width = widths[len(widths) * 9 // 10]
    if not 40 <= width <= 100:
        return 0
    full = sum(_is_full(first, second, width - 6) for first, second in pairs)
    return width if full >= 0.7 * len(pairs) else 0


def _pieces_of_chunk(chunk: list[str], width: int, shouting: bool) -> list[Piece]:
    pieces = []
    at = 0
    while len(chunk) - at >= 2 and _underline(chunk[at + 1]) and _is_heading_over_line(chunk[at]):
        pieces.append(Piece("heading", chunk[at], 1 if chunk[at + 1][0] == "=" else 2))
        at += 2
    if len(chunk) - at == 1:
        return [*pieces, _single(chunk[at], shouting)]
    if at < len(chunk):
        groups = _groups(chunk[at:], width)
        lines = [_line(group) for group in groups]
        if _is_verse(groups):
            lines[1:] = [line._replace(close=True) for line in lines[1:]]
        pieces += lines
    return pieces


def _is_verse(lines: list[str]) -> bool:
    """Tell whether lines belong under each other: short, and few of them whole sentences."""
    if len(lines) < 2 or max(map(_cells, lines)) > _LONGEST_VERSE or any(map(_speaker, lines)):
        return False
    return sum(_sentence_end(line) is not None for line in lines) <= 0.6 * len(lines)


def _is_heading_over_line(line: str) -> bool:
    return len(line) <= 100 and not _rule(line) and not _bullet(line)


def _groups(chunk: list[str], width: int) -> list[str]:
    """Join the lines of a wrapped chunk; lines of verse, lists and talk stay apart."""
    pairs = list(pairwise(chunk))
    full = sum(_is_full(first, second, width - 6) for first, second in pairs)
    listed = sum(_bullet(line) is not None for line in chunk) >= 2
    starts = listed or sum(_speaker(line) is not None for line in chunk) >= 2
    if not width or (not starts and full < 0.6 * len(pairs)):
        return chunk
    groups = [[chunk[0]]]
    for before, line in pairs:
        if (listed and _bullet(line)) or (starts and _speaker(line)) or _rule(line) or _rule(before):
            groups.append([line])
        else:
            groups[-1] += [_seam(before, line), line]
    return ["".join(group) for group in groups]


def glue(before: str, after: str) -> str:
    """Return what joins a line that ends so to one that begins so: nothing in scripts without spaces."""
    return "" if before and after and _unspaced(before[-1]) and _unspaced(after[0]) else " "


def _seam(before: str, after: str) -> str:
    """Return what joins two lines of a wrapped paragraph; a hyphen at the end stays: it may be the word's."""
    hyphened = len(before) > 1 and before[-1] == "-" and before[-2].isalpha() and after[0].islower()
    return "" if hyphened else glue(before, after)


def _single(line: str, shouting: bool) -> Piece:
    """Tell what a line between two empty ones is."""
    if len(line) <= 100 and (_numbered(line) or (not shouting and _is_capitals(line))):
        return Piece("heading", line, 2)
    return _line(line)


def _line(line: str) -> Piece:
    if _rule(line):
        return Piece("rule", "* * *")
    found = _bullet(line)
    return Piece("item", line[found.end() :], 0, found.group(1)) if found else Piece("paragraph", line)


def _is_capitals(line: str) -> bool:
    if len(line) > 80 or not line.isupper() or line[-1] in ".,;:":
        return False
    return sum(c.isalpha() for c in line) >= 4


def _without_lone_items(pieces: list[Piece]) -> list[Piece]:
    """Turn what looked like a list item, but has no other beside it, back into a paragraph."""
    result = []
    for i, piece in enumerate(pieces):
        if piece.kind != "item":
            result.append(piece)
        elif any(pieces[j].kind == "item" for j in (i - 1, i + 1) if 0 <= j < len(pieces)):
            result.append(piece._replace(label=piece.label if piece.label[-1] in ".)" else "•"))
        else:
            result.append(Piece("paragraph", f"{piece.label} {piece.text}"))
    return result
