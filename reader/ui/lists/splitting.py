"""The passages of a tag that is split, and to which other tag each of them is put. Knows no toolkit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.query_nodes import Tagged

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from reader.library import Library
    from reader.library.outcomes import Key
    from reader.model import Article, Highlight
    from reader.model.recoding import Recoding

MOST = 50_000  # passages; more than anyone puts by hand
_PAGE, _LOOKS = 200, 64  # passages and articles that are read at once


class Splitting:
    """One's own passages that have a tag, each with the number of the tag it is put to; 0 leaves it."""

    def __init__(self, library: Library, tag: str, names: Sequence[str]) -> None:
        self.library, self.tag, self.names = library, tag, names
        self.passages: list[tuple[Article, Highlight]] = []
        self.put = bytearray()
        self.others = 0  # passages of other annotators, which only they change
        self.stopped = False
        self.more = False  # than are listed

    def pages(self) -> Iterator[list[tuple[Article, Highlight]]]:
        """Give the passages a page at a time, until it is `stopped`."""
        after: Key | None = None
        found = 0
        while not self.stopped:
            page = self.library.passages(Tagged(self.tag), after, want=_PAGE, looks=_LOOKS)
            every = [(article, h) for article, some in page.found for h in some if self.tag in h.tags]
            own = [(article, h) for article, h in every if h.annotator == self.library.annotator]
            self.others += len(every) - len(own)
            yield own[: MOST - found]
            found += len(own)
            after = page.last
            self.more = found > MOST or (found == MOST and after is not None)
            if after is None or self.more:
                return

    def add(self, passages: Sequence[tuple[Article, Highlight]]) -> None:
        """Take passages in; all are left at first."""
        self.passages += passages
        self.put += bytes(len(passages))

    def counts(self) -> list[int]:
        """Return how many passages are left, and how many are put to each tag."""
        return [self.put.count(number) for number in range(len(self.names) + 1)]

    def changes(self) -> list[Recoding]:
        """Make a change for each tag to which passages are put.

        The last comes first, for each new tag stands right behind the one that is split.
        """
        made = []
        for number, name in reversed(list(enumerate(self.names, 1))):
            chosen = [h for (_, h), put in zip(self.passages, self.put, strict=True) if put == number]
            if chosen:
                made.append(self.library.splitting(self.tag, name, chosen))
        return made

    @property
    def label(self) -> str:
        """What the step of undo is called."""
        parts = (f"{n:,} #{name}" for n, name in zip(self.counts()[1:], self.names, strict=True) if n)
        return f"#{self.tag} split: {', '.join(parts)}"

    def pieces(self) -> Generator[tuple[int, int]]:
        """Do all changes as one step; before each piece give how many articles are done, of how many.

        Nothing is written before the second piece is asked for.
        """
        label = self.label
        runs = [self.library.recoding(change) for change in self.changes()]
        sizes = [next(run)[1] for run in runs]
        yield 0, sum(sizes)
        done = 0
        with self.library.step(label):
            for run, size in zip(runs, sizes, strict=True):
                for at, _ in run:
                    yield done + at, sum(sizes)
                done += size
