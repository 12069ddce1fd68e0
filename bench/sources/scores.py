"""How good a text is beside the gold: by segments as trafilatura's evaluation counts, and by tokens.

A segment counts when it stands in the text, white space aside. Summed over all pages, pieces of the gold that
are there are true positives and pieces of the rest false ones (adbar/trafilatura, tests/eval_common.py).
Tokens are words, in scripts without spaces characters; their F1 is of the bags of each page, and averaged.
The headline is left out of both: programs that read keep it beside the text, and some drop it from there.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import mean

from bench.sources.gold import Page

_token = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+").findall


@dataclass
class Scores:
    """Counts over pages, and the token F1 of each by its name."""

    found: int = 0
    missed: int = 0
    taken: int = 0
    left: int = 0
    tokens: dict[str, tuple[float, float, float]] = field(default_factory=dict)

    def add(self, page: Page, text: str) -> None:
        """Count what a program made of a page."""
        lines = [line for line in text.splitlines() if _key(line) != _key(page.headline)]
        flat = _flat("\n".join(lines))
        found = sum(_flat(segment) in flat for segment in page.found)
        taken = sum(_flat(segment) in flat for segment in page.left)
        self.found, self.missed = self.found + found, self.missed + len(page.found) - found
        self.taken, self.left = self.taken + taken, self.left + len(page.left) - taken
        self.tokens[page.name] = overlap(_token("\n".join(lines)), _token(page.gold))

    @property
    def precision(self) -> float:
        """Share of the segments found that should be."""
        return _share(self.found, self.found + self.taken)

    @property
    def recall(self) -> float:
        """Share of the segments that should be found that are."""
        return _share(self.found, self.found + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return _share(2 * self.found, 2 * self.found + self.taken + self.missed)

    @property
    def accuracy(self) -> float:
        """Share of all segments that are where they should be."""
        return _share(self.found + self.left, self.found + self.left + self.taken + self.missed)

    @property
    def token_f1(self) -> float:
        """Mean over the pages."""
        return mean(f1 for _, _, f1 in self.tokens.values())


def overlap(text: Iterable[str], gold: Iterable[str]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of two bags of tokens."""
    ours, theirs = Counter(text), Counter(gold)
    both = (ours & theirs).total()
    precision, recall = _share(both, ours.total()), _share(both, theirs.total())
    return precision, recall, _share(2 * both, ours.total() + theirs.total())


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _flat(text: str) -> str:
    return " ".join(text.split())


def _key(line: str) -> str:
    return "".join(_token(line.casefold()))
