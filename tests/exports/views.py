"""Articles to export: an everyday one, and one full of what must not be taken for markup."""

from __future__ import annotations

from dataclasses import replace

from reader.model import (
    STARTING_TAGS,
    Article,
    ArticleView,
    Block,
    Blocks,
    Body,
    Codebook,
    Highlight,
    Mark,
    Marks,
)
from reader.text.ids import read_id

CODEBOOK = Codebook(STARTING_TAGS)


def number(text: str) -> int:
    """Read an id that is written out in a test."""
    found = read_id(text)
    assert found is not None
    return found


TITLE, FIRST, SECOND = (
    "The old wall",
    "Nobody had counted the gates. There were nine.",
    "Two of them are walled up.",
)
TEXT = "\n\n".join((TITLE, FIRST, SECOND))
BODY = Body(
    TEXT,
    Blocks(
        [
            Block("title", 0, len(TITLE)),
            Block("heading", 14, 14 + len(FIRST), 2),
            Block("paragraph", 62, 62 + len(SECOND)),
        ]
    ),
    Marks([Mark("emphasis", 14, 20), Mark("link", 62, 65, "https://example.org/two")]),
)
ARTICLE = Article(
    id=number("2n0000000000a"),
    title=TITLE,
    standfirst="A walk.",
    authors=("Ana Pérez", "Li Wei"),
    published="2026-11-19",
    site="site-34",
    url="https://example.org/wall",
    language="en",
    dropped=(".", "source site-34"),
    source="text",
    origin="/home/someone/wall.txt",
    digest=BODY.digest,
    characters=len(TEXT),
    words=17,
    status="reading",
    position=14,
    progress=0.25,
    tags=("walks", "city life"),
    note="Read *again* in spring.",
    added="2026-11-20T10:15:30Z",
    read="2026-11-21T08:00:00Z",
    highlights=2,
)


def highlight(start: int, end: int, name: str = "2n0000000000b", **fields: object) -> Highlight:
    """Mark a passage of the everyday article."""
    made = Highlight(
        id=number(name),
        article=ARTICLE.id,
        start=start,
        end=end,
        quote=TEXT[start:end],
        prefix=TEXT[max(0, start - 32) : start],
        suffix=TEXT[end : end + 32],
        annotator="eva",
        created="2026-11-21T08:01:00Z",
        updated="2026-11-21T08:02:00Z",
    )
    return replace(made, **fields)  # type: ignore[arg-type]  # fields of a highlight, by name


EVERYDAY = ArticleView(
    ARTICLE,
    BODY,
    (
        highlight(44, 60, tags=("claim", "claim/not yet checked"), note="By **whom**?\n\nAsk the keeper."),
        highlight(14, 88, "2n0000000000c", colour="green"),
    ),
    CODEBOOK,
)

HOSTILE_QUOTE = (
    "# not a heading\n- not an item\n12. nor this\n\n> *stars* _under_ snake_case `tick` [[link]]\n"
    "    four  spaces [x](javascript:1)\n"
    "<script>alert(1)</script> $5 and $6 ~~a~~ ==b== %%c%% a|b &amp; ^block #tag C# \\\n---\n==="
)
HOSTILE = ArticleView(
    ARTICLE._replace(
        id=number("2n0000000000d"),
        title='---\n# "Quote": \u2028 [x](javascript:1) <b>',
        authors=('Back\\slash: "A"',),
        url="javascript:alert(1)",
        tags=("2021", "a: #b", "日本/東京", "हिन्दी"),
        note="<img src=x onerror=alert(1)> [a](JavaScript:x) [b](java&#115;cript:x) "
        "[ok](https://example.org) [r]\n\n"
        "[r]: data:text/html,x\n```\nnever closed",
    ),
    Body.plain(HOSTILE_QUOTE),
    (
        highlight(0, 1, "2n0000000000e", quote=HOSTILE_QUOTE, tags=("#x y",), note="^hl-2n0000000000b"),
        highlight(0, 1, "2n0000000000f", quote="lone \ud800 surrogate", tags=()),
    ),
    CODEBOOK,
)
