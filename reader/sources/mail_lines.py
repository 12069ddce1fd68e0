"""The lines of a message: what is quoted, to its depth, what is signed, what flows (RFC 3676)."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from reader.text.clean import normalise
from reader.text.paragraphs import Piece, pieces_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_quoted = re.compile(r"(?:> ?)+").match
_signs = re.compile(r"-- ?").fullmatch

_WIDTH = 72  # to which messages are wrapped, mostly
Line = tuple[int, str]  # depth of quoting, text


def pieces_of_mail(text: str, *, flows: bool = False) -> tuple[list[Piece], list[str]]:
    """Return the blocks of a message, and the lines of its signature."""
    lines, signature = _without_signature([_read(line) for line in text.split("\n")])
    pieces: list[Piece] = []
    for depth, group in groupby(_flowed(lines) if flows else lines, key=lambda line: line[0]):
        found = pieces_of(normalise("\n".join(text for _, text in group)).split("\n"), 0 if flows else _WIDTH)
        pieces += [_quote(piece, depth) for piece in found] if depth else found
    return pieces, signature


def _read(line: str) -> Line:
    found = _quoted(line)
    return (found.group().count(">"), line[found.end() :]) if found else (0, line)


def _quote(piece: Piece, depth: int) -> Piece:
    """Make a block a quote; an item's bullet is of its words then."""
    text = f"{piece.label} {piece.text}" if piece.kind == "item" else piece.text
    return Piece("quote", text, depth, "", piece.close)


def _without_signature(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """Take out what follows `-- `, up to what is quoted below it."""
    kept: list[Line] = []
    signature: list[str] = []
    signs = False
    for depth, text in lines:
        signs = depth == 0 and (signs or _signs(text) is not None)
        if not signs:
            kept.append((depth, text))
        elif text.strip() and not _signs(text):
            signature.append(text)
    return kept, signature


def _flowed(lines: Iterable[Line]) -> list[Line]:
    """Join the lines that end in a space to the next of the same depth; each paragraph stands alone then."""
    joined: list[Line] = []
    open_ = False
    for depth, line in lines:
        text = line.removeprefix(" ")  # stuffed with a space where it began with one, or with >
        if open_ and joined[-1][0] == depth:
            joined[-1] = (depth, joined[-1][1] + text)
        else:
            joined.append((depth, text))
        open_ = text.endswith(" ")
        if not open_:
            joined.append((depth, ""))
    return joined
