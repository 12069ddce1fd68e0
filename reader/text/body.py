"""A body: one immutable string, with its blocks and inline marks as offsets into it.

Blocks and marks are kept as columns (arrays of offsets), so that a book of fifty thousand paragraphs
opens without making fifty thousand objects; a `Block` or `Mark` is made when it is asked for.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

from reader.tuples import NamedTuple

BLOCK_KINDS = (
    "kicker",
    "title",
    "standfirst",
    "paragraph",  # label, also a quote's: the cells that a line of verse is further in
    "heading",  # level 1 to 6
    "quote",  # level: depth of quoting
    "item",  # level: depth of nesting, from 0; label: the bullet or number as written
    "code",  # level: of lists around it; label: the language; the only kind that holds line feeds
    "row",  # a table's row: cells parted by a tab; level 1 in the head
    "rule",  # a thematic break; its text is "* * *"
    "image",  # its text is the caption or alternative text; label: the address
    "footnote",  # label: as in the text's reference
)
MARK_KINDS = (
    *("emphasis", "strong", "code", "strike", "link", "footnote"),
    "page",  # not shown: the printed page that it is from; its label is the href
    "time",  # not shown: when it is said, in a film or a talk; the href is hh:mm:ss
)


class Block(NamedTuple):
    """A paragraph-like range `text[start:end]` of a body (code points, half open)."""

    kind: str
    start: int
    end: int
    level: int = 0
    label: str = ""
    within: str = ""  # what it stands in, as `nest` has it, where kind and level do not tell


class Mark(NamedTuple):
    """Inline markup over `text[start:end]`; `href` is its address, label or time."""

    kind: str
    start: int
    end: int
    href: str = ""


class Blocks(Sequence[Block]):
    """The blocks of a body in order; they do not overlap, and only line feeds stand between them."""

    __slots__ = ("ends", "kinds", "labels", "levels", "starts", "withins")

    def __init__(self, blocks: Iterable[Block] = ()) -> None:
        self.starts, self.ends = array("I"), array("I")
        self.kinds, self.levels = bytearray(), bytearray()
        self.labels: dict[int, str] = {}
        self.withins: dict[int, str] = {}
        for i, block in enumerate(blocks):
            self.starts.append(block.start)
            self.ends.append(block.end)
            self.kinds.append(BLOCK_KINDS.index(block.kind))
            self.levels.append(min(255, block.level))
            if block.label:
                self.labels[i] = block.label
            if block.within:
                self.withins[i] = block.within

    @classmethod
    def from_columns(
        cls,
        starts: Iterable[int],
        ends: Iterable[int],
        kinds: bytes,
        levels: bytes,
        labels: dict[int, str],
        *,
        withins: dict[int, str],
    ) -> Blocks:
        """Take columns as they were stored; `kinds` are indices into `BLOCK_KINDS`."""
        new = cls()
        new.starts, new.ends = array("I", starts), array("I", ends)
        new.kinds, new.levels = bytearray(kinds), bytearray(levels)
        new.labels, new.withins = labels, withins
        return new

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, index: int) -> Block: ...
    @overload
    def __getitem__(self, index: slice) -> list[Block]: ...
    def __getitem__(self, index: int | slice) -> Block | list[Block]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        i = range(len(self))[index]
        told = self.levels[i], self.labels.get(i, ""), self.withins.get(i, "")
        return Block(BLOCK_KINDS[self.kinds[i]], self.starts[i], self.ends[i], *told)

    def __iter__(self) -> Iterator[Block]:
        return (self[i] for i in range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Blocks) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # columns are arrays: compared, never keys

    def at(self, offset: int) -> int:
        """Index of the block that holds `offset`; between two blocks, the one before it."""
        return max(0, bisect_right(self.starts, offset) - 1)


class Marks(Sequence[Mark]):
    """The inline marks of a body, ordered by start; they may nest."""

    __slots__ = ("ends", "hrefs", "kinds", "longest", "starts")

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        ordered = sorted(marks, key=lambda m: (m.start, -m.end))
        self.starts = array("I", [m.start for m in ordered])
        self.ends = array("I", [m.end for m in ordered])
        self.kinds = bytearray(MARK_KINDS.index(m.kind) for m in ordered)
        self.hrefs = {i: m.href for i, m in enumerate(ordered) if m.href}
        self.longest = max((m.end - m.start for m in ordered), default=0)

    @classmethod
    def from_columns(
        cls, starts: Iterable[int], ends: Iterable[int], kinds: bytes, hrefs: dict[int, str]
    ) -> Marks:
        """Take columns as they were stored, already in order; `kinds` are indices into `MARK_KINDS`."""
        new = cls()
        new.starts, new.ends = array("I", starts), array("I", ends)
        new.kinds, new.hrefs = bytearray(kinds), hrefs
        new.longest = max(map(int.__sub__, new.ends, new.starts), default=0)
        return new

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, index: int) -> Mark: ...
    @overload
    def __getitem__(self, index: slice) -> list[Mark]: ...
    def __getitem__(self, index: int | slice) -> Mark | list[Mark]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        i = range(len(self))[index]
        return Mark(MARK_KINDS[self.kinds[i]], self.starts[i], self.ends[i], self.hrefs.get(i, ""))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Marks) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # columns are arrays: compared, never keys

    def between(self, start: int, end: int) -> list[Mark]:
        """Every mark that meets `[start, end)`."""
        low = bisect_left(self.starts, max(0, start - self.longest))
        high = bisect_left(self.starts, end)
        return [self[i] for i in range(low, high) if self.ends[i] > start]

    def last(self, kind: str, offset: int) -> Mark | None:
        """The last mark of a kind that begins at or before an offset."""
        at = self.kinds.rfind(MARK_KINDS.index(kind), 0, bisect_right(self.starts, offset))
        return self[at] if at >= 0 else None


@dataclass(frozen=True)
class Body:
    """The canonical text of an article. It never changes once stored: highlights are offsets into it.

    Blocks are joined by two line feeds; table rows, items that have one paragraph, and the lines of a stanza,
    among themselves by one.
    """

    text: str
    blocks: Blocks
    marks: Marks

    @classmethod
    def plain(cls, text: str) -> Body:
        """Make a body of text alone: every line is a paragraph."""
        blocks, pos = [], 0
        for line in text.split("\n"):
            if line.strip():
                blocks.append(Block("paragraph", pos, pos + len(line)))
            pos += len(line) + 1
        return cls(text, Blocks(blocks), Marks())

    @cached_property
    def digest(self) -> str:
        """The digest of the text: the same text is the same body."""
        return digest_of(self.text.encode("utf-8", "surrogatepass"))


def digest_of(data: bytes) -> str:
    """Return the BLAKE2b of a text's bytes in hexadecimal (32 digits)."""
    from _blake2 import blake2b  # it is hashlib's, which loads OpenSSL for others: a hundredth of the start

    return blake2b(data, digest_size=16).hexdigest()
