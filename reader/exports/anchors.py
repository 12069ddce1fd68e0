"""How chunks are known again in a file: by their ids, as Markdown and org write them."""

from __future__ import annotations

import re
from bisect import bisect

from reader.tuples import NamedTuple

_ID = "[0-9a-hjkmnp-tv-z]{13}"
_GONE = "Not among the passages any more."
_SAYS = "The library now says:"


class Found(NamedTuple):
    """A chunk in a text: where it begins, if that is known, where it ends, and how far it reaches.

    What stands between its end and how far it reaches is the person's, and goes with it.
    """

    start: int | None
    end: int | None
    reach: int


class Syntax(NamedTuple):
    """What stands for an id in a format, and what is written beside one."""

    name: str
    anchor: re.Pattern[str]  # the line; its group is the key
    heading: re.Pattern[str] | None  # what a chunk begins with; without it the anchor is its last line
    gone: tuple[str, str]  # what is put before and behind the anchor of what is gone
    says: tuple[str, ...]  # lines between what a person wrote and what the library says

    def found(self, text: str) -> dict[str, Found]:
        """Find the chunks of a text by their ids, in their order; of two with one id the first."""
        found: dict[str, Found] = {}
        headings = [each.start() for each in self.heading.finditer(text)] if self.heading else []
        for match in self.anchor.finditer(text):
            if match[1] in found:
                continue
            if self.heading is None:
                found[match[1]] = Found(None, match.end(), match.end())
                continue
            after = bisect(headings, match.start())
            reach = headings[after] if after < len(headings) else len(text)
            found[match[1]] = Found(headings[after - 1] if after else match.start(), None, reach)
        return found

    def marked(self, text: str, keys: frozenset[str]) -> str:
        """Mark the chunks of these ids as gone, the first of each."""
        before, behind = self.gone
        left = set(keys)

        def mark(match: re.Match[str]) -> str:
            if match[1] not in left:
                return match[0]
            left.discard(match[1])
            return f"{before}{match[0]}{behind}"

        return self.anchor.sub(mark, text) if keys else text

    def unmarked(self, text: str) -> str:
        """Take the marks off what was gone."""
        before, behind = map(re.escape, self.gone)
        pattern = f"^{before}(?={self.anchor.pattern})" if before else f"(?<=\n){behind}"
        return re.sub(pattern, "", text, flags=re.MULTILINE)


SYNTAXES = {
    "markdown": Syntax(
        "markdown",
        re.compile(rf"^\^(hl-{_ID})[ \t\r]*(?:\n|\Z)", re.MULTILINE),
        None,
        (f"*{_GONE}*\n\n", ""),
        ("", f"*{_SAYS}*", ""),
    ),
    "markdown-plain": Syntax(
        "markdown-plain",
        re.compile(rf"^<!-- (hl-{_ID}) -->[ \t\r]*(?:\n|\Z)", re.MULTILINE),
        None,
        (f"*{_GONE}*\n\n", ""),
        ("", f"*{_SAYS}*", ""),
    ),
    "org": Syntax(
        "org",
        re.compile(rf"^[ \t]*:ID:[ \t]+((?:hl-)?{_ID})[ \t\r]*(?:\n|\Z)", re.MULTILINE),
        re.compile(r"^\*\*? ", re.MULTILINE),
        ("", f":GONE: {_GONE}\n"),
        (f"/{_SAYS}/",),
    ),
}
