"""How the states of a highlight in a changed text are shown: a sign and a word."""

from __future__ import annotations

from reader.model import anchor_words

#: A sign for each state but `exact`, one cell wide.
SIGNS = {"moved": "→", "changed": "≈", "ambiguous": "?", "orphan": "∅"}


def stated(anchor: str) -> str:
    """Return the sign and the word of a state; nothing for a passage that stands where it was marked."""
    return f"{SIGNS[anchor]} {anchor_words(anchor)}" if anchor in SIGNS else ""


def waiting_words(count: int, key: str) -> str:
    """Say how many passages wait and which key decides on them; nothing where none does."""
    if not count:
        return ""
    decides = f"{key} decides" if key else "triage decides"
    return f"1 highlight waits · {decides}" if count == 1 else f"{count:,} highlights wait · {decides}"
