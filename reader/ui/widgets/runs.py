"""Runs of one style on their way to the terminal; blanks go with a neighbour on the same ground."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from rich.segment import Segment
from textual.strip import Strip

from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rich.console import Console
    from rich.style import Style

Key = TypeVar("Key")  # what a style is known by


class Around(NamedTuple):
    """What the terminal is sent before and after a text, and the ground that its blanks show."""

    before: str
    after: str
    ground: str


class Runs(dict[Key, Around], Generic[Key]):
    """Knows, by what it once worked out, what a terminal is sent for texts and styles."""

    def __init__(self, style_of: Callable[[Key], Style], console: Console | None) -> None:
        super().__init__()
        self._style_of, self._console = style_of, console

    def __missing__(self, key: Key) -> Around:
        assert self._console
        style = self._style_of(key)
        before, _, after = Strip([Segment("\0", style)]).render(self._console).partition("\0")
        lined = style.underline or style.strike or style.reverse  # then a blank shows more than its ground
        ground = before if lined else style.bgcolor.name if style.bgcolor else ""
        self[key] = around = Around(before, after, ground)
        return around

    def sent(self, runs: Iterable[tuple[str, Key]]) -> str:
        """Return what the terminal is sent for texts and their styles, from left to right.

        Of rows that are mostly short runs with blanks between them that is half.
        """
        sent: list[str] = []
        text, last = "", None
        for piece, key in runs:
            around = self[key]
            if last is None:
                text, last = piece, around
            elif around is last or (around.ground == last.ground and not piece.strip(" ")):
                text += piece
            elif around.ground == last.ground and not text.strip(" "):
                text, last = text + piece, around
            else:
                sent += (last.before, text, last.after)
                text, last = piece, around
        if last:
            sent += (last.before, text, last.after)
        return "".join(sent)
