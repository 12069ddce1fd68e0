"""What is looked for: words, phrases, beginnings of words; how the index is asked for them, where they stand.

Case and accents make no difference. Where a script has no spaces between words, every character is a word, so
that any part of a run is found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from unicodedata import normalize

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
    """Each character in lower case without its accent, one for one."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = normalize("NFD", chr(code).lower())[:1]
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Return a text of the same length without case and accents."""
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def spaced(text: str) -> str:
    """Return a text as the index reads it: a space around each character that is a word by itself."""
    return text if text.isascii() else _unspaced.sub(r" \1 ", text)


@dataclass(frozen=True, slots=True)
class Term:
    """Parts that follow one another; of the last only the beginning is given where `prefix` is set."""

    parts: tuple[str, ...]
    prefix: bool = False

    def asked(self) -> str:
        """Write the term for the index: quoted, so that nothing in it has a meaning of its own."""
        return f'"{" ".join(self.parts)}"' + "*" * self.prefix

    def pattern(self) -> str:
        """Write the term as a regular expression for a folded text."""
        pattern = re.escape(self.parts[0])
        for before, part in zip(self.parts, self.parts[1:], strict=False):
            close = _unspaced.match(before) or _unspaced.match(part)
            pattern += (r"[\W_]*" if close else r"[\W_]+") + re.escape(part)
        start = "" if _unspaced.match(self.parts[0]) else rf"(?:(?<![^\W_])|(?<=[{_UNSPACED}]))"
        end = "" if self.prefix or _unspaced.match(self.parts[-1]) else rf"(?:(?![^\W_])|(?=[{_UNSPACED}]))"
        return start + pattern + end


def read_terms(text: str) -> tuple[Term, ...]:
    """Read words, `"phrases"` and `begin*`; what holds no letter or digit is left out."""
    terms = []
    for match in _written.finditer(text):
        written = match["word"] or match["phrase"] or ""
        parts = tuple(_parts.findall(fold(normalize("NFC", written))))
        if parts:
            terms.append(Term(parts, prefix=match["word"] is not None and written.endswith("*")))
    return tuple(dict.fromkeys(terms))


def read_phrase(text: str) -> tuple[Term, ...]:
    """Read a text as one phrase whose last word need not be whole; nothing when it has no letter or digit."""
    parts = tuple(_parts.findall(fold(normalize("NFC", text))))
    return (Term(parts, prefix=True),) if parts else ()


def asked(terms: tuple[Term, ...]) -> str:
    """Write terms for the index: all of them are wanted."""
    return " AND ".join(term.asked() for term in terms)


def place(text: str, terms: tuple[Term, ...]) -> int | None:
    """Return the offset where most of the terms stand close together; `None` when one stands nowhere."""
    folded = fold(text)
    places: list[tuple[int, int]] = []
    for number, term in enumerate(terms):
        found = re.finditer(term.pattern(), folded)
        own = [(match.start(), number) for match, _ in zip(found, range(_MOST_PLACES), strict=False)]
        if not own:
            return None
        places += own
    places.sort()
    if len(terms) < 2:
        return places[0][0] if places else None

    def together(at: int) -> int:
        return len({number for _, number in places[at : bisect_left(places, (places[at][0] + _NEAR, 0))]})

    best = max(range(len(places)), key=lambda at: (together(at), -at))
    return places[best][0]


def snippet(text: str, start: int) -> str:
    """Return one line of the text around an offset, cut between words where it can be."""
    low, high = max(0, start - _BEFORE), min(len(text), start + _AFTER)
    if low and (space := re.search(r"\s", text[low:start])):
        low += space.end()
    if high < len(text) and (cut := re.search(r"\s+\S*$", text[start:high])):
        high = start + cut.start() if cut.start() else high
    line = " ".join(text[low:high].split())
    return "…" * (low > 0) + line + "…" * (high < len(text))
