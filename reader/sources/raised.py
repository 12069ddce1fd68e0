"""What stands high in a line, an exponent or the number of a note, as characters that do."""

from __future__ import annotations

_HIGH = dict(zip("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ", strict=True))
_LONGEST = 8  # characters


def raised(text: str) -> str:
    """Return a number in characters that stand high: else 10 to the 6th reads as 106.

    What has no such characters stays as it is, as an ordinal's letters do.
    """
    bare = text.strip()
    if not bare or len(bare) > _LONGEST or bare.isalpha() or not all(char in _HIGH for char in bare):
        return text
    return "".join(_HIGH.get(char, char) for char in text)
