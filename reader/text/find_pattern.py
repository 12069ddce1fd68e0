"""Search in a body by a regular expression, within paragraphs and within a time."""

from __future__ import annotations

import re
import time
import warnings
from array import array
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from reader.text.find import Search

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.text.body import Body
    from reader.text.find import Span

LIMIT = 0.5  # seconds that one search may take in all
_BATCH = 1 << 16  # code points after which other threads have their turn
_PAUSE = 1e-4  # seconds of it
#: What may hold capitals in a pattern without asking for capitals in the text.
_no_letters = re.compile(r"\\[pP]\{(?!L[ut]\b)[^}]*\}|\\.|\(\?P?[<=>!:\w]*", re.DOTALL).sub


class PatternError(ValueError):
    """A regular expression that is none; the message says what is wrong, and where.

    `reason` and `column` (code points, None where it is not known) say it apart.
    """

    def __init__(self, message: str, reason: str = "", column: int | None = None) -> None:
        super().__init__(message)
        self.reason, self.column = reason or message, column


class PatternSearch:
    """The matches of a regular expression in one body; none is empty, none goes over a paragraph's end.

    It knows nothing before `count` has run. That goes from `origin` on to the end, then from the start: where
    the time does not serve for all, what lies ahead is what is known. Smart case as in `Search`.
    """

    def __init__(self, body: Body, pattern: str, origin: int = 0, *, limit: float = LIMIT) -> None:
        """Take a pattern. Raises PatternError, with the place of the error."""
        import regex

        self.body, self.needle = body, pattern
        self.folds = not any(letter.isupper() for letter in _no_letters("", pattern))
        flags = regex.MULTILINE | (regex.IGNORECASE if self.folds else 0)
        try:
            with warnings.catch_warnings(action="ignore"):  # of what may mean something else one day
                self._pattern = regex.compile(pattern, flags)
        except regex.error as error:
            where = "at the end" if error.pos is None or error.pos >= len(pattern) else f"at {error.pos + 1}"
            raise PatternError(f"{where}: {error.msg}", error.msg, error.pos) from None
        except (OverflowError, RecursionError, ValueError) as error:
            raise PatternError(str(error) or "too large") from None
        self.complete = self.stopped = self.abandoned = False
        self._origin, self._limit = origin, limit
        # starts and ends; one attribute, for the thread that counts sets it while another reads
        self._found = array("I"), array("I")

    def between(self, start: int, end: int) -> list[Span]:
        """Return every match known of that meets `[start, end)`, in order."""
        starts, ends = self._found
        first, last = bisect_right(ends, start), bisect_left(starts, end)
        return [(starts[i], ends[i]) for i in range(first, last)]

    def next(self, pos: int) -> Span | None:
        """Return the first match that begins at or after `pos`, going on from the start of the text."""
        return self._nth(bisect_left(self.starts, pos))

    def prev(self, pos: int) -> Span | None:
        """Return the last match that begins before `pos`, going on from the end of the text."""
        return self._nth(bisect_left(self.starts, pos) - 1)

    def _nth(self, index: int) -> Span | None:
        starts, ends = self._found
        return (starts[index % len(starts)], ends[index % len(starts)]) if starts else None

    @property
    def total(self) -> int:
        """How many matches are known of."""
        return len(self.starts)

    @property
    def starts(self) -> Sequence[int]:
        """Where the matches known of begin, in order."""
        return self._found[0]

    def place(self, start: int) -> int | None:
        """Return the number of the match that begins at `start`, from 1; None while it is not known."""
        starts = self.starts
        at = bisect_left(starts, start)
        return at + 1 if at < len(starts) and starts[at] == start else None

    def count(self) -> Iterator[int]:
        """Find all matches, for a thread of its own; yields how many paragraphs it has seen, now and then."""
        blocks = self.body.blocks
        first = blocks.at(self._origin)
        ahead, behind = (array("I"), array("I")), (array("I"), array("I"))
        deadline = time.monotonic() + self._limit
        order = ((range(first, len(blocks)), ahead), (range(first), behind))
        seen = batch = 0
        for numbers, (starts, ends) in order:
            for number in numbers:
                left = deadline - time.monotonic()
                if self.abandoned or left <= 0 or not self._match(number, left, starts, ends):
                    self.stopped = True
                    break
                seen += 1
                batch += blocks.ends[number] - blocks.starts[number]
                if batch > _BATCH:
                    batch = 0
                    yield seen
                    time.sleep(_PAUSE)  # else a key that is pressed meanwhile waits for this thread
            if self.stopped:
                break
        self._found = behind[0] + ahead[0], behind[1] + ahead[1]
        self.complete = True

    def _match(self, number: int, left: float, starts: array[int], ends: array[int]) -> bool:
        """Add the matches of a paragraph; False when they took longer than `left` seconds."""
        blocks = self.body.blocks
        matches = self._pattern.finditer(
            self.body.text, blocks.starts[number], blocks.ends[number], timeout=left, concurrent=True
        )
        try:
            for match in matches:
                start, end = match.span()
                if end > start:
                    starts.append(start)
                    ends.append(end)
        except TimeoutError:
            return False
        return True


AnySearch = Search | PatternSearch


def search_for(body: Body, typed: str, origin: int = 0) -> AnySearch:
    """Return the search that was typed: after a `/` a regular expression, else words; `\\/` is a plain `/`.

    The expression may end with another `/`, as in vim; one to be found there is written `\\/`.
    Raises PatternError where the regular expression is none.
    """
    if typed.startswith("/"):
        closed = len(typed) > 2 and typed.endswith("/") and not typed.endswith("\\/")
        return PatternSearch(body, typed[1 : -1 if closed else None], origin)
    return Search(body.text, typed[1:] if typed.startswith("\\/") else typed)
