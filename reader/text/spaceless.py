"""Where a line may break inside a run of letters of a script that parts its words by no spaces.

In Thai that is between words, as BudouX's model tells them from the letters on both sides of a place. For
Lao, Burmese and Khmer there is no model of its size: their lines break between syllables, as far as the
spelling shows them. Chinese and Japanese need neither: their letters are wide.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_THAI = "\u0e01-\u0e3a\u0e40-\u0e5b"
_LETTERS = f"{_THAI}\u0e81-\u0edf\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f"
_is_letter = re.compile(f"[{_LETTERS}]").match
_is_thai = re.compile(f"[{_THAI}]").match
_CONTEXT = 3  # code points on either side that the model looks at
_FIRST = 16  # code points before the edge among which a break is looked for, at first

#: What goes with the letter before it: vowels and signs behind, above and below, tones, full stops.
_goes_with_before = re.compile(
    "[\u0e2f-\u0e3a\u0e45-\u0e4e\u0e5a\u0e5b\u0eaf-\u0ebd\u0ec6-\u0ece"
    "\u102b-\u103e\u104a\u104b\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074"
    "\u1082-\u108d\u108f\u109a-\u109d\ua9e5\uaa70\uaa7b-\uaa7d\u17b4-\u17da\u17dd]"
).match
#: What goes with the letter after it: the vowels written in front in Thai and Lao, signs that stack letters.
_goes_with_after = re.compile("[\u0e40-\u0e44\u0ec0-\u0ec4\u17d2\u1039]").match
#: A consonant that ends a Burmese syllable, or has another below it.
_burmese_end = re.compile("[\u1000-\u102a]\u1037?[\u1039\u103a]").match
#: How a Lao syllable begins: with a vowel written in front, or a consonant with a sign on or behind it.
_lao_start = re.compile("[\u0ec0-\u0ec4]|[\u0e81-\u0eae\u0edc-\u0edf][\u0eb0-\u0ebd\u0ec8-\u0ecb]").match
#: Two consonants that begin one syllable.
_lao_second = re.compile("[\u0e81-\u0eae][\u0ea3\u0ea5\u0ea7]").match
#: How a Khmer syllable begins: with a vowel of its own, or a consonant with a sign; a bare one may end one.
_khmer_start = re.compile("[\u17a3-\u17b3]|[\u1780-\u17a2][\u17b4-\u17d3\u17dd]").match
_is_khmer = re.compile("[\u1780-\u17b3]").match
_is_lao = re.compile("[\u0e81-\u0edf]").match


def last_break(text: str, start: int, end: int) -> int:
    """Return the last place in `(start, end]` where a line may break between two such letters; 0 for none."""
    reach = _FIRST
    while True:
        low = max(start, end - reach)
        words = _word_starts(text, low, end)
        for at in range(min(end, len(text) - 1), low, -1):
            if _parts(text, at) and (at in words or not _is_thai(text, at)):
                return at
        if low == start:
            return 0
        reach *= 4


def _parts(text: str, at: int) -> bool:
    """Tell whether the spelling lets a line break before a letter."""
    if not (_is_letter(text, at) and _is_letter(text, at - 1)):
        return False
    if _goes_with_before(text, at) or _goes_with_after(text, at - 1) or _burmese_end(text, at):
        return False
    if _is_lao(text, at):
        return bool(_lao_start(text, at)) and not _lao_second(text, at - 1)
    return bool(_khmer_start(text, at)) if _is_khmer(text, at) else True


def _word_starts(text: str, start: int, end: int) -> frozenset[int]:
    """Return where Thai words begin in `(start, end]`."""
    low, high = max(0, start - _CONTEXT), end + _CONTEXT
    part = text[low:high]
    if not any(map(_is_thai, part)):
        return frozenset()
    return frozenset(accumulate(map(len, _parser()(part)), initial=low))


@cache
def _parser() -> Callable[[str], list[str]]:
    """Return what parts a Thai text into words."""
    from budoux import load_default_thai_parser

    return load_default_thai_parser().parse
