"""What to look at in a codebook: tags that nothing has, that nothing explains, that may be the same.

Two names are near when nothing but case, spaces, hyphens or a plural parts them, or one letter (two in ten):
the distance of optimal string alignment, in which letters that changed places count once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from reader.model import Codebook

UNUSED, UNKNOWN, UNDEFINED, NEAR = "unused", "unknown", "undefined", "near"
_SHORTEST, _LONG = 5, 10  # code points from which one letter, or two, may be another
_digits = re.compile(r"\d+").findall
_PLURALS = (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"))


class Doubt(NamedTuple):
    """A tag, what is the matter with it, and, where it is `near` another one, which."""

    kind: str
    tag: str
    other: str = ""

    @property
    def words(self) -> str:
        """What is the matter, in a few words."""
        if self.kind == NEAR:
            return f"may be the same as #{self.other}"
        return {
            UNUSED: "no passage and no article has it",
            UNKNOWN: "is in use and not in the codebook",
            UNDEFINED: "has no definition",
        }[self.kind]


def check(book: Codebook, used: Collection[str]) -> Iterator[Doubt]:
    """Give what is doubtful about a codebook and the tags in use, kind by kind."""
    known = {tag.name for tag in book.tags}
    every = sorted(known | set(used))
    for tag in book.tags:
        if not any(name == tag.name or name.startswith(f"{tag.name}/") for name in used):
            yield Doubt(UNUSED, tag.name)
    yield from (Doubt(UNKNOWN, name) for name in every if name not in known)
    yield from (Doubt(UNDEFINED, tag.name) for tag in book.tags if not tag.definition)
    yield from (Doubt(NEAR, one, other) for one, other in near(every))


def near(names: list[str]) -> Iterator[tuple[str, str]]:
    """Give the pairs of names that may be meant to be one."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract_iter

    folded = [_folded(name) for name in names]
    for number, name in enumerate(names):
        mine = folded[number]
        most = 0 if len(mine) < _SHORTEST else 1 if len(mine) < _LONG else 2
        found = extract_iter(mine, folded[number + 1 :], scorer=OSA.distance, score_cutoff=most)
        for _, _, place in found:
            other = names[number + 1 + place]
            if _digits(name) == _digits(other) and not other.startswith(f"{name}/"):
                yield name, other


def _folded(name: str) -> str:
    """Return a name without case, spaces, hyphens, and the plural of each level's last word."""
    levels = re.sub(r"[\s_-]+", "", name.casefold()).split("/")
    return "/".join(map(_singular, levels))


def _singular(word: str) -> str:
    for plural, singular in _PLURALS:
        if word.endswith(plural) and len(word) > len(plural) + 1:
            return word.removesuffix(plural) + singular
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] not in "su" else word
