"""References to an article as text, in three styles: plain, APA (7th edition), MLA (9th edition).

citeproc-py was tried in their place (0.11, with the styles of CSL): of a page without people it names the
title twice, of a newspaper's piece it prints “Edition.”, in MLA it shortens names; the styles are 89 MB.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.exports.citation import date_parts, name_parts
from reader.text.words import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.model import Article

_MONTHS = "January February March April May June July August September October November December".split()
_MOST_PEOPLE = 20  # named in APA before the last
_ends = re.compile(r"[.?!…][”’\"']?$").search


def plain(article: Article) -> str:
    """Name people, title, site and day, parted by commas."""
    parts = (" and ".join(article.authors), article.title, article.site, article.published[:10])
    return ", ".join(filter(None, parts))


def apa(article: Article) -> str:
    """Write a reference in the style of the American Psychological Association."""
    people = _and([_apa_name(name) for name in article.authors], "&", most=_MOST_PEOPLE)
    date = f"({_apa_date(date_parts(article.published))})"
    title = _stopped(article.title)
    site = article.site if article.site not in article.authors else ""
    if people:
        parts = [_stopped(people), f"{date}.", title]
    else:
        parts = [title, f"{date}."]
    return " ".join(filter(None, (*parts, _stopped(site), _address(article))))


def mla(article: Article) -> str:
    """Write a reference in the style of the Modern Language Association."""
    title = f"“{_stopped(article.title)}”" if article.title else ""
    year, month, day = (*date_parts(article.published), 0, 0, 0)[:3]
    date = " ".join(filter(None, (str(day or ""), _mla_month(month), str(year or ""))))
    where = ", ".join(filter(None, (article.site, date, _address(article))))
    people = _stopped(_mla_people(article.authors)) if article.authors else ""
    return " ".join(filter(None, (people, title, _stopped(where))))


#: A style's name, as the configuration has it, and what writes a reference so.
STYLES: dict[str, Callable[[Article], str]] = {"plain": plain, "apa": apa, "mla": mla}


def cited(quote: str, article: Article, style: str, place: str = "") -> str:
    """Return a quotation with its source, for the clipboard; `place` is where in it, as `p. 12`."""
    write = STYLES.get(style, plain)
    reference, quote = write(article), quoted(quote)
    if write is plain:
        source = ", ".join(filter(None, (reference, place)))
        return f"{quote} ({source})" if source else quote
    # a page stands without p. in the text in MLA
    where = f" ({place.removeprefix('pp. ').removeprefix('p. ') if write is mla else place})" if place else ""
    return f"{quote}{where}\n{reference}" if reference else f"{quote}{where}"


def _apa_name(name: str) -> str:
    family, given = name_parts(name)
    initials = [
        "-".join(f"{part[0].upper()}." for part in word.split("-") if part) for word in given.split() if word
    ]
    return ", ".join(filter(None, (family, " ".join(initials))))


def _apa_date(parts: Sequence[int]) -> str:
    if not parts:
        return "n.d."
    month = _month(parts[1]) if len(parts) > 1 else ""
    day = f" {parts[2]}" if len(parts) > 2 else ""
    return f"{parts[0]}, {month}{day}" if month else str(parts[0])


def _mla_people(names: Sequence[str]) -> str:
    first = ", ".join(filter(None, name_parts(names[0])))
    if len(names) > 2:
        return f"{first}, et al"
    return f"{first}, and {names[1]}" if len(names) == 2 else first


def _mla_month(number: int) -> str:
    name = _month(number)
    return name if len(name) < 5 else f"{name[: 4 if name == 'September' else 3]}."


def _month(number: int) -> str:
    return _MONTHS[number - 1] if 0 < number <= len(_MONTHS) else ""


def _and(names: Sequence[str], word: str, *, most: int) -> str:
    """Join names: with the word before the last, and of too many the first and the last."""
    if len(names) > most:
        return f"{', '.join(names[: most - 1])}, … {names[-1]}"
    *others, last = names or [""]
    return f"{', '.join(others)}, {word} {last}" if others else last


def _stopped(text: str) -> str:
    """End a text with a full stop, unless it ends like a sentence."""
    return text if not text or _ends(text) or text.endswith("/") else f"{text}."


def _address(article: Article) -> str:
    return article.url if article.url.lower().startswith(("http://", "https://")) else ""
