"""What the index keeps of an article: columns to sort and narrow by, its tags, the ids of its highlights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library.disk.merge import alive
from reader.library.disk.records import HEAD, article_of
from reader.library.index.columns import DAMAGED, LIVE, TRASHED
from reader.library.index.tally import sum_of
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from reader.library.disk.files import Signature
    from reader.library.disk.store import Shard
    from reader.library.index.tally import Sum, Tally
    from reader.model import Article

_WAITING = ("changed", "ambiguous")  # anchors for a person to look at


class Use(NamedTuple):
    """How an article uses a tag: on how many of its highlights, and the stamp of the last time on one."""

    name: str
    highlights: int
    used: str


class Pair(NamedTuple):
    """On how many highlights of an article two tags stand together; the first is the lesser name."""

    name: str
    other: str
    highlights: int


class Tie(NamedTuple):
    """A link of a highlight of an article, by the ids of both its ends."""

    target: int
    source: int


class Entry(NamedTuple):
    """All that is kept of an article; `texts` are what words of a query may be part of, and the address."""

    number: int
    state: Signature
    columns: tuple[object, ...]
    added: str
    highlights: list[int]
    tags: list[Use]
    pairs: list[Pair]
    ties: list[Tie]
    row: bytes
    texts: tuple[str, str]


def entry_of(number: int, shard: Shard | None, state: Signature, tally: Tally | None = None) -> Entry:
    """Read an article's documents for the index; a shard that is `None` is damaged.

    `tally` has counted them as they were before, so that only the changed ones are looked at.
    """
    import orjson

    every = shard.docs if shard else {}
    found = tally.sum_of(every) if tally else sum_of(every)
    head = every.get(HEAD)
    standing = DAMAGED if head is None else LIVE if alive(head) else TRASHED
    article = article_of(number, head or {}, len(found.marks))
    shown: list[int] = []
    tags: list[Use] = []
    pairs: list[Pair] = []
    ties: list[Tie] = []
    if standing == LIVE:
        shown = found.marks
        tags = _uses(article, found)
        pairs = [Pair(*pair, count) for pair, count in found.pairs.items()]
        ties = sorted(Tie(*tie) for tie in found.ties)
    uses = [[use.name, use.highlights, use.used] for use in tags]
    owned = orjson.dumps(
        [article.added, shown, uses, [list(pair) for pair in pairs], [list(tie) for tie in ties]]
    )
    columns = (
        number,
        standing,
        sort_key(article.title),
        sort_key(article.site),
        article.language.casefold(),
        article.added,
        article.read,
        article.progress,
        round(article.progress, 2),
        article.words,
        article.highlights,
        bool(article.note) or found.noted,
        "orphan" in found.anchors,
        not found.anchors.isdisjoint(_WAITING) or found.waits,
        article.status,
        article.digest,
        article.origin,
        found.deleted,
        *state,
        owned,
    )
    texts = "\n".join(filter(None, map(searched, named_texts(article)))), searched(article.url)
    row = orjson.dumps(article._asdict())
    return Entry(number, state, columns, article.added, shown, tags, pairs, ties, row, texts)


def named_texts(article: Article) -> tuple[str, ...]:
    """Return the texts about an article that a word of a query may be any part of."""
    return (
        article.title,
        article.kicker,
        article.standfirst,
        article.site,
        article.note,
        *article.authors,
        *article.tags,
    )


def searched(text: str) -> str:
    """Return a text as parts of it are looked for: without case, with single spaces."""
    return " ".join(text.casefold().split())


def sort_key(text: str) -> str:
    """Return what a title is sorted by: letters without their case and accents."""
    if text.isascii():
        return text.casefold()
    from unicodedata import combining, normalize

    return "".join(letter for letter in normalize("NFKD", text.casefold()) if not combining(letter))


def _uses(article: Article, found: Sum) -> list[Use]:
    """Return the tags of the article and of its highlights; what an article came with is no sign of use."""
    alone = [Use(tag, 0, "") for tag in dict.fromkeys(article.tags) if tag not in found.uses]
    return [*alone, *(Use(tag, *use) for tag, use in found.uses.items())]
