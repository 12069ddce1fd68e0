"""The filter of a page by tag: style alone (`:has`), no script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.exports.inline import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.model import Highlight


class PageTags:
    """The tags met so far, each with the number that elements name it by."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._counts: dict[str, int] = {}

    def take(self, highlight: Highlight) -> None:
        """Count a highlight's tags."""
        for tag in highlight.tags:
            self._numbers.setdefault(tag, len(self._numbers))
            self._counts[tag] = self._counts.get(tag, 0) + 1

    def numbers(self, highlight: Highlight) -> str:
        """Return the numbers of a highlight's tags, parted by spaces."""
        return " ".join(str(self._numbers[tag]) for tag in highlight.tags)

    def numbers_of(self, highlights: Iterable[Highlight]) -> str:
        """Return the numbers of the tags that any of some highlights has, each once."""
        tags = {tag: None for highlight in highlights for tag in highlight.tags if tag in self._numbers}
        return " ".join(str(self._numbers[tag]) for tag in tags)

    def rules(self) -> str:
        """Write the style that hides what has not the chosen tag."""
        rules = []
        for number in self._numbers.values():
            chosen, others = f":root:has(#t{number}:checked)", f':not([data-t~="{number}"])'
            rules.append(f"{chosen} mark{others} {{ background: none; border-color: transparent }}")
            rules.append(f"{chosen} .card{others} {{ display: none }}")
            rules.append(f'{chosen} article:not(:has([data-t~="{number}"])) {{ display: none }}')
            rules.append(f"{chosen} .contents li{others} {{ display: none }}")
        return "".join(f"{rule}\n" for rule in rules)

    def buttons(self) -> str:
        """Write the bar at the foot: a radio button a tag."""
        if not self._numbers:
            return ""
        buttons = ['<label><input type="radio" name="t" checked>all</label>']
        for tag, number in self._numbers.items():
            name = f"{shown(tag)} <small>{self._counts[tag]:,}</small>"
            buttons.append(f'<label><input type="radio" name="t" id="t{number}">{name}</label>')
        return f'<form class="filter">{"".join(buttons)}</form>\n'
