"""Words, clauses, sentences, paragraphs and sections of a body, found where they are asked for.

Sentences are sentencex's, one piece of the body at a time, so that the first sentence of a book costs as
much as that of a letter.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from reader.text.body import BLOCK_KINDS, Body
from reader.text.cells import grapheme_start, is_plain, next_grapheme, prev_grapheme
from reader.text.language import guess
from reader.text.pattern import pattern
from reader.text.pieces import Pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

UNITS = ("word", "clause", "sentence", "paragraph", "section")
Span = tuple[int, int]

_HEADING = BLOCK_KINDS.index("heading")
_LINES = {BLOCK_KINDS.index("code")}
_WHOLE = {BLOCK_KINDS.index(k) for k in ("kicker", "title", "heading", "row", "rule", "image")}
_CJK = "\u3040-\u3098\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
#: Joiners and the number signs that are put before digits: part of a word, though no letters.
_BINDERS = "\u200c\u200d\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
_clause_ends = pattern(r"[,;:][\"'”’»)\]]*\s+|\s+[—–-]+\s+|—|(?<=\S)\s+(?=\()|(?<=\))\s+|[、，；：]")
_plain_ends = pattern(r"[.!?…][\"'”’»)\]]*\s+|[。！？][」』”）]*")
_space = pattern(r"\s+").match
#: Abbreviations before names that sentencex does not know.
_ABBREVIATIONS = {
    "fr": pattern(r"\b(?:M|MM|Dr|Pr|Me|av)\.\s+$"),
    "nl": pattern(r"\b(?:dhr|mevr|mr|dr|drs|prof)\.\s+$"),
    "pl": pattern(r"\b(?:dr|prof|ul|św|inż|mgr)\.\s+$"),
}
_initials_end = pattern(r"(?<!\w)\w\.\s+$|\w\.\w\.\s+$").search
_lower = pattern(r"(?:[—–]\s*)?([^\W\d_])").match
_quotative = pattern("と|って|[をの、。]").match
_ordinal_end = pattern(r"\b\d{1,2}\. $").search
_german_month = pattern(r"(?:Januar|Jänner|Februar|März|Mai|Juni|Juli|Oktober|Dezember)\b").match
_shared_month = pattern(r"(?:April|August|September|November)\b").match  # English has them too
#: The time of a turn of talk, as f4 and MAXQDA set it behind the turn.
_time_at_end = pattern(r"[#(\[]\d{1,2}:\d\d(?::\d\d)?(?:[.,-]\d{1,3})?[#)\]]\s*\Z").match
_LONE_SPACE = pattern("[\x00-\x1f\x7f-\x9f\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")


class Segmenter:
    """The units of one body; sentences are cached by piece."""

    def __init__(self, body: Body, language: str = "") -> None:
        self.body, self.text = body, body.text
        self.language = language.partition("-")[0].lower() or guess(body.text) or "en"
        self.pieces = Pieces(body)
        self._starts: dict[int, list[int]] = {}

    # -- sentences

    def starts(self, piece: int) -> list[int]:
        """Return where the sentences of a piece begin; the first is the piece's own start."""
        known = self._starts.get(piece)
        if known is None:
            if len(self._starts) > 4096:
                self._starts.clear()
            known = self._starts[piece] = self._split(piece)
        return known

    def _split(self, piece: int) -> list[int]:
        start, end = self.pieces.span(piece)
        kind = self.body.blocks.kinds[self.pieces.owner[piece]]
        text = self.text[start:end]
        if kind in _WHOLE or end - start < 3:
            return [start]
        if kind in _LINES:
            return [start] + [start + m.end() for m in re.finditer(r"\n\s*", text) if m.end() < end - start]
        return [start + at for at in sentence_starts(text, self.language)]

    def sentence(self, pos: int) -> Span:
        """Return the sentence that holds `pos`, without the space behind it."""
        if not len(self.pieces):
            return 0, 0
        piece = self.pieces.at(pos)
        starts = self.starts(piece)
        i = max(0, bisect_right(starts, pos) - 1)
        end = starts[i + 1] if i + 1 < len(starts) else self.pieces.span(piece)[1]
        return self._trim(starts[i], end)

    def _trim(self, start: int, end: int) -> Span:
        while end > start + 1 and self.text[end - 1].isspace():
            end -= 1
        return start, end

    def sentences_between(self, start: int, end: int) -> list[Span]:
        """Return every sentence that begins in `[start, end)`."""
        found: list[Span] = []
        for piece in range(self.pieces.at(start), min(self.pieces.at(end) + 1, len(self.pieces))):
            found += [self.sentence(at) for at in self.starts(piece) if start <= at < end]
        return found

    def first_sentence(self, start: int, end: int) -> Span | None:
        """Return the first sentence that begins in `[start, end)`; only up to it is the text taken apart."""
        for piece in range(self.pieces.at(start), min(self.pieces.at(end) + 1, len(self.pieces))):
            starts = self.starts(piece)
            i = bisect_left(starts, start)
            if i < len(starts):
                return self.sentence(starts[i]) if starts[i] < end else None
        return None

    # -- any unit

    def unit(self, name: str, pos: int) -> Span:
        """Return the unit of that name (one of `UNITS`) at `pos`: the next one where none holds it."""
        if not len(self.pieces):
            return 0, 0
        if name == "sentence":
            return self.sentence(pos)
        if name == "paragraph":
            block = self.body.blocks.at(pos)
            return self.body.blocks.starts[block], self.body.blocks.ends[block]
        if name == "section":
            return self._section(pos)
        first, last = self.sentence(pos)
        inside = min(max(pos, first), last - 1)
        return self._clause(first, last, inside) if name == "clause" else self._word(first, last, inside)

    def next_start(self, name: str, pos: int) -> int:
        """Return where the unit after the one at `pos` begins; the last one's start at the end."""
        here = self.unit(name, pos)
        if pos < here[0]:
            return here[0]
        after = self._skip_space(here[1])
        return self.unit(name, after)[0] if after < self._end() else here[0]

    def prev_start(self, name: str, pos: int) -> int:
        """Return where the unit before the one at `pos` begins; 0 at the start."""
        here = self.unit(name, pos)[0]
        before = here - 1
        while before > 0 and self.text[before].isspace():
            before -= 1
        return self.unit(name, before)[0] if before >= 0 else here

    def _end(self) -> int:
        return self.body.blocks.ends[-1] if len(self.body.blocks) else 0

    def _skip_space(self, pos: int) -> int:
        space = _space(self.text, pos)
        return space.end() if space else pos

    def _clause(self, start: int, end: int, pos: int) -> Span:
        cuts = [start]
        for m in _clause_ends.finditer(self.text, start, end):
            cut = grapheme_start(self.text, m.end())
            if cut < end and cut - cuts[-1] > 3:
                cuts.append(cut)
        i = bisect_right(cuts, pos) - 1
        return self._trim(cuts[i], cuts[i + 1] if i + 1 < len(cuts) else end)

    def _word(self, start: int, end: int, pos: int) -> Span:
        last: Span | None = None
        for span in self._words_between(start, end):
            if span[1] > pos:
                return self._whole(*span)
            last = span
        return self._whole(*(last or (pos, min(pos + 1, end))))

    def _words_between(self, start: int, end: int) -> Iterator[Span]:
        """Yield the words of `text[start:end]`; two that share a cluster are one."""
        first = last = start
        for m in _words_of(self.text, start, end).finditer(self.text, start, end):
            if m.start() > last or grapheme_start(self.text, last) == last:
                if last > first:
                    yield first, last
                first = m.start()
            last = m.end()
        if last > first:
            yield first, last

    def _whole(self, start: int, end: int) -> Span:
        """Widen a range so that it splits no cluster."""
        first = grapheme_start(self.text, start)
        last = grapheme_start(self.text, end) if end < len(self.text) else end
        return first, end if last == end else next_grapheme(self.text, last)

    def _section(self, pos: int) -> Span:
        blocks = self.body.blocks
        here = blocks.at(pos)
        first = here
        while first > 0 and blocks.kinds[first] != _HEADING:
            first -= 1
        level = blocks.levels[first] if blocks.kinds[first] == _HEADING else 255
        last = first + 1
        while last < len(blocks) and not (blocks.kinds[last] == _HEADING and blocks.levels[last] <= level):
            last += 1
        return blocks.starts[first], blocks.ends[last - 1]

    # -- motions by paragraph and heading

    def next_heading(self, pos: int) -> int:
        """Return where the next heading begins, or the last block when there is none."""
        kinds = self.body.blocks.kinds
        i = kinds.find(_HEADING, self.body.blocks.at(pos) + 1)
        return self.body.blocks.starts[i] if len(kinds) else 0

    def prev_heading(self, pos: int) -> int:
        """Return where the heading before `pos` begins, or the first block when there is none."""
        blocks = self.body.blocks
        here = blocks.at(pos) + (len(blocks) > 0 and pos > blocks.starts[blocks.at(pos)])
        i = blocks.kinds.rfind(_HEADING, 0, here)
        return blocks.starts[max(0, i)] if len(blocks) else 0


def sentence_starts(text: str, language: str = "en") -> list[int]:
    """Return where the sentences of a paragraph begin, the first at 0.

    sentencex stops with a panic on some white space after a lone initial: such space is mapped first, one
    code point to one, and a plain rule serves where it still fails.
    """
    import sentencex

    mapped = text if text.isprintable() else _LONE_SPACE.sub(" ", text)
    try:
        bounds = list(accumulate(map(len, sentencex.segment(language, mapped))))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a Rust panic is no Exception
        bounds = [m.end() for m in _plain_ends.finditer(mapped)]
    starts = {0}
    lead, plain = len(text) - len(text.lstrip()), is_plain(text)
    for bound in bounds:
        space = _space(text, bound) if text[bound : bound + 1].isspace() else None
        at = space.end() if space else bound
        if not plain:
            at = grapheme_start(text, at)
        if lead < at < len(text) and not _goes_on(text, at, language):
            starts.add(at)
    return sorted(starts)


def _goes_on(text: str, at: int, language: str) -> bool:
    """Tell whether the sentence goes on at a bound that sentencex found."""
    before, first = text[max(0, at - 12) : at], text[at]
    if before[-1:] in "」』":
        return bool(_quotative(text, at))
    if (first == "-" and before[-1:] == ".") or (first in "#([" and _time_at_end(text, at)):
        return True  # J.-C., #00:01:20-3#
    if before[-3:-2].isdecimal() and _ordinal_end(before):
        if _german_month(text, at) or (language == "de" and _shared_month(text, at)):
            return True
    known = _ABBREVIATIONS.get(language)
    if known and known.search(before):
        return True
    if first.isupper():  # as nearly always
        return False
    letter = _lower(text[at : at + 4])
    if letter is None or not letter[1].islower():
        return False
    return letter.start(1) > 0 or bool(_initials_end(before))


def _words_of(text: str, start: int, end: int) -> re.Pattern[str]:
    """Return the pattern of words in `text[start:end]`: to `re`, vowel signs and accents are no letters."""
    if is_plain(text, start, end):
        return _words("")
    from unicodedata import category

    return _words(_BINDERS + "".join(sorted(c for c in set(text[start:end]) if category(c)[0] == "M")))


@lru_cache(64)
def _words(marks: str) -> re.Pattern[str]:
    """Compile words: letters, digits and what binds them; one of Han and kana apart; a run of signs."""
    letters = rf"(?:[^\W{_CJK}]|[{marks}])+" if marks else rf"[^\W{_CJK}]+"
    single = f"[{_CJK}][{marks}]*" if marks else f"[{_CJK}]"
    return re.compile(rf"{single}|{letters}(?:[’'\-.·]{letters})*|[^\w\s{marks}][^\w\s]*")


def next_character(text: str, pos: int) -> int:
    """Return the next caret stop, over line feeds between blocks."""
    at = next_grapheme(text, pos)
    while at < len(text) and text[at] == "\n":
        at += 1
    return at if at < len(text) else pos


def prev_character(text: str, pos: int) -> int:
    """Return the caret stop before `pos`, over line feeds between blocks."""
    at = prev_grapheme(text, pos)
    while at > 0 and text[at] == "\n":
        at -= 1
    return grapheme_start(text, at) if text[at : at + 1] != "\n" else pos
