"""Articles to export: an everyday one, and texts full of what formats take for their own."""

from __future__ import annotations

import random

from reader.model import STARTING_TAGS, Article, ArticleView, Body, Codebook, Highlight
from reader.text.clean import clean_line, clean_note, clean_text
from reader.text.ids import show_id

EVERYDAY = (
    "The old wall\n\nNobody had counted the gates of the old wall, until a retired teacher did so.\n\n"
    "There were nine. Two of them are walled up, and one is a bakery.\n\nShe has counted twice."
)
TRICKY = (
    "=1+1 @SUM(A1) +x -y <b>bold</b> &amp; ]]> --> </script> {{7*7}} ${x} \\input{/etc/passwd} %comment $1 # "
    "* - #+end_src :END: ``` --- ^hl-x [[link]] [[shell:id]] elisp:(beep) src_sh{id} <2026-11-19 [fn:x] {{{ "
    "[a](javascript:alert(1)) 日本語 👩\u200d👩\u200d👧 e\u0301 🇩🇪 עברית"
).split(" ")
NOTES = (
    "",
    "by **whom**?",
    "=HYPERLINK(1)",
    "line\n\n# two\n- three",
    "<img src=x onerror=alert(1)> 字",
    ".tag x",
)
TAGS = ("claim", "claim/not yet checked", "source/not yet checked", "日本/東京", "C#", "2021", "=x")


def made(count: int = 48, seed: int = 7) -> list[ArticleView]:
    """Make articles with overlapping passages; the same ones every time. Every second one has any Unicode."""
    chance = random.Random(seed)
    texts = [EVERYDAY]
    for number in range(1, count):
        words = [
            _any_word(chance) if number % 2 and chance.random() < 0.5 else chance.choice(TRICKY)
            for _ in range(chance.randrange(8, 60))
        ]
        lines = [" ".join(words[at : at + 7]) for at in range(0, len(words), 7)]
        texts.append(clean_text("\n\n".join(lines)).strip())
    return [_view(number, text, chance) for number, text in enumerate(texts)]


def _any_word(chance: random.Random) -> str:
    """Make a word of characters from anywhere, many of which no font has."""
    planes = ((0x21, 0x7F), (0xA0, 0x3000), (0x3000, 0xD800), (0xE000, 0x10000), (0x10000, 0x110000))
    return "".join(chr(chance.randrange(*chance.choice(planes))) for _ in range(chance.randrange(1, 8)))


def _any_note(chance: random.Random) -> str:
    """Make a note of several lines, of characters from anywhere and of what formats take for their own."""
    words = [
        chance.choice((_any_word(chance), *TRICKY, "\n", "\n\n")) for _ in range(chance.randrange(2, 20))
    ]
    return clean_note(" ".join(words)).strip()


def _view(number: int, text: str, chance: random.Random) -> ArticleView:
    identity = (3_000_000_000_000_000_000 >> 1) + number * 1000
    article = Article(
        identity,
        clean_line(f"No. {number}: {text[:30]}"),
        authors=("Ana Pérez", "Li Wei"),
        published="2026-11-19",
        site="site-34",
        url="https://example.org/wall" if number % 2 else "",
        language="en",
        added="2026-11-20T10:15:30Z",
        tags=("walks",),
        note="Read *again*.",
    )
    marks = []
    for place in range(chance.randrange(1, 6)):
        start = chance.randrange(len(text) - 1)
        end = min(len(text), start + chance.randrange(1, 80))
        start, end = _whole(text, start, end)
        marks.append(
            Highlight(
                identity + 1 + place,
                identity,
                start,
                end,
                text[start:end],
                text[max(0, start - 32) : start],
                text[end : end + 32],
                tags=tuple(chance.sample(TAGS, chance.randrange(3))),
                note=chance.choice((*NOTES, _any_note(chance))),
                colour=chance.choice(("", "green")),
                annotator="eva",
                created="2026-11-21T08:01:00Z",
                updated="2026-11-21T08:02:00Z",
            )
        )
    marks.sort(key=lambda mark: (mark.start, mark.end))
    assert show_id(identity)
    return ArticleView(article, Body.plain(text), tuple(marks), Codebook(STARTING_TAGS))


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Move bounds off white space: a person marks words."""
    while end < len(text) and text[start:end].isspace():
        end += 1
    while start < end - 1 and text[start].isspace():
        start += 1
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return start, end
