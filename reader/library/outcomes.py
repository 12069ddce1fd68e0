"""What the library answers besides model objects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.model import Article


@dataclass(frozen=True)
class Added:
    """What became of an imported text; `status` is added, known or updated."""

    article: Article
    status: str


@dataclass(frozen=True)
class Change:
    """Something is not as it was; `kind` is article, highlight, added, removed or codebook."""

    article: int
    kind: str


@dataclass(frozen=True)
class Found:
    """An article that was looked for: where in its text it fits, that place in a line, how well it fits."""

    article: Article
    start: int
    snippet: str
    score: float = 0.0


@dataclass(frozen=True)
class Undone:
    """A step that was or can be taken back; `undone` is false for one done again."""

    label: str
    article: int
    start: int | None
    end: int | None
    highlight: int | None
    undone: bool = True
