"""What a word that is not known may have been meant to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_LONGEST = 100  # code points that are compared


def meant(word: str, names: Iterable[str], *, likeness: float = 0.6) -> str:
    """Return the name that a word is most like, at least by so much of 1; empty where there is none."""
    from difflib import get_close_matches

    by_small = {name.casefold(): name for name in names}
    near = get_close_matches(word[:_LONGEST].casefold(), by_small, 1, likeness)
    return by_small[near[0]] if near else ""


def unknown_tag(asked: Iterable[str], known: Collection[str]) -> str:
    """Say which tag of some is none that is known, and what may be meant; empty where all are known.

    A name with a space is asked for between quotation marks; without them it is its first word that is asked.
    """
    from reader.text.query_completion import written

    for name in asked:
        if not any(tag == name or tag.startswith(f"{name}/") for tag in known):
            begun = [tag for tag in sorted(known) if tag.casefold().startswith(f"{name} ".casefold())]
            near = begun[0] if begun else meant(name, known)
            return f"; there is no tag #{name}" + (f"; did you mean #{written(near)}?" if near else "")
    return ""


def did_you_mean(word: str, names: Iterable[str], sign: str = "") -> str:
    """Return `; did you mean …?` with the name that is most like a word, or nothing."""
    name = meant(word, names)
    return f"; did you mean {sign}{name}?" if name else ""
