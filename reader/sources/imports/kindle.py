"""A Kindle's `My Clippings.txt`, in its languages: every highlight, note and bookmark that was ever made.

What is changed on the device is appended, so of highlights that overlap the longest counts. A note belongs to
the highlight at its place. They come in the order of the book, however often one went back in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.model import Imported, Kept, Metadata, Passage
from reader.sources.imports.kindle_words import date_of, kind_of, page_of, place_of
from reader.sources.imports.values import digest, line
from reader.text.letters import letters_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.sources.imports.file import File

_MOST_BETWEEN = 400  # highlights that may stand between one and its other versions, or a note and its own

_ends = re.compile(r"^={8,}[ \t]*$", re.MULTILINE)
_limit = re.compile(
    r"\s*<(?:You have reached the clipp|Sie haben die maximale|Vous avez atteint la limite)[^<>]*>\s*$"
)
_DASHES = ("-", "–")  # the second line opens with one; in Russian with the longer


@dataclass(frozen=True, slots=True)
class _Clipping:
    """One clipping; `place` is in Kindle's own units, or the page where there are none."""

    kind: str
    place: tuple[int, int]
    words: str
    date: str
    key: str
    letters: str = ""  # of the words of a highlight

    def overlaps(self, other: _Clipping) -> bool:
        return self.place != (0, 0) and self.place[0] <= other.place[1] and other.place[0] <= self.place[1]

    def continues(self, other: _Clipping) -> bool:
        """Tell whether one is the other with more or fewer words."""
        return self.overlaps(other) and (self.letters in other.letters or other.letters in self.letters)


def read(file: File) -> Iterator[Imported]:
    """Yield an article for each book. Raises SourceError."""
    books: dict[str, list[_Clipping]] = {}
    strange = 0
    for block in _ends.split(file.text().replace("\r\n", "\n").replace("\r", "\n")):
        if not block.strip("\ufeff \n"):
            continue
        head, clipping = _clipping(block)
        if clipping is None:
            strange += 1
        else:
            books.setdefault(head, []).append(clipping)
    for head, clippings in file.through(list(books.items())):
        yield _book(file, head, clippings)
    if strange:
        what = "1 clipping is" if strange == 1 else f"{strange} clippings are"
        yield Imported(file.origin, error=f"{file.name}: {what} of no known shape.")


def _clipping(block: str) -> tuple[str, _Clipping | None]:
    head, _, rest = block.strip("\ufeff\n").partition("\n")
    told, _, words = rest.partition("\n")
    head, told = head.replace("\ufeff", ""), told.replace("\ufeff", "").strip()
    title = line(head)
    kind = kind_of(told.partition("|")[0]) or kind_of(told)
    if not told.startswith(_DASHES) or not kind or not title:
        return "", None
    # the date stands behind the last bar, where a time has a colon as well
    date = told.rpartition("|")[2]
    where = told[: len(told) - len(date)] or told
    page = page_of(where)
    place = place_of(where)
    if place == (0, 0) and page.isdecimal():
        place = int(page[:9]), int(page[:9])
    words = _limit.sub("", words.strip("\n "))
    letters = letters_of(words) if kind == "highlight" else ""
    key = f"kindle:{digest(title, place[0], place[1], date.strip(), letters[:40])}"
    return head, _Clipping(kind, place, words, date_of(date), key, letters)


def _book(file: File, head: str, clippings: list[_Clipping]) -> Imported:
    lost: Counter[str] = Counter()
    marked: list[_Clipping] = []
    for each in clippings:
        if each.kind != "highlight":
            continue
        if not each.words:
            lost["passage without words"] += 1
            continue
        recent = range(len(marked) - 1, max(-1, len(marked) - 1 - _MOST_BETWEEN), -1)
        at = next((i for i in recent if each.continues(marked[i])), None)
        if at is None:
            marked.append(each)
            continue
        lost["repeated or shorter highlight"] += 1
        if len(each.words) >= len(marked[at].words):  # its first name is what was taken before
            marked[at] = replace(each, key=marked[at].key, date=marked[at].date)
    for kind in ("bookmark", "clip"):
        if count := sum(each.kind == kind for each in clippings):
            lost["bookmark" if kind == "bookmark" else "clipped article"] += count
    notes: dict[int, list[str]] = {}
    loose: list[str] = []
    ends = sorted((each.place[1], i) for i, each in enumerate(marked))
    for each in clippings:
        if each.kind == "note" and each.words:
            at = _noted(each, marked, ends)
            (loose if at is None else notes.setdefault(at, [])).append(each.words)
    name, authors = _named(head)
    passages = [
        Passage(each.words, each.key, note=_joined(notes.get(i, [])), created=each.date)
        for i, each in sorted(enumerate(marked), key=lambda one: one[1].place)
    ]
    return Imported(
        file.origin,
        Metadata(name, authors=authors),
        kept=Kept(note=_joined(loose)),
        passages=tuple(passages),
        lost=lost,
    )


def _noted(note: _Clipping, marked: list[_Clipping], ends: list[tuple[int, int]]) -> int | None:
    """Return which highlight a note belongs to: the one around its place that ends next behind it."""
    first = bisect_left(ends, (note.place[0], 0))
    behind = (i for _, i in ends[first : first + _MOST_BETWEEN])
    return next((i for i in behind if marked[i].overlaps(note)), None)


def _joined(notes: list[str]) -> str:
    """Return notes in their order, without those that a later one goes on with."""
    kept = (note for i, note in enumerate(notes) if not any(note in later for later in notes[i + 1 :]))
    return "\n\n".join(kept)


def _named(head: str) -> tuple[str, tuple[str, ...]]:
    """Part `Title (Author)` at the last brackets, which may hold brackets; several authors by semicolons.

    A title without an author is followed by two spaces.
    """
    title = line(head)
    if head.endswith("  "):
        return title, ()
    depth = 0
    for at in range(len(title) - 1, 0, -1):
        depth += {")": 1, "）": 1, "(": -1, "（": -1}.get(title[at], 0)
        if title[-1] not in ")）":
            break
        if depth == 0:
            names = (name.strip() for name in title[at + 1 : -1].split(";"))
            return title[:at].strip() or title, tuple(filter(None, map(_person, names)))
    return title, ()


def _person(name: str) -> str:
    """Turn `Eco, Umberto` round."""
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma and "," not in first else name
