"""What the library answers besides model objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import LINK_KINDS
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from reader.model import Article, Highlight

Key = tuple[str, int]  # where an article or a passage stands among the others


class Added(NamedTuple):
    """What became of an imported text; `status` is added, known or updated."""

    article: Article
    status: str


class Brought(NamedTuple):
    """What became of an article that came with passages; `status` is added, updated or known.

    Of its passages `new` were not here before, of which `orphans` have no place and `waiting` one to be
    looked at; `known` were here, of which `filled` got what they had not; `deleted` were deleted here,
    and stay so; `unfit` said nothing.
    """

    article: Article
    status: str
    new: int = 0
    orphans: int = 0
    waiting: int = 0
    known: int = 0
    filled: int = 0
    deleted: int = 0
    unfit: int = 0


class Foretold(NamedTuple):
    """What would become of a text; `waiting` are the passages that a person would have to decide on."""

    article: Article
    status: str
    waiting: int = 0


class Change(NamedTuple):
    """Something is not as it was; `kind` is article, highlight, added, removed or codebook."""

    article: int
    kind: str


class Found(NamedTuple):
    """An article that was looked for: where in its text it fits, that place in a line, how well it fits."""

    article: Article
    start: int
    snippet: str
    score: float = 0.0


class Passages(NamedTuple):
    """A page of passages, article by article; `last` is where it ended, `None` when nothing lies behind."""

    found: list[tuple[Article, list[Highlight]]]
    last: Key | None


class Undone(NamedTuple):
    """A step that was or can be taken back; `undone` is false for one done again.

    `highlight`, `start` and `end` are the first passage it touched, if one. `kept` tells of what others
    changed since, so that it stayed as it is.
    """

    label: str
    article: int
    start: int | None
    end: int | None
    highlight: int | None
    undone: bool = True
    kept: tuple[str, ...] = ()
    documents: int = 1
    articles: int = 1

    @property
    def words(self) -> str:
        """What was done, in a few words; of many changes their number too."""
        if self.documents < 2:
            return self.label
        where = f" in {self.articles:,} articles" if self.articles > 1 else ""
        return f"{self.label} ({self.documents:,} changes{where})"

    @property
    def remark(self) -> str:
        """What stayed as it is, in a few words; empty when nothing did."""
        if len(self.kept) < 2:
            return "".join(self.kept)
        return f"{len(self.kept):,} of them were changed since"


class Past(NamedTuple):
    """A step of the history and its time (ISO 8601, UTC). `state` is one of

    `done`: undo takes it back; `part`: all but what others changed since; `stuck`: nothing of it can be taken
    back; `undone`: it was taken back, and redo does it again.
    """

    at: str
    step: Undone
    state: str


class Linked(NamedTuple):
    """A link as one of its ends sees it: what stands at the other end, `None` where that was deleted."""

    kind: str
    id: int
    other: Highlight | None
    incoming: bool  # it comes from the other end

    @property
    def words(self) -> str:
        """What the one end is to the other, read from here: `supports`, or `supported by`."""
        return LINK_KINDS.get(self.kind, f"{self.kind} of") if self.incoming else self.kind


class Quote(NamedTuple):
    """A passage to be shown: its article's title, its text."""

    title: str
    quote: str


class Touched(NamedTuple):
    """What a change of tags would touch.

    `names` are the tags and what each becomes (empty: it goes); `quotes` are a few of the passages. Where
    `exact` is false a passage that has several of the tags is counted for each.
    """

    names: dict[str, str]
    articles: int
    passages: int
    quotes: tuple[Quote, ...] = ()
    exact: bool = True
