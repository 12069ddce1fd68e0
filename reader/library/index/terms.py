"""What is looked for: words, phrases, beginnings of words; how the index is asked for them, where they stand.

Accents make no difference, nor does case, but in a word given with a capital. Where a script has no spaces
between words, every character is a word, so that any part of a run is found.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING
from unicodedata import normalize

from reader.text.query_nodes import And, Or, Phrase, Word

if TYPE_CHECKING:
    from reader.text.query_nodes import Query

#: Thai, Lao, Burmese, Hangul Jamo, Khmer, kana, ideographs, Hangul: written without spaces, or with endings.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_unspaced = re.compile(f"([{_UNSPACED}])")
_written = re.compile(r'"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+)')
_parts = re.compile(f"[{_UNSPACED}]|[^\\W_{_UNSPACED}]+")
_NEAR = 160  # code points within which words stand together
_BEFORE, _AFTER = 40, 110  # what a snippet shows around its place
_MOST_PLACES = 500


class _Folding(dict[int, str]):
    """Each character without its accent, one for one, in lower case or not."""

    def __init__(self, *, lower: bool) -> None:
        super().__init__()
        self._lower = lower

    def __missing__(self, code: int) -> str:
        char = chr(code).lower() if self._lower else chr(code)
        self[code] = folded = normalize("NFD", char)[:1]
        return folded


_FOLDING, _BARING = _Folding(lower=True), _Folding(lower=False)


def fold(text: str) -> str:
    """Return a text of the same length without case and accents."""
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def bare(text: str) -> str:
    """Return a text of the same length without accents."""
    return text if text.isascii() else text.translate(_BARING)


def spaced(text: str) -> str:
    """Return a text as the index reads it: a space around each character that is a word by itself."""
    return text if text.isascii() else _unspaced.sub(r" \1 ", text)


@dataclass(frozen=True, slots=True)
class Term:
    """Parts that follow one another; of the last only the beginning is given where `prefix` is set.

    With `cased` they stand in just these letters.
    """

    parts: tuple[str, ...]
    prefix: bool = False
    cased: bool = False

    def asked(self) -> str:
        """Write the term for the index: quoted, so that nothing in it has a meaning of its own."""
        return f'"{" ".join(self.parts)}"' + "*" * self.prefix

    @lru_cache(maxsize=64)  # noqa: B019 - terms are values, and few
    def pattern(self, *, ascii_only: bool) -> str:
        """Write the term as a regular expression for a folded text; one for ASCII is read much faster."""
        letter = r"[^\W_]" if ascii_only else rf"[^\W_{_UNSPACED}]"
        first = re.escape(self.parts[0])
        # what stands before is looked at last: a pattern that begins with letters is found many times faster
        pattern = first if _unspaced.match(self.parts[0]) else f"{first}(?<!{letter}{first})"
        for before, part in zip(self.parts, self.parts[1:], strict=False):
            close = _unspaced.match(before) or _unspaced.match(part)
            pattern += (r"[\W_]*" if close else r"[\W_]+") + re.escape(part)
        return pattern + ("" if self.prefix or _unspaced.match(self.parts[-1]) else f"(?!{letter})")


def read_terms(text: str) -> tuple[Term, ...]:
    """Read words, `"phrases"` and `begin*`; what holds no letter or digit is left out."""
    terms = []
    for match in _written.finditer(text):
        written = match["word"] or match["phrase"] or ""
        letters = bare(normalize("NFC", written))
        cased = letters != fold(letters)
        parts = tuple(_parts.findall(letters))
        if parts:
            terms.append(Term(parts, match["word"] is not None and written.endswith("*"), cased))
    return tuple(dict.fromkeys(terms))


def read_phrase(text: str) -> tuple[Term, ...]:
    """Read a text as one phrase whose last word need not be whole; nothing when it has no letter or digit."""
    parts = tuple(_parts.findall(fold(normalize("NFC", text))))
    return (Term(parts, prefix=True),) if parts else ()


def asked(terms: tuple[Term, ...]) -> str:
    """Write terms for the index: all of them are wanted."""
    return " AND ".join(term.asked() for term in terms)


def stands(text: str, term: Term) -> bool:
    """Tell whether a term stands in a text."""
    pattern = term.pattern(ascii_only=text.isascii())
    return re.search(pattern, bare(text) if term.cased else fold(text)) is not None


def place(text: str, terms: tuple[Term, ...]) -> tuple[int | None, set[Term]]:
    """Return the offset where most of the terms stand close together, and the terms that stand nowhere."""
    folded = fold(text)
    places: list[tuple[int, int]] = []
    missing = set()
    most = _MOST_PLACES if len(terms) > 1 else 1
    for number, term in enumerate(terms):
        pattern = term.pattern(ascii_only=text.isascii())
        found = re.finditer(pattern, bare(text) if term.cased else folded)
        own = [(match.start(), number) for match in islice(found, most)]
        if not own:
            missing.add(term)
        places += own
    return _closest(sorted(places)) if places else None, missing


def _closest(places: list[tuple[int, int]]) -> int:
    """Return the first place from which most of the numbered terms are near."""
    near: Counter[int] = Counter()  # how often each term stands near the place that is looked at
    best, most, end = places[0][0], 0, 0
    for start, number in places:
        while end < len(places) and places[end][0] < start + _NEAR:
            near[places[end][1]] += 1
            end += 1
        if len(near) > most:
            best, most = start, len(near)
        near[number] -= 1
        if not near[number]:
            del near[number]
    return best


def snippet(text: str, start: int) -> str:
    """Return one line of the text around an offset, cut between words where it can be."""
    low, high = max(0, start - _BEFORE), min(len(text), start + _AFTER)
    if low and (space := re.search(r"\s", text[low:start])):
        low += space.end()
    if high < len(text) and (cut := re.search(r"\s+\S*$", text[start:high])):
        high = start + cut.start() if cut.start() else high
    line = " ".join(text[low:high].split())
    return "…" * (low > 0) + line + "…" * (high < len(text))


def ranking(query: Query | None) -> str:
    """Write the words of a query for the index, as far as they tell how well an article fits; or nothing."""
    match query:
        case Word(text) | Phrase(text):
            return asked(read_phrase(text))
        case And(parts):
            each = list(filter(None, map(ranking, parts)))
            return f"({' AND '.join(each)})" if each else ""
        case Or(parts):
            each = [ranking(part) for part in parts]
            return f"({' OR '.join(each)})" if all(each) else ""
    return ""
