"""What the index keeps of an article: columns to sort and narrow by, its tags, the ids of its highlights."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from reader.library.columns import DAMAGED, LIVE, TRASHED
from reader.library.merge import DEFAULT, last_stamp, members_of, stamps_of
from reader.library.records import HEAD, anchor_of, article_of, is_highlight, links_in, text_of, was_of

if TYPE_CHECKING:
    from reader.library.files import Signature
    from reader.library.merge import Document, Documents
    from reader.library.store import Shard
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


def entry_of(number: int, shard: Shard | None, state: Signature) -> Entry:
    """Read an article's documents for the index; a shard that is `None` is damaged."""
    import orjson

    every = shard.docs if shard else {}
    live = shard.live if shard else {}
    standing = LIVE if HEAD in live else TRASHED if HEAD in every else DAMAGED
    found = {key: document for key, document in live.items() if is_highlight(key, document)}
    marks = list(found.values())
    article = article_of(number, every.get(HEAD, {}), len(marks))
    shown: list[int] = []
    tags: list[Use] = []
    pairs: list[Pair] = []
    ties: list[Tie] = []
    if standing == LIVE:
        shown = list(map(int, found))
        tags, pairs = _uses(article, marks)
        ties = _ties(live)
    anchors = set(map(anchor_of, marks))
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
        bool(article.note) or any(map(_has_note, marks)),
        "orphan" in anchors,
        not anchors.isdisjoint(_WAITING) or any("was" in mark and _waits(mark) for mark in marks),
        article.status,
        article.digest,
        article.origin,
        len(live) < len(every),
        *state,
        owned,
    )
    texts = "\n".join(filter(None, map(searched, named_texts(article)))), searched(article.url)
    row = orjson.dumps(article._asdict())
    return Entry(number, state, columns, article.added, shown, tags, pairs, ties, row, texts)


def _ties(live: Documents) -> list[Tie]:
    linked = ((key, document) for key, document in live.items() if "links" in document)
    return sorted(
        {Tie(link.to, int(key)) for key, document in linked if key != HEAD for link in links_in(document)}
    )


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


def _waits(document: Document) -> bool:
    was = was_of(document)
    return was is not None and was.digest != ""


def _has_note(document: Document) -> bool:
    return "note" in document and bool(text_of(document, "note", lines=True))


@lru_cache(maxsize=4096)
def _clean_name(tag: str) -> str:
    """Clean the name of a tag; the same few stand on many highlights."""
    from reader.text.clean import clean_line, is_clean

    return tag if is_clean(tag) else clean_line(tag)


def _uses(article: Article, marks: list[Document]) -> tuple[list[Use], list[Pair]]:
    """Count the tags of the article and of its highlights; what an article came with is no sign of use."""
    counts: dict[str, int] = dict.fromkeys(article.tags, 0)
    last: dict[str, str] = dict.fromkeys(article.tags, "")
    pairs: dict[tuple[str, str], int] = {}
    for document in marks:
        if not (names := {*map(_clean_name, members_of(document, "tags"))}):
            continue
        names.discard("")
        stamps = stamps_of(document)
        for name in names:
            used = stamps.get("#" + name) or stamps.get(DEFAULT) or last_stamp(document)
            counts[name] = counts.get(name, 0) + 1
            if used >= last.get(name, ""):
                last[name] = used
        if len(names) > 1:  # of most there is one
            for pair in combinations(sorted(names), 2):
                pairs[pair] = pairs.get(pair, 0) + 1
    uses = [Use(name, count, last[name]) for name, count in counts.items()]
    return uses, [Pair(*pair, count) for pair, count in pairs.items()]
