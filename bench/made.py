"""Makes a library of any size, the same for the same number of articles, quickly and without syncs."""

import os
import random
from collections.abc import Iterator
from pathlib import Path

from reader.library import Library, codec
from reader.library.ids import show_id
from reader.library.merge import Document, Documents
from reader.library.records import HEAD, article_document, highlight_document
from reader.model import Article, Body, Highlight, Imported, Metadata

HIGHLIGHTS = 10  # of an article
CROWDED = 500  # highlights of the first article
TAGS = tuple(f"theme/{number}" for number in range(60))
_WORDS = (
    "the a of and to in was he that it his her with as had for she not at but be on they have him which said "
    "from all this by were so one there or been their who if no out would when up them then what could into "
    "now river bridge ferry night harbour letter window garden winter market captain silence lantern island"
).split()
_BEGAN = 1_577_836_800_000
_FIRST = 1_767_225_600_000  # 2026-01-01, in milliseconds
_STAMP = "20260101T000000000Z0000-bench"


def words(chance: random.Random, count: int) -> str:
    """Give sentences of `count` words in paragraphs."""
    parts: list[str] = []
    while count > 0:
        length = min(count, chance.randrange(6, 18))
        sentence = " ".join(chance.choices(_WORDS, k=length)).capitalize() + "."
        parts.append(sentence + ("\n\n" if chance.random() < 0.2 else " "))
        count -= length
    return "".join(parts).strip()


def texts(count: int, length: int) -> Iterator[Imported]:
    """Give `count` texts of `length` words to import."""
    chance = random.Random(count)
    for number in range(count):
        text = f"Text {number}\n\n{words(chance, length)}"
        yield Imported(
            f"/texts/{number}.txt", Metadata(f"Text {number}"), Body.plain(text), raw=text.encode()
        )


def make(root: Path, count: int, length: int = 120) -> list[int]:
    """Write a library of `count` articles of `length` words; return their ids, the crowded one first."""
    with Library(root):
        pass  # makes the folders and library.json
    chance, ids = random.Random(count), []
    for number in range(count):
        article = (_FIRST + 1000 * number - _BEGAN) << 22 | chance.getrandbits(22)
        _write(root, article, number, chance, words(chance, length))
        ids.append(article)
    return ids


def _write(root: Path, article: int, number: int, chance: random.Random, text: str) -> None:
    body = Body.plain(text)
    head = Article(
        article,
        f"{words(chance, 4)} {number}",
        added=f"2026-01-{1 + number % 28:02d}T00:00:00Z",
        site=f"site-{number % 40}",
        source="text",
        digest=body.digest,
        characters=len(text),
        words=len(text.split()),
    )
    docs: Documents = {HEAD: _stamped(article_document(head))}
    for _ in range(HIGHLIGHTS if number else CROWDED):
        start = chance.randrange(len(text) - 60)
        end = start + chance.randrange(20, 60)
        mark = Highlight(
            0,
            article,
            start,
            end,
            text[start:end],
            prefix=text[max(0, start - 32) : start],
            suffix=text[end : end + 32],
            tags=(chance.choice(TAGS),),
            note="a note" if chance.random() < 0.2 else "",
            annotator="kim",
        )
        docs[str(article + len(docs) + 1)] = _stamped(highlight_document(mark))
    name = show_id(article)
    _plain(root / "articles" / name[-2:] / f"{name}.json", codec.dump(docs))
    _plain(root / "texts" / body.digest[:2] / f"{body.digest}.txt", text.encode())


def _stamped(document: Document) -> Document:
    return {**document, "t": {"*": _STAMP}}


def _plain(path: Path, data: bytes) -> None:
    os.makedirs(path.parent, mode=0o700, exist_ok=True)
    path.write_bytes(data)
