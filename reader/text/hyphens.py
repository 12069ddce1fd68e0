"""Where words may be parted, by the patterns of their language (Liang's, as pyphen has them)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_LEAST = 2, 3  # letters that stay before a hyphen and go behind it


@lru_cache(8)
def hyphenator(language: str) -> Callable[[str], list[int]] | None:
    """Return the function that gives a word's parting points, or None for a language without patterns."""
    import pyphen

    name = pyphen.language_fallback(language.replace("-", "_")) if language else None
    if name is None:
        return None
    before, after = _LEAST
    patterns = pyphen.Pyphen(lang=name, left=before, right=after)

    @lru_cache(4096)
    def points(word: str) -> list[int]:
        if len(word.lower()) != len(word):  # pyphen looks at the word in lower case
            return []
        # points with data change letters when parted (German ck, k-k): the text must not change
        return [int(at) for at in patterns.positions(word) if getattr(at, "data", None) is None]

    return points
