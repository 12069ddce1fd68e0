"""Short labels for many things on the screen, typed to go to one of them."""

from __future__ import annotations

_LETTERS = "asdfghjklqwertyuiopzxcvbnm"  # the easiest first


def labels(count: int) -> list[str]:
    """Return labels of one letter, or where these are too few of two; none begins another."""
    if count <= len(_LETTERS):
        return list(_LETTERS[:count])
    pairs = [a + b for a in _LETTERS for b in _LETTERS]
    return pairs[:count]
