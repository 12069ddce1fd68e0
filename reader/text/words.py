"""Words of a text: counted, for reading times, and quoted, for lines that tell of a passage."""

from __future__ import annotations

import re

#: Scripts written without spaces: Thai, Lao, Myanmar, Khmer, kana, Han. It takes a millisecond to compile,
#: which `re` does, once, with the first text that is not ASCII.
_UNSPACED = (
    "[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]+"
)
_spaced = re.compile(r"\w+(?:['’]\w+)*")
#: What a text may begin with that needs no quotation mark before it.
_QUOTES = tuple('“”„«»"「『《')
_PIECE = 1 << 20  # code points counted at a time


def count_words(text: str) -> int:
    """Count the runs of word characters; where words are not parted by spaces, two characters are one."""
    return sum(_count(text[i : i + _PIECE]) for i in range(0, len(text), _PIECE))


def has_unspaced(text: str) -> bool:
    """Tell whether a text holds letters of a script that is written without spaces."""
    return not text.isascii() and re.search(_UNSPACED, text) is not None


def _count(text: str) -> int:
    characters = 0
    if not text.isascii():
        characters = sum(map(len, re.findall(_UNSPACED, text)))
        text = re.sub(_UNSPACED, " ", text) if characters else text
    return len(_spaced.findall(text)) + (characters + 1) // 2


def first_words(text: str, most: int) -> str:
    """Return the first words of a text on one line, at most `most` code points; an ellipsis for the rest."""
    line = " ".join(text[: 4 * most].split())
    if len(line) <= most:
        return line
    begun = line[: most - 1].rsplit(" ", 1)[0] if " " in line[: most - 1] else line[: most - 1]
    return begun.rstrip(" ,;:–—-") + "…"


def both_ends(text: str, most: int) -> str:
    """Return a text on one line, at most `most` code points: its first words and, as a page, its last two."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    last = " ".join(line.rsplit(" ", 2)[1:])
    if not 0 < len(last) <= most // 3:
        return first_words(line, most)
    return f"{first_words(line, most - len(last) - 1)} {last}"


def plural_of(noun: str) -> str:
    """Put a noun into the plural: the thing, not what is told of it behind “of”, “that”, “without”."""
    thing, *told = re.split(r"(?= (?:of|outside|that|without) )", noun, maxsplit=1)
    many = re.sub("(?<![aeiou])y$", "ie", thing) + "s"
    return "".join((many, *told))


def quoted(text: str) -> str:
    """Return a text between quotation marks; one that begins with a mark of its own as it is."""
    return text if text.startswith(_QUOTES) else f"“{text}”"
