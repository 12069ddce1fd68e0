"""Makes the libraries that are opened: one text each, with as many highlights as are asked for."""

import os
import random
from dataclasses import dataclass
from pathlib import Path

from bench.pane import texts
from reader.library import Library
from reader.library.disk import codec
from reader.library.disk.ids import show_id
from reader.library.disk.records import highlight_document
from reader.model import Article, Body, Highlight, Imported, Metadata

MANY = 50_000
_STAMP = "20260101T000000000Z0000-bench"
_WHO = "kim"


@dataclass(frozen=True)
class Opened:
    """A text that is measured, and the library that holds it."""

    name: str
    root: Path
    text: str
    wide: bool = False

    @property
    def title(self) -> str:
        """Words that stand on the screen when it is open."""
        return f"Text {self.root.name}"


def make(folder: Path) -> list[Opened]:
    """Write the libraries; the smallest text comes first, the one with many highlights last."""
    big = texts.plain(10_000_000)
    rows = [
        ("5 kB", "small", big[:5000], False),
        ("1 MB", "middle", big[:1_000_000], False),
        ("10 MB", "big", big, False),
        ("10 MB typographic", "signs", texts.typographic(10_000_000), True),
        ("5 MB in one paragraph", "one", texts.one_paragraph(5_000_000), False),
        ("10 MB Japanese", "kana", texts.japanese(10_000_000), True),
        (f"10 MB, {MANY:,} highlights", "many", big, False),
    ]
    made = []
    for name, short, text, wide in rows:
        root = folder / short
        library = Library(root, annotator=_WHO)
        with library:
            body = Body.plain(text)
            article = library.add(Imported(f"/{short}.txt", Metadata(f"Text {short}"), body)).article
        if "highlights" in name:
            mark(root, article, text, MANY)
        made.append(Opened(name, root, text, wide))
    return made


def mark(root: Path, article: Article, text: str, count: int) -> None:
    """Write highlights all through a text into the article's file, at once."""
    chance = random.Random(count)
    path = root / "articles" / show_id(article.id)[-2:] / f"{show_id(article.id)}.json"
    docs = codec.parse(path.read_bytes()).docs
    for number in range(count):
        start = len(text) * number // count
        end = min(len(text), start + chance.randrange(10, 250))
        made = Highlight(
            0,
            article.id,
            start,
            end,
            text[start:end],
            prefix=text[max(0, start - 32) : start],
            suffix=text[end : end + 32],
            tags=(chance.choice(("claim", "evidence", "source")),),
            annotator=_WHO,
        )
        docs[str(article.id + number + 1)] = {**highlight_document(made), "t": {"*": _STAMP}}
    whole = path.with_suffix(".new")
    whole.write_bytes(codec.dump(docs))
    os.replace(whole, path)
