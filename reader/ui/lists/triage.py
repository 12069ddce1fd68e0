"""Passages that wait since their text changed, one after the other, and what a person decides on each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from reader.model import Body, ReaderError
from reader.text.align import aligned, kept
from reader.text.query_nodes import Has

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.library import Library
    from reader.model import Highlight

WAITING = Has("waiting")
#: What each state says of a passage.
SAYS = {
    "changed": "other words stand there now",
    "ambiguous": "it may be at several places; this is the likeliest",
    "orphan": "its words are nowhere in the text; this is where they were",
}
_LONG = 50_000  # code points of both texts; shorter ones are aligned within a frame
_REACHES = (200, 2_000, 20_000)  # code points around a lost passage by which its place is found


@dataclass(frozen=True, slots=True)
class Context:
    """A text and the bounds of a passage in it; where it is not, both are the place where it would be."""

    body: Body
    start: int
    end: int


class Triage:
    """What waits in an article, then in the others; `decided` counts the decisions that can be undone."""

    def __init__(self, library: Library, article: int | None) -> None:
        self._library, self._first = library, article
        self._waiting: list[Highlight] = []
        self._index = 0
        self.decided = self._taken_back = 0
        self._look()

    def _look(self) -> None:
        found = self._library.highlights(WAITING)
        self._waiting = sorted(found, key=self._order)

    def _order(self, highlight: Highlight) -> tuple[bool, int, int]:
        """Return what passages stand by: the open article, the newest first, where they stood."""
        start = highlight.was.start if highlight.was else highlight.start
        return highlight.article != self._first, -highlight.article, start

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def number(self) -> int:
        """The number of the current passage, from 1."""
        return self._index + 1

    @property
    def current(self) -> Highlight | None:
        """The passage to decide on."""
        return self._waiting[self._index] if self._waiting else None

    def step(self, step: int) -> None:
        """Go to the next passage (1) or the one before (-1); it stops at the ends."""
        self._index = max(0, min(self._index + step, len(self._waiting) - 1))

    # -- decisions

    def accept(self) -> str:
        """Attach the passage where it is proposed to be. Returns what to say."""
        if self.current:
            self._library.accept(self.current)
            self._settled()
        return "accepted · u takes it back"

    def keep_orphan(self) -> str:
        """Let the passage be without a place. Returns what to say."""
        if self.current:
            self._library.keep_orphan(self.current)
            self._settled()
        return "kept without a place · u takes it back"

    def _settled(self) -> None:
        self.decided, self._taken_back = self.decided + 1, 0
        del self._waiting[self._index]
        self.step(0)

    def undo(self) -> str:
        """Take the last decision made here back, and go to its passage. Returns what to say."""
        if not self.decided:
            raise ReaderError("nothing was decided here yet")
        undone = self._library.undo()
        self.decided, self._taken_back = self.decided - 1, self._taken_back + 1
        self._look()
        at = [i for i, each in enumerate(self._waiting) if undone and each.id == undone.highlight]
        self._index = at[0] if at else self._index
        self.step(0)
        return f"took back: {undone.words}" if undone else ""

    def redo(self) -> str:
        """Do the decision again that was taken back last, and go on behind it. Returns what to say."""
        if not self._taken_back:
            raise ReaderError("nothing was taken back here")
        done = self._library.redo()
        self._taken_back -= 1
        self.decided += 1
        self._look()
        self.step(0)
        return f"done again: {done.words}" if done else ""

    # -- what is shown

    def title(self) -> str:
        """Return the title of the passage's article."""
        return self._library.article(self.current.article).title if self.current else ""

    def before(self) -> Context:
        """Return the passage where it last stood for certain; of a lost text, what is known of it."""
        highlight = self.current
        assert highlight
        was = highlight.was
        if was and (old := self._earlier(was.digest)) and old.text[was.start : was.end] == was.quote:
            return Context(old, was.start, was.end)
        quote = was.quote if was else highlight.quote
        prefix, suffix = ("", "") if highlight.attached else (highlight.prefix, highlight.suffix)
        return Context(Body.plain(prefix + quote + suffix), len(prefix), len(prefix) + len(quote))

    def ahead(self) -> Callable[[], object] | None:
        """Return what to do in a thread before `now`, which would else take long; None for nothing."""
        highlight = self.current
        if highlight is None or highlight.end > highlight.start or highlight.was is None:
            return None
        old, new = self._earlier(highlight.was.digest), self._library.body(highlight.article)
        if old is None or len(old.text) + len(new.text) < _LONG or kept(old.text, new.text):
            return None
        return partial(aligned, old.text, new.text)

    def now(self) -> Context:
        """Return the proposal in the text as it is; without one, the place where the passage would be."""
        highlight = self.current
        assert highlight
        body = self._library.body(highlight.article)
        if highlight.end > highlight.start:
            return Context(body, highlight.start, highlight.end)
        place, was = 0, highlight.was
        if was and (old := self._earlier(was.digest)):
            place = _counterpart(old.text, body.text, was.start, was.end)
        return Context(body, place, place)

    def _earlier(self, digest: str) -> Body | None:
        try:
            return self._library.earlier_body(digest)
        except ReaderError:
            return None


def _counterpart(old: str, new: str, start: int, end: int) -> int:
    """Return where in a newer text that would be which stood on a range of the old one."""
    alignment = aligned(old, new)
    for reach in _REACHES:
        before = alignment.map(max(0, start - reach), start) if start else None
        after = alignment.map(end, end + reach)
        if before:
            return before.end
        if after:
            return after.start
    return min(start, max(0, len(new) - 1))
