"""Sketches of texts, by which those that share most of their words in a row are found among many.

MinHash (Broder, 1997) with one permutation (Li, Owen, Zhang, 2012) and rotation for empty bins (Shrivastava
and Li, 2014); bands as in Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, chapter 3.
"""

from __future__ import annotations

import re
from array import array
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable

BINS = 64
_ROWS = (
    4  # bins in a band: at 64 bins two texts of likeness 0.8 share one in 99.97 of 100 cases, of 0.3 in 12
)
_WORDS = 4  # in a shingle
_MOST_WORDS = 50_000  # looked at; the beginning of a book tells it apart
_FEWEST_WORDS = 20  # of what is too short to be like another
_MIX = 0x9E3779B1  # an odd number: spreads what CRC-32 leaves close together (Knuth, volume 3, 6.4)
_EMPTY = 0xFFFFFFFF
#: A word; where words are not parted, a character is one.
_words = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|[^\W_]+").findall
_parted_words = re.compile(r"[^\W_]+").findall  # of a text in ASCII, in half the time


def shingles(text: str) -> set[int]:
    """Return the hashes (32 bits) of a text's words, four in a row each, whatever stands between them.

    None of a text with fewer than 20 words.
    """
    read = text[: 40 * _MOST_WORDS].casefold()
    words = (_parted_words if read.isascii() else _words)(read)[:_MOST_WORDS]
    if len(words) < _FEWEST_WORDS:
        return set()
    written = "\0".join(words).encode("utf-8", "replace").split(b"\0")  # a word holds no NUL
    rows = zip(*(written[start:] for start in range(_WORDS)), strict=False)
    return {crc32(b" ".join(row)) * _MIX & _EMPTY for row in rows}


def sketch(hashes: Iterable[int]) -> array[int]:
    """Return the least hash in each bin, an empty one taking the next one's; nothing of no hashes."""
    least = [_EMPTY] * BINS
    for value in sorted(hashes, reverse=True):
        least[value & (BINS - 1)] = value
    if all(value == _EMPTY for value in least):
        return array("I")
    full = least.copy()
    for place in range(BINS):
        step = 0
        while least[(place + step) % BINS] == _EMPTY:
            step += 1
        full[place] = (least[(place + step) % BINS] + step) & _EMPTY
    return array("I", full)


def bands(made: array[int]) -> list[int]:
    """Return a key (32 bits) for each band of a sketch: texts that are much alike share one at least."""
    raw = made.tobytes()
    size = _ROWS * made.itemsize
    return [crc32(raw[start : start + size], start) for start in range(0, len(raw), size)]


def likeness(one: set[int], other: set[int]) -> float:
    """Return which part of the words in a row two texts share, 0 to 1 (Jaccard's index of the shingles)."""
    together = len(one | other)
    return len(one & other) / together if together else 0.0
