"""What the exports write, whole, against files that were read by eye."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fragment_fromstring
from markdown_it import MarkdownIt

from reader.exports import FORMATS
from reader.exports.markdown import _yaml
from reader.model import Article, ArticleView, Block, Blocks, Body, Highlight, Mark, Marks
from reader.sources.pieces import write
from reader.sources.xhtml import pieces_of
from reader.text.build import BodyBuilder
from reader.text.ids import show_id
from reader.text.nest import containers
from tests.exports.views import ARTICLE, CODEBOOK, EVERYDAY, HOSTILE, highlight
from tests.text.samples import built, nested_bodies

if TYPE_CHECKING:
    from collections.abc import Iterable

GOLDEN = Path(__file__).parent / "golden"


def written(name: str, views: Iterable[ArticleView]) -> str:
    return b"".join(FORMATS[name].write(views)).decode("utf-8")


@pytest.mark.parametrize(
    ("file", "views"),
    [
        ("everyday.md", [EVERYDAY]),
        ("hostile.md", [HOSTILE]),
        ("several.md", [EVERYDAY, HOSTILE]),
        ("everyday.json", [EVERYDAY]),
        ("several.json", [EVERYDAY, HOSTILE]),
        ("none.json", []),
    ],
)
def test_an_export_is_as_it_was_read_by_eye(file: str, views: list[ArticleView]) -> None:
    name = {".md": "markdown", ".json": "json"}[Path(file).suffix]
    assert written(name, iter(views)) == (GOLDEN / file).read_text("utf-8")


def test_nothing_is_written_of_nothing() -> None:
    assert written("markdown", []) == ""


def test_json_is_complete() -> None:
    document = json.loads(written("json", [EVERYDAY]))
    assert document["format"] == "reader"
    entry = document["articles"][0]
    article = entry["article"]
    assert article["body"] == EVERYDAY.body.text
    assert article["blocks"][1] == {"kind": "heading", "start": 14, "end": 60, "level": 2}
    assert article["marks"][1] == {"kind": "link", "start": 62, "end": 65, "href": "https://example.org/two"}
    assert article["dropped"] == [".", "source site-34"]
    for mark in entry["highlights"]:
        assert mark["quote"] == article["body"][mark["start"] : mark["end"]]
    assert [tag["key"] for tag in document["codebook"]] == list("12345")


def test_exports_stream() -> None:
    taken = 0

    def views() -> Iterable[ArticleView]:
        nonlocal taken
        for number in range(10):
            taken += 1
            yield replace(EVERYDAY, article=ARTICLE._replace(id=ARTICLE.id + number))

    aside = {"html", "pdf", "anki", "refi-codebook"}  # their first bytes need what the last article tells
    for name in FORMATS.keys() - aside:
        taken = 0
        pieces = iter(FORMATS[name].write(views()))
        next(pieces), next(pieces)
        assert taken < 5


def test_each_format_says_what_it_loses() -> None:
    assert FORMATS["json"].lost(EVERYDAY) == {}
    lost = FORMATS["markdown"].lost(EVERYDAY)
    assert lost == {
        "article text": 1,
        "position": 2,
        "date": 2,
        "annotator": 2,
        "colour": 1,
        "tag spelling": 2,
    }


def shown_text(markdown: str) -> str:
    """Read Markdown with an independent parser and return what a person would see."""
    words: list[str] = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown):
        assert token.type in {
            "blockquote_open", "blockquote_close", "paragraph_open", "paragraph_close", "inline",
        }, token.type  # fmt: skip
        for child in token.children or ():
            assert child.type in {"text", "text_special", "softbreak", "hardbreak"}, child
            words.append(child.content if child.type.startswith("text") else "\n")
        words.append("\n")
    return "".join(words)


PIECES = st.lists(
    st.sampled_from(
        [*"#*_`[]()<>!|~$=%^&;:+-.\\ \n1aé字", "\n\n", "    ", "&amp;", "<b>", "---", "```", "1. ", "- "]
    )
)


@given(PIECES.map("".join))
def test_a_quote_shows_exactly_its_text(quote: str) -> None:
    mark = Highlight(highlight(0, 1).id, ARTICLE.id, 0, len(quote), quote)
    text = written("markdown", [ArticleView(ARTICLE, Body.plain(quote), (mark,), CODEBOOK)])
    block = text.partition("## Highlights\n\n")[2].rpartition("\n\n^hl-")[0]
    assert all(line.startswith(">") for line in block.split("\n"))
    shown = shown_text(block).replace("\xa0", " ")
    assert shown.split() == quote.split()


@given(st.text())
def test_front_matter_scalars_are_json_without_what_yaml_refuses(text: str) -> None:
    scalar = _yaml(text)
    assert json.loads(scalar) == text
    assert not [
        char for char in scalar if char < " " or "\x7f" <= char < "\xa0" or char in "\u2028\u2029\ufeff"
    ]


NOTES = st.lists(
    st.sampled_from(
        [
            *"<script> <!-- ``` ~~~~ - > ^hl-x [a]( javascript: data:x ) [a]: text < &#106; \\ https://a.b".split(),
            "\n",
            "\n\n",
            "  ",
            "    ",
        ]
    )
)


@given(NOTES.map("".join))
def test_a_note_keeps_to_itself(note: str) -> None:
    mark = highlight(0, 12, note=note)
    text = written("markdown", [ArticleView(ARTICLE, EVERYDAY.body, (mark, highlight(0, 12)), CODEBOOK)])
    after_front_matter = text.partition("\n---\n")[2]
    tokens = MarkdownIt("commonmark").parse(after_front_matter)
    inline = [child for token in tokens for child in token.children or ()]
    assert not [token for token in [*tokens, *inline] if token.type in {"html_block", "html_inline"}]
    for child in inline:
        target = str(child.attrs.get("href", ""))
        assert not target.casefold().startswith(("javascript:", "data:"))
    assert [token.content for token in tokens if token.level > 1].count("The old wall") == 2
    assert sum(line.startswith("^hl-") for line in text.split("\n")) == 2


def test_json_for_a_terminal_holds_no_control_character() -> None:
    controls = "".join(map(chr, (*range(1, 32), *range(0x7F, 0xA0), 0x2028, 0x202E, 0x2066)))
    marked = ArticleView(ARTICLE, Body.plain(f"One {controls} two."), (), CODEBOOK)
    document = written("json", [marked])
    assert not any(char in document for char in controls if char != "\n")
    assert json.loads(document)["articles"][0]["article"]["body"] == marked.body.text


def test_a_page_keeps_a_quotation_whole_and_links_footnotes_both_ways() -> None:
    text = "Said one.1 And 1\n\nA quote.\n\nIts end.\n\nWithin.\n\nThe note.\n\nMore of it."
    starts = [0, *(place + 2 for place in range(len(text)) if text.startswith("\n\n", place))]
    ends = [*(start - 2 for start in starts[1:]), len(text)]
    kinds = (
        ("paragraph", 0, ""),
        ("quote", 1, ""),
        ("quote", 1, ""),
        ("quote", 2, ""),
        ("footnote", 0, "1"),
        ("footnote", 0, "1"),
    )
    blocks = [Block(k, a, b, n, label) for (k, n, label), a, b in zip(kinds, starts, ends, strict=True)]
    marks = [Mark("footnote", 9, 10, "1"), Mark("footnote", 15, 16, "1")]
    view = ArticleView(ARTICLE, Body(text, Blocks(blocks), Marks(marks)), (), CODEBOOK)
    page = written("html", [view])
    name = show_id(ARTICLE.id)
    assert f'<sup><a href="#n1-{name}" id="r1-{name}">1</a></sup> And' in page
    assert f'And <sup><a href="#n1-{name}">1</a></sup></p>' in page
    assert f'<p class="footnote" id="n1-{name}"><sup>1</sup> The note. <a href="#r1-{name}">↩</a></p>' in page
    assert '<p class="footnote"><sup>1</sup> More of it.</p>' in page
    assert (
        "<blockquote><p>A quote.</p>\n<p>Its end.</p>\n<blockquote><p>Within.</p></blockquote></blockquote>"
        in page
    )
    identifiers = re.findall(r' id="([^"]+)"', page)
    assert len(identifiers) == len(set(identifiers))


@given(nested_bodies)
def test_a_page_holds_the_quotes_and_lists_that_the_text_stands_in(body: Body) -> None:
    """Read back as a program reads a book: each block is in the quotes and the items that it was in."""
    page = written("html", [ArticleView(Article(1, "T"), body, (), CODEBOOK)])
    inner = page[page.index("</h1>") + len("</h1>") : page.index("</article>")]
    tree = fragment_fromstring(inner, create_parent="body")
    builder = BodyBuilder()
    write(pieces_of(tree, lambda _: "", lambda _: ""), builder)
    assert nest_of(builder.body()) == nest_of(body)


def test_a_page_writes_the_letters_of_a_list() -> None:
    body = built([("paragraph", "a", 0, "", ["iv."]), ("paragraph", "b", 0, "", ["'x"])])
    page = written("html", [ArticleView(Article(1, "T"), body, (), CODEBOOK)])
    assert "<ul><li style=\"list-style-type: 'iv. '\">a\n</li><li>b</li></ul>" in page


def nest_of(body: Body) -> list[tuple[list[str], str]]:
    """What stands in what; that an item begins is told by its first text."""
    found = []
    for i, block in enumerate(body.blocks):
        found.append((list(containers(body.blocks, i)), body.text[block.start : block.end]))
    return found
