"""What a citation says of an article: people's names in two parts, a date in three, a key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from reader.text.ids import show_id

if TYPE_CHECKING:
    from reader.model import Article

_PARTICLES = frozenset("van von der den de du da di la le ter ten zu zum zur".split())
_date = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?").match
_word = re.compile(r"[a-z]{4,}")


def name_parts(name: str) -> tuple[str, str]:
    """Return family and given name; one word, or an organisation's three and more, is all family."""
    if "," in name:
        family, _, given = name.partition(",")
        return family.strip(), given.strip()
    words = name.split()
    if len(words) < 2 or not all(word[0].isupper() or word in _PARTICLES for word in words):
        return name, ""
    first = next((i for i, word in enumerate(words) if i and word in _PARTICLES), len(words) - 1)
    return " ".join(words[first:]), " ".join(words[:first])


def date_parts(published: str) -> list[int]:
    """Return year, month and day, as many as are known."""
    found = _date(published)
    return [int(part) for part in found.groups() if part] if found else []


def cite_key(article: Article) -> str:
    """Return a key of ASCII letters and digits: family name, year, first long word, end of the id."""
    family = name_parts(article.authors[0])[0] if article.authors else article.site
    year = date_parts(article.published)[:1]
    word = _word.search(_ascii(article.title))
    parts = (_ascii(family).replace(" ", "")[:20], *map(str, year), word[0] if word else "")
    return "".join((*(re.sub("[^a-z0-9]", "", part) for part in parts), "-", show_id(article.id)[-6:]))


def _ascii(text: str) -> str:
    decomposed = normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not combining(letter))
