"""Names of files made of titles: they cannot leave their folder, and every file system takes them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from reader.text.ids import short_id

if TYPE_CHECKING:
    from reader.model import Article

_MOST_WORDS = 8
_LONGEST = 60  # characters: at most 240 bytes, which leaves room for a suffix
_WINDOWS = frozenset("con prn aux nul".split())


def stem(title: str) -> str:
    """Return a title's first words in small letters, joined by hyphens; letters and digits only."""
    words = "".join(letter if letter.isalnum() else " " for letter in title.lower()).split()
    name = "-".join(islice(words, _MOST_WORDS))[:_LONGEST].rstrip("-")
    return name if name and name not in _WINDOWS else "article"


def article_stem(article: Article) -> str:
    """Return the name of an article's own file: always the same, and no other article's."""
    return f"{stem(article.title)}-{short_id(article.id)}"
