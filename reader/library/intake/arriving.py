"""Passages that were marked elsewhere, as highlights of an article: each attached where its words stand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from unicodedata import normalize

from reader.library.disk.ids import now
from reader.library.editing.anchoring import placed
from reader.library.intake.carrying import Carrying
from reader.model import ANCHORS, COLOURS, Highlight, Was
from reader.text.clean import clean_line, clean_note, is_clean
from reader.text.ids import urn_of
from reader.text.letters import letters_of
from reader.text.tags import TagError, normalise_tag
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reader.model import Passage

_URN = "urn:uuid:"
_ENOUGH = 40  # code points that stand where they are told to, for which no chance is taken


class Arrival(NamedTuple):
    """A highlight to be written; `filled` says that it was there and gets what it had not."""

    highlight: Highlight
    filled: bool


class Arriving:
    """An article that passages come to. `same` says that theirs was this very text."""

    def __init__(
        self, article: int, text: str, here: Iterable[Highlight], gone: Iterable[Highlight], *, same: bool
    ) -> None:
        self._article, self._text, self._same = article, text, same
        self._carrying = Carrying("", text, lambda _: None)
        self._here = {mark.id: mark for mark in here}
        self._before = list(self._here.values())
        self._named = {mark.origin: mark.id for mark in self._before if mark.origin}
        self._urns: dict[str, int] | None = None
        self._places: dict[tuple[int, int] | str, list[int]] | None = None
        self._deleted = {mark.origin for mark in gone if mark.origin}
        self._agreed = False
        self.known = self.deleted = self.unfit = 0

    def arrivals(
        self, passages: Iterable[Passage], new_id: Callable[[], int], annotator: str
    ) -> list[Arrival]:
        """Return what is to be written; counts what is known, was deleted here, or says nothing."""
        passages = list(passages)
        found: list[Arrival] = []
        self._agreed = self._agree(passages)
        for passage in passages:
            quote = _text(passage.quote)
            is_ours = passage.id or passage.key.startswith(_URN)  # which may be of white space alone
            if not quote or not (is_ours or quote.strip()):
                self.unfit += 1
                continue
            known = self._known(passage)
            if known is None and not passage.id and passage.key in self._deleted:
                self.deleted += 1
                continue
            made = self._highlight(passage, quote, annotator)
            known = known or (None if passage.id else self._at_same_place(made))
            if known is None:
                made = replace(made, id=passage.id or new_id())
                self._take(made)
                found.append(Arrival(made, filled=False))
                continue
            self.known += 1
            if (filled := _filled(known, made)) != known:
                self._take(filled)
                found.append(Arrival(filled, filled=True))
        return found

    def _take(self, highlight: Highlight) -> None:
        self._here[highlight.id] = highlight
        if highlight.origin:
            self._named[highlight.origin] = highlight.id

    # -- those that are here already

    def _known(self, passage: Passage) -> Highlight | None:
        number = passage.id if passage.id in self._here else self._named.get(passage.key)
        if number is None and passage.key.startswith(_URN):
            if self._urns is None:
                self._urns = {urn_of("highlight", mark.id): mark.id for mark in self._before}
            number = self._urns.get(passage.key)
        return self._here[number] if number is not None else None

    def _at_same_place(self, made: Highlight) -> Highlight | None:
        """Return the highlight that another program's is the same as: its words, its place, no other note."""
        if self._places is None:
            self._places = {}
            for mark in self._before:
                self._places.setdefault(_place(mark), []).append(mark.id)
        program = made.origin.partition(":")[0]
        for mark in (self._here[number] for number in self._places.get(_place(made), ())):
            if program and mark.origin.partition(":")[0] == program:
                continue
            if made.annotator in ("", mark.annotator) and (not made.note or mark.note in ("", made.note)):
                return mark
        return None

    # -- new ones

    def _highlight(self, passage: Passage, quote: str, annotator: str) -> Highlight:
        """Make a highlight, attached where its words stand."""
        start, end = self._bounds(passage, quote)
        made = Highlight(
            id=0,
            article=self._article,
            start=0,
            end=0,
            quote=quote,
            prefix=_text(passage.prefix),
            suffix=_text(passage.suffix),
            colour=passage.colour if passage.colour in COLOURS else "",
            tags=tuple(sorted(set(_tags(passage.tags)))),
            note=clean_note(passage.note),
            annotator=clean_line(passage.annotator) or ("" if passage.anchor else annotator),
            anchor="orphan",
            was=Was("", start, end, quote),
            origin=clean_line(passage.key),
            links=passage.links,
            created=passage.created or now(),
        )
        if self._same and passage.anchor in ANCHORS:
            return self._as_it_was(made, passage)
        if self._text[start:end] == quote and (self._same or self._fits(passage, start, end)):
            return placed(made, self._text, start, end)
        return self._carrying.carried(made)

    def _as_it_was(self, made: Highlight, passage: Passage) -> Highlight:
        """Put back a highlight of ours, in the text that it was in, as it stood there."""
        start, end = passage.start, passage.end
        if passage.anchor in ("exact", "moved", "changed"):
            if not 0 <= start < end <= len(self._text) or self._text[start:end] != made.quote:
                return self._carrying.carried(made)
            made = placed(made, self._text, start, end, passage.anchor)
            return replace(made, was=passage.was if passage.anchor == "changed" else None)
        start, end = (start, end) if 0 <= start < end <= len(self._text) else (0, 0)
        anchor = passage.anchor if end else "orphan"
        return replace(made, start=start, end=end, anchor=anchor, was=passage.was)

    def _bounds(self, passage: Passage, quote: str) -> tuple[int, int]:
        """Return where a passage was in its text, in code points; of an unknown place the start of it."""
        start, end = passage.start, passage.end
        if not 0 <= start < end < 1 << 32:
            return 0, len(quote)
        if not passage.utf16:
            return start, end
        units = self._text.encode("utf-16-le", "surrogatepass")
        before, through = units[: 2 * start], units[: 2 * end]
        return len(before.decode("utf-16-le", "replace")), len(through.decode("utf-16-le", "replace"))

    def _fits(self, passage: Passage, start: int, end: int) -> bool:
        """Tell whether what stands around a passage stands here too, or all others where they stood."""
        prefix, suffix = passage.prefix, passage.suffix
        if not prefix and not suffix:
            return self._agreed
        return self._text.endswith(prefix, 0, start) and self._text.startswith(suffix, end)

    def _agree(self, passages: Iterable[Passage]) -> bool:
        """Tell whether all that tell a place stand there, in words enough that it is no chance."""
        letters = 0
        for passage in passages:
            if passage.start < passage.end:
                quote = _text(passage.quote)
                start, end = self._bounds(passage, quote)
                if self._text[start:end] != quote:
                    return False
                letters += len(quote)
        return letters >= _ENOUGH


def _filled(here: Highlight, made: Highlight) -> Highlight:
    """Give a highlight what it has not: a person's own note, tags and colour stay."""
    return replace(
        here,
        note=here.note or made.note,
        tags=here.tags or made.tags,
        colour=here.colour or made.colour,
    )


def _tags(names: Iterable[str]) -> Iterable[str]:
    for name in names:
        try:
            yield normalise_tag(name)
        except TagError:
            continue


def _text(text: str) -> str:
    return normalize("NFC", text if is_clean(text) else clean_note(text))


def _place(mark: Highlight) -> tuple[int, int] | str:
    """Return where a highlight stands; of one without a place its letters."""
    return (mark.start, mark.end) if mark.attached else letters_of(mark.quote) or mark.quote
