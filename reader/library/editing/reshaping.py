"""Highlights cut into several, and several made one; what belonged to them goes along."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.library.disk.ids import now
from reader.library.disk.records import highlight_document, highlight_of
from reader.library.editing.anchoring import around, placed
from reader.library.errors import LibraryError, NotFound
from reader.library.history.wording import joining, splitting
from reader.library.writing import kept_unknown
from reader.model import Highlight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.library.editing.linking import Linking
    from reader.library.history.undoing import Undoing
    from reader.library.parts import Parts
    from reader.library.reading import Reading
    from reader.library.writing import View, Writing


class Reshaping:
    """Splits and joins."""

    def __init__(
        self, parts: Parts, reading: Reading, writing: Writing, undoing: Undoing, linking: Linking
    ) -> None:
        self._clock = parts.store.clock
        self._reading, self._writing, self._undoing, self._linking = reading, writing, undoing, linking

    def split(self, highlight: Highlight, cuts: Sequence[int]) -> list[Highlight]:
        """Cut a highlight at some offsets; return its parts in order, without white space at their ends.

        The first part is the highlight itself, with its note and its links; each has its tags and colour.

        Raises:
            LibraryError: there are no two parts, or it is not as it was shown.
        """
        numbers: list[int] = []

        def update(view: View) -> None:
            there = _there(view, highlight)
            text = self._writing.text(highlight.article, view)
            parts = parts_of(text, there.start, there.end, cuts)
            if len(parts) < 2:
                raise LibraryError("Nothing of the passage would be left on one side of the cut.")
            first = placed(there, text, *parts[0])
            view[there.id] = kept_unknown(view[there.id], highlight_document(first))
            numbers[:] = [there.id, *(self._clock.new_id() for _ in parts[1:])]
            for number, (start, end) in zip(numbers[1:], parts[1:], strict=True):
                new = Highlight(
                    number,
                    there.article,
                    start,
                    end,
                    *around(text, start, end),
                    colour=there.colour,
                    tags=there.tags,
                    annotator=there.annotator,
                    created=now(),
                )
                view[number] = highlight_document(new)

        self._writing.change_shard(highlight.article, lambda _: splitting(highlight, len(numbers)), update)
        return [self._reading.highlight_in(highlight.article, number) for number in numbers]

    def join(self, highlights: Sequence[Highlight]) -> Highlight:
        """Make one of several highlights of an article: from the first start to the last end.

        The first stays and takes the tags, notes and links of all, and the first colour that was chosen;
        links that led to the others lead to it. The others are deleted.

        Raises:
            LibraryError: they are not two of one article and annotator that stand in its text.
        """
        ordered = sorted(highlights, key=lambda each: (each.start, -each.end, each.id))
        if len({each.id for each in ordered}) < 2:
            raise LibraryError("There is only one passage to join.")
        if len({(each.article, each.annotator) for each in ordered}) > 1:
            raise LibraryError("Only one person's passages of one article can be joined.")
        first = ordered[0]
        doomed = dict.fromkeys((each.id for each in ordered[1:]), first.id)

        def update(view: View) -> None:
            there = [_there(view, each) for each in ordered]
            text = self._writing.text(first.article, view)
            joined = placed(_together(there), text, there[0].start, max(each.end for each in there))
            for number in doomed:
                del view[number]
            view[first.id] = kept_unknown(view[first.id], highlight_document(joined))

        with self._undoing.step(joining(ordered)):
            self._writing.change_shard(first.article, lambda _: joining(ordered), update)
            self._linking.retarget(doomed, first.annotator)
        return self._reading.highlight_in(first.article, first.id)


def parts_of(text: str, start: int, end: int, cuts: Sequence[int]) -> list[tuple[int, int]]:
    """Return the parts of a passage between cuts, without white space at their ends; none is empty."""
    edges = [start, *sorted({cut for cut in cuts if start < cut < end}), end]
    parts = []
    for low, high in pairwise(edges):
        words = text[low:high]
        begin = low + len(words) - len(words.lstrip())
        if words.strip():
            parts.append((begin, begin + len(words.strip())))
    return parts


def _together(parts: Sequence[Highlight]) -> Highlight:
    """Return the first highlight with what all of them have."""
    ids = {part.id for part in parts}
    links = (link for part in parts for link in part.links if link.to not in ids)
    return replace(
        parts[0],
        tags=tuple(dict.fromkeys(tag for part in parts for tag in part.tags)),
        note="\n\n".join(dict.fromkeys(part.note for part in parts if part.note)),
        colour=next((part.colour for part in parts if part.colour), ""),
        links=tuple(dict.fromkeys(links)),
    )


def _there(view: View, shown: Highlight) -> Highlight:
    """Return a highlight as it is; LibraryError where it is gone, or elsewhere than it was shown."""
    if shown.id not in view:
        raise NotFound("This highlight was deleted.")
    there = highlight_of(shown.article, shown.id, view[shown.id])
    if (there.start, there.end) != (shown.start, shown.end):
        raise LibraryError("Not saved: the bounds of this highlight were changed meanwhile.")
    if not there.attached or there.waits:
        raise LibraryError("This passage waits for its place to be settled first.")
    return there
