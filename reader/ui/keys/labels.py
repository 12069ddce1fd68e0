"""Short labels for many things on the screen, typed to go to one of them."""

from __future__ import annotations

from string import ascii_lowercase, digits
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ALPHABET = ascii_lowercase + digits
_LETTERS = "asdfghjklqwertyuiopzxcvbnm"  # the easiest first


def labels(count: int) -> list[str]:
    """Return labels of one letter, or where these are too few of two; none begins another."""
    if count <= len(_LETTERS):
        return list(_LETTERS[:count])
    pairs = [a + b for a in _LETTERS for b in _LETTERS]
    return pairs[:count]


def letters_of(names: Iterable[str]) -> dict[str, str]:
    """Return names, each by a key: the first letter or digit of it that is free, else any; none without."""
    found: dict[str, str] = {}
    for name in names:
        free = (char for char in name.casefold() + _ALPHABET if char in _ALPHABET and char not in found)
        if key := next(free, ""):
            found[key] = name
    return found
