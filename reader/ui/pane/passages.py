"""The highlights of the open article, in reading order."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING

from reader.text.alike import ends_alike
from reader.text.spans import SpanIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.model import Highlight

Key = tuple[int, int, int]


class Passages:
    """Highlights by id, by place and by what they cover. Those without a certain place are kept apart."""

    def __init__(self, highlights: Iterable[Highlight] = ()) -> None:
        self.version = 0  # grows with every change
        self._by_id: dict[int, Highlight] = {}
        self._order: list[Key] = []
        self._placed: list[Highlight] = []  # in that order
        self._apart: list[Highlight] = []  # in that order too: a tag moves none
        self.spans: SpanIndex[int] = SpanIndex()
        for highlight in highlights:
            self._by_id[highlight.id] = highlight
            if highlight.attached and highlight.end > highlight.start:
                self._placed.append(highlight)
                self.spans.add(highlight.id, highlight.start, highlight.end)
            else:
                self._apart.append(highlight)
        self._placed.sort(key=_key)
        self._apart.sort(key=_key)
        self._order = list(map(_key, self._placed))

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Highlight]:
        return iter([*self._placed, *self._apart])

    def number(self, highlight: int) -> int | None:
        """Return the number of a highlight among all in their order, by its id; None where there is none."""
        found = self._by_id.get(highlight)
        if found is None:
            return None
        if highlight in self.spans:
            return bisect_left(self._order, _key(found))
        return len(self._order) + self._apart.index(found)

    def differing(self, highlights: list[Highlight]) -> tuple[list[Highlight], list[Highlight]]:
        """Return what is to be put, and what is to be dropped, so that these highlights are here."""
        head, tail = ends_alike(self._placed, highlights)
        now = {each.id: each for each in highlights[head : len(highlights) - tail]}
        mine = {each.id: each for each in self._placed[head : len(self._placed) - tail] + self._apart}
        changed = [new for key, new in now.items() if mine.get(key) is not new]
        return changed, [mine[key] for key in mine.keys() - now.keys()]

    def get(self, highlight: int | None) -> Highlight | None:
        """Return a highlight by its id."""
        return None if highlight is None else self._by_id.get(highlight)

    def put(self, highlight: Highlight) -> None:
        """Add a highlight, or take it as it is now."""
        self.drop(highlight.id)
        self._by_id[highlight.id] = highlight
        if highlight.attached and highlight.end > highlight.start:
            at = bisect_left(self._order, _key(highlight))
            self._order.insert(at, _key(highlight))
            self._placed.insert(at, highlight)
            self.spans.add(highlight.id, highlight.start, highlight.end)
        else:
            insort(self._apart, highlight, key=_key)

    def drop(self, highlight: int) -> None:
        """Take a highlight out; nothing happens when it is not there."""
        old = self._by_id.pop(highlight, None)
        self.version += 1
        if old and highlight in self.spans:
            self.spans.remove(highlight)
            at = bisect_left(self._order, _key(old))
            del self._order[at], self._placed[at]
        elif old:
            self._apart.remove(old)

    def meeting(self, start: int, end: int) -> list[Highlight]:
        """Return the highlights that meet `[start, end)`, smallest first, then by place."""
        found = [self._by_id[key] for _, _, key in self.spans.query(start, end)]
        return sorted(found, key=lambda h: (h.end - h.start, _key(h)))

    def at(self, offset: int) -> list[Highlight]:
        """Return the highlights that hold an offset, smallest first."""
        return self.meeting(offset, offset + 1)

    def after(self, offset: int, current: Highlight | None) -> Highlight | None:
        """Return the highlight that follows `current`, or else the first that begins after `offset`."""
        key = _key(current) if current else (offset, 1 << 62, 0)
        i = bisect_left(self._order, key)
        i += bool(current) and i < len(self._order) and self._order[i] == key
        return self._placed[i] if i < len(self._order) else None

    def before(self, offset: int, current: Highlight | None) -> Highlight | None:
        """Return the highlight that precedes `current`, or else the last that begins before `offset`."""
        i = bisect_left(self._order, _key(current) if current else (offset, 0, 0))
        return self._placed[i - 1] if i > 0 else None


def _key(highlight: Highlight) -> Key:
    return highlight.start, highlight.end, highlight.id
