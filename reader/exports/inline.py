"""Ranges of a body as HTML: its own marks and the highlights, cut where any of them begins or ends."""

from __future__ import annotations

import html
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.exports.names import as_text, colour_of
from reader.text.ids import show_id
from reader.text.spans import SpanIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.model import ArticleView, Block, Highlight, Mark

_TAGS = {"emphasis": "em", "strong": "strong", "code": "code", "strike": "s", "footnote": "sup"}
_followed = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f\"<>\\]+", re.IGNORECASE).fullmatch
_NOT_HTML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def allowed(text: str) -> str:
    """Return text without the characters that no page may hold."""
    return _NOT_HTML.sub("\ufffd", as_text(text))


def shown(text: str) -> str:
    """Escape text for an element or a quoted attribute."""
    return html.escape(allowed(text))


def is_followed(address: str) -> bool:
    """Tell whether a link may lead there: http, https and mailto only."""
    return _followed(address) is not None


class Inline:
    """Writes ranges of one article. `numbers` gives the classes by which a highlight is filtered."""

    def __init__(
        self, view: ArticleView, placed: Sequence[Highlight], numbers: Callable[[Highlight], str]
    ) -> None:
        self._view, self._numbers = view, numbers
        self._placed: SpanIndex[int] = SpanIndex()
        for place, mark in enumerate(placed):
            self._placed.add(place, mark.start, mark.end)
        self._marks = placed
        self._article = show_id(view.article.id)
        notes = [block for block in view.body.blocks if block.kind == "footnote" and block.label]
        self._notes = {block.label: number for number, block in reversed([*enumerate(notes, 1)])}
        self._noted = {self._notes[block.label]: block.start for block in reversed(notes)}
        self._referred: set[int] = set()  # the notes whose first reference was written

    def note(self, block: Block) -> tuple[str, str]:
        """Return a footnote's own attribute, and a link back to where it is first referred to, if it is."""
        number = self._notes.get(block.label)
        if number is None or self._noted[number] != block.start:
            return "", ""
        back = f' <a href="#r{number}-{self._article}">↩</a>' if number in self._referred else ""
        return f' id="n{number}-{self._article}"', back

    def _reference(self, label: str, written: str) -> str:
        """Link a reference to its footnote; the first of a note can be gone back to."""
        number = self._notes.get(label)
        if number is None:
            return written
        name = "" if number in self._referred else f' id="r{number}-{self._article}"'
        self._referred.add(number)
        return f'<a href="#n{number}-{self._article}"{name}>{written}</a>'

    def html(self, start: int, end: int) -> str:
        """Write `text[start:end]`."""
        text, marks = self._view.body.text, self._view.body.marks.between(start, end)
        lit = [self._marks[place] for _, _, place in sorted(self._placed.query(start, end))]
        if not marks and not lit:
            return shown(text[start:end])
        ends = [(span.start, span.end) for span in marks] + [(span.start, span.end) for span in lit]
        edges = sorted({start, end, *(place for pair in ends for place in pair if start < place < end)})
        return "".join(
            self._piece(
                text[a:b],
                [mark for mark in marks if mark.start <= a and b <= mark.end],
                [mark for mark in lit if mark.start <= a and b <= mark.end],
            )
            for a, b in pairwise(edges)
        )

    def _piece(self, text: str, marks: Sequence[Mark], lit: Sequence[Highlight]) -> str:
        written = shown(text)
        linked = any(mark.kind == "link" and is_followed(mark.href) for mark in marks)
        for mark in reversed(marks):
            if mark.kind == "footnote" and not linked:
                written = f"<sup>{self._reference(mark.href, written)}</sup>"
            elif mark.kind == "link":
                if is_followed(mark.href):
                    written = f'<a href="{shown(mark.href)}" rel="noreferrer">{written}</a>'
            elif tag := _TAGS.get(mark.kind):
                written = f"<{tag}>{written}</{tag}>"
        if not lit:
            return written
        top, *under = sorted(lit, key=lambda mark: mark.end - mark.start)
        ids = " ".join(f"hl-{show_id(mark.id)}" for mark in lit)
        filtered = " ".join(dict.fromkeys(" ".join(map(self._numbers, lit)).split()))
        colour = colour_of(self._view, top)
        if under:  # a line shows that a larger passage goes on below
            colour += f" on-{colour_of(self._view, under[0])}"
        return f'<mark class="{colour}" data-hl="{ids}" data-t="{filtered}">{written}</mark>'
