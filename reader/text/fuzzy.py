"""Names found by a few letters, the likeliest first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

EXACT = 0


class Names:
    """Names to be found as one types; letters that are added search only what was found before."""

    def __init__(self, names: Iterable[str], separator: str = "/") -> None:
        """Take names; `separator` stands between their parts, whose first letters find a name."""
        self._folded = [name.casefold() for name in names]
        self._separator = separator
        self._text = ""
        self._found: Sequence[int] = range(len(self._folded))

    def matches(self, text: str) -> list[tuple[int, int]]:
        """Return rank and index of the names that `text` may mean, the best first, else in their order.

        The order is: exact, prefix, initials of the parts, prefix of a part, inside, letters in order.
        """
        text = text.casefold()
        if not text.startswith(self._text):
            self._found = range(len(self._folded))
        # holds for every rank; each letter is the next there is: to try all takes for ever
        in_order = re.compile("".join(f"[^{each}]*+{each}" for each in map(re.escape, text))).match
        names = self._folded
        self._text, self._found = text, [i for i in self._found if in_order(names[i])]
        ranks: list[list[int]] = [[] for _ in range(6)]
        for i in self._found:
            ranks[self._rank(names[i])].append(i)
        return [(rank, i) for rank, found in enumerate(ranks) for i in found]

    def _rank(self, name: str) -> int:
        text = self._text
        if name.startswith(text):
            return EXACT if name == text else 1
        if name.startswith(text[:1]) and self._initials(name).startswith(text):
            return 2
        if self._separator + text in name:
            return 3
        return 4 if text in name else 5

    def _initials(self, name: str) -> str:
        parts = name.split(self._separator)
        return "".join([part[:1] for part in parts]) if len(parts) > 1 else ""
