"""The structure of plain text as scrapers leave it: kicker, headline, standfirst, body, source line.

The shape met most often repeats the headline: `Kicker: Headline`, the kicker alone, the headline alone (often
a little reworded), a standfirst, paragraphs a line each, a stray full stop, `source site`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.text.boilerplate import is_boilerplate
from reader.text.paragraphs import Piece, pieces_of

_LONGEST_TITLE = 150  # characters
_SPAN = 6  # lines at the head that may belong to the headline

_source = re.compile(
    r"(?:source|quelle|fuente|fonte|źródło)(\s*[:\-]\s*|\s+)(\S.{0,60})", re.IGNORECASE
).fullmatch
_stray = re.compile(r"\.{1,2}|…|·|-").fullmatch
_word = re.compile(r"\w+").findall
_sentence_end = re.compile(r"[.!?…。！？][\"'”’»)\]]*$").search
_dateline = re.compile(r"[A-ZÀ-ÞЀ-Я][A-ZÀ-ÞЀ-Я ,.'’-]{2,40}(?:\([^)]{2,30}\))?\s*[—–-]\s").match
_byline = re.compile(r"(?:by|von|par|por|di)\s+(\S+(?: \S+){0,5})", re.IGNORECASE).fullmatch
_opens_list_or_talk = re.compile(r"[-*•–—]\s|\d{1,3}[.)]\s|[QA]:|[\"“„«»‚'‘]").match


@dataclass(frozen=True, slots=True)
class Scraped:
    """A plain text taken apart; `pieces` begin with the kicker, title and standfirst that were found."""

    title: str
    kicker: str
    standfirst: str
    authors: tuple[str, ...]
    site: str
    pieces: tuple[Piece, ...]
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Head:
    """What the first lines say; `rest` is the index of the first line after them."""

    title: str = ""
    kicker: str = ""
    repeated: tuple[str, ...] = ()
    rest: int = 0


def scrape(text: str) -> Scraped:
    """Take a normalised text apart (interoperability notes, 2). Every line is in a piece or in `dropped`."""
    lines = text.split("\n")
    lines, site, tail = _cut_tail(lines)
    head = _read_head(lines)
    rest, dropped = _without_boilerplate(lines[head.rest :])
    authors, rest, byline = _cut_byline(rest) if head.title else ((), rest, ())
    standfirst = ""
    if head.repeated:
        standfirst, rest = _cut_standfirst(rest)
        if standfirst and not authors:
            authors, rest, byline = _cut_byline(rest)
    front = (("kicker", head.kicker), ("title", head.title), ("standfirst", standfirst))
    pieces = [Piece(kind, line) for kind, line in front if line] + pieces_of(rest)
    return Scraped(
        title=head.title,
        kicker=head.kicker,
        standfirst=standfirst,
        authors=authors,
        site=site,
        pieces=tuple(pieces),
        dropped=(*head.repeated, *byline, *dropped, *tail),
    )


def _cut_tail(lines: list[str]) -> tuple[list[str], str, list[str]]:
    """Cut the source line and stray marks off the end: the lines left, the site, what was cut."""
    end, site, tail = len(lines), "", []
    while end > 1:
        line = lines[end - 1]
        found = _source(line)
        if found and not site and _names_a_site(found.group(1), found.group(2)):
            site = found.group(2).strip(" .")
        elif line and not _stray(line):
            break
        if line:
            tail.append(line)
        end -= 1
    return lines[:end], site, tail[::-1]


def _names_a_site(separator: str, name: str) -> bool:
    return bool(separator.strip()) or (len(name.split()) <= 3 and not _sentence_end(name))


def _key(text: str) -> str:
    return "".join(_word(text.casefold()))


def _read_head(lines: list[str]) -> _Head:
    """Find kicker and title in the first lines."""
    places = [i for i in range(len(lines)) if lines[i]][:_SPAN]
    if not places or len(lines[places[0]]) > 2 * _LONGEST_TITLE:
        return _Head()
    first = lines[places[0]]
    second, third = ([lines[i] for i in places[1:3]] + ["", ""])[:2]
    before, colon, after = first.partition(": ")
    if second and third and _key(first) == _key(second) + _key(third):
        return _Head(third, second, (first,), places[2] + 1)
    if colon and third and _key(before) == _key(second) and _is_reworded(after, third):
        return _Head(third, second, (first,), places[2] + 1)
    if colon and second and _is_reworded(after, second):
        return _Head(second, before, (after,), places[1] + 1)  # the kicker stands nowhere else
    if second and _key(first) and _key(first) == _key(second):
        return _Head(first, "", (second,), places[1] + 1)
    if _is_title(lines, places):
        return _Head(first, "", (), places[0] + 1)
    return _Head()


def _is_reworded(headline: str, other: str) -> bool:
    """Tell whether two headlines are the same but for a word or two."""
    one, two = _word(headline.casefold()), _word(other.casefold())
    if not one or not two or len(other) > _LONGEST_TITLE * 2:
        return False
    if "".join(one) == "".join(two):
        return True
    common = sum(min(one.count(word), two.count(word)) for word in set(one))
    longer = max(len(one), len(two))
    return longer >= 3 and common >= max(longer - 3, (longer + 1) // 2)


def _is_title(lines: list[str], places: list[int]) -> bool:
    at = places[0]
    first = lines[at]
    if len(first) > _LONGEST_TITLE or len(places) < 2 or _opens_list_or_talk(first) or is_boilerplate(first):
        return False
    following = lines[at + 1]
    ended = _sentence_end(first) is not None
    if not following:
        return not ended or (len(first) <= 80 and not first.endswith("."))
    return not ended and first[-1] not in ",;:" and len(following) >= max(120, 2 * len(first))


def _cut_byline(lines: list[str]) -> tuple[tuple[str, ...], list[str], tuple[str, ...]]:
    """Cut `By Name` from the top: the authors, the lines left, the line that was cut."""
    at = next((i for i, line in enumerate(lines) if line), 0)
    found = _byline(lines[at]) if lines else None
    if not found or (at + 1 < len(lines) and lines[at + 1]):
        return (), lines, ()
    names = re.split(r",\s*|\s+(?:and|und|et|y|e|&)\s+", found.group(1).strip(" ."))
    particles = {"de", "da", "di", "van", "von", "der", "den", "la", "le", "del", "bin", "al", "ten", "dos"}
    for name in names:
        words = name.split()
        if not words or any(not w[0].isupper() and w not in particles for w in words):
            return (), lines, ()
    return tuple(names), lines[at + 1 :], (lines[at],)


def _without_boilerplate(lines: list[str]) -> tuple[list[str], list[str]]:
    kept: list[str] = []
    dropped: list[str] = []
    for line in lines:
        (dropped if line == "." or is_boilerplate(line) else kept).append(line)
    return kept, dropped


def _cut_standfirst(lines: list[str]) -> tuple[str, list[str]]:
    """Take the first paragraph where it introduces three or more: 30 to 400 characters, no dateline."""
    at = next((i for i, line in enumerate(lines) if line), len(lines))
    following = sum(1 for line in lines[at + 1 :] if line)
    if at + 1 < len(lines) and lines[at + 1] and not _sentence_end(lines[at]):
        return "", lines  # the first line of a wrapped paragraph
    if following < 3 or not 30 <= len(lines[at]) <= 400 or _dateline(lines[at]):
        return "", lines
    return lines[at], lines[at + 1 :]
