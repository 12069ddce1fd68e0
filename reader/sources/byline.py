"""Lines at the head of a text that only say what its metadata say: by whom it is, and from when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.sources.dates import iso_date
from reader.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.sources.pieces import Piece

_HEAD = 6  # pieces
_word = re.compile(r"\w+").findall
_BY = {"by", "von", "par", "por", "di", "da", "av", "door", "przez", "and", "und", "et", "y", "e"}


def without_byline(pieces: list[Piece], authors: Iterable[str], date: str) -> tuple[list[Piece], list[str]]:
    """Take lines out that are authors' names or the date (ISO) and no more; return those lines too."""
    names = {frozenset(_words(name)) for name in authors}
    every = frozenset().union(*names)
    kept, dropped = [], []
    for number, piece in enumerate(pieces):
        line = clean_line(piece.text)
        words = frozenset(_words(line)) - _BY
        is_name = bool(words) and (words in names or words == every)
        if number < _HEAD and piece.kind == "paragraph" and (is_name or (date and iso_date(line) == date)):
            dropped.append(line)
        else:
            kept.append(piece)
    return kept, dropped


def _words(line: str) -> Sequence[str]:
    return _word(line.casefold()) if len(line) < 200 else ()
