"""Makes a library of any size, the same for the same number of articles, quickly and without syncs."""

import os
import random
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from reader.library import Library
from reader.library.disk import codec
from reader.library.disk.ids import show_id
from reader.library.disk.merge import Document, Documents
from reader.library.disk.records import HEAD, article_document, highlight_document
from reader.model import Article, Body, Highlight, Imported, Metadata

HIGHLIGHTS = 10  # of an article
CROWDED = 500  # highlights of the first article
TAGS = tuple(f"theme/{number}" for number in range(60))
_COMMON = (
    "the a of and to in was he that it his her with as had for she not at but be on they have him which said "
    "from all this by were so one there or been their who if no out would when up them then what could into"
).split()
_SYLLABLES = "ba cor del fen gar hil jo kal lum mer nor pis ran sol tur vel wic".split()
_RARE = 20_000  # words besides the common ones; each is as frequent as its rank is low (Zipf's law)
_SENTENCES = 20_000
_BEGAN = 1_577_836_800_000
_FIRST = 1_767_225_600_000  # 2026-01-01, in milliseconds
_STAMP = "20260101T000000000Z0000-bench"


class Prose:
    """Gives texts of sentences that are made up beforehand, for that is what takes time."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        count = len(_SYLLABLES)
        self.words = [*_COMMON, *(_word(number, count) for number in range(count, _RARE + count))]
        weights = list(accumulate(1 / (rank + 5) for rank in range(len(self.words))))
        self._sentences = [
            " ".join(self.chance.choices(self.words, cum_weights=weights, k=12)).capitalize() + "."
            for _ in range(_SENTENCES)
        ]

    def text(self, words: int) -> str:
        """Give sentences of 12 words in paragraphs, `words` in all or a few more."""
        sentences = self.chance.choices(self._sentences, k=-(-words // 12))
        return "\n\n".join(" ".join(sentences[start : start + 5]) for start in range(0, len(sentences), 5))

    def title(self) -> str:
        """Give some words."""
        return " ".join(self.chance.choice(self._sentences).split()[:4])


def _word(number: int, count: int) -> str:
    word = ""
    while number:
        number, syllable = divmod(number, count)
        word += _SYLLABLES[syllable]
    return word


def texts(count: int, words: int) -> Iterator[Imported]:
    """Give `count` texts to import."""
    prose = Prose(count)
    for number in range(count):
        text = f"Text {number}\n\n{prose.text(words)}"
        origin = f"/texts/{number}.txt"
        yield Imported(origin, Metadata(f"Text {number}"), Body.plain(text), raw=text.encode())


def files(folder: Path, count: int, words: int) -> None:
    """Write `count` Markdown files to import."""
    folder.mkdir()
    prose = Prose(count + 1)
    for number in range(count):
        text = prose.text(words).replace(". ", ". *Not* so: ", 1)
        (folder / f"{number}.md").write_text(f"# Text {number}\n\n{text}\n\n- one\n- two\n", "utf-8")


def make(root: Path, count: int, words: int = 120) -> list[int]:
    """Write a library of `count` articles; return their ids, the crowded one first."""
    with Library(root):
        pass  # makes the folders and library.json
    prose, ids = Prose(count), []
    for number in range(count):
        article = (_FIRST + 1000 * number - _BEGAN) << 22 | prose.chance.getrandbits(22)
        _write(root, article, number, prose, prose.text(words))
        ids.append(article)
    return ids


def _write(root: Path, article: int, number: int, prose: Prose, text: str) -> None:
    body, chance = Body.plain(text), prose.chance
    head = Article(
        article,
        f"{prose.title()} {number}",
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
