"""What a word that is not known may have been meant to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 100  # code points that are compared


def meant(word: str, names: Iterable[str], *, likeness: float = 0.6) -> str:
    """Return the name that a word is most like, at least by so much of 1; empty where there is none."""
    from difflib import get_close_matches

    by_small = {name.casefold(): name for name in names}
    near = get_close_matches(word[:_LONGEST].casefold(), by_small, 1, likeness)
    return by_small[near[0]] if near else ""


def did_you_mean(word: str, names: Iterable[str], sign: str = "") -> str:
    """Return `; did you mean …?` with the name that is most like a word, or nothing."""
    name = meant(word, names)
    return f"; did you mean {sign}{name}?" if name else ""
