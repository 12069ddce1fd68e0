import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import Imported
from reader.sources.document import Document
from reader.sources.files import SourceError
from reader.sources.frontmatter import split_front_matter
from reader.sources.links import safe_href
from reader.sources.markdown import read
from reader.sources.tags import text_lines
from reader.text.nest import containers

from ..hostile.payloads import TITLES, URLS


def imported(text: str, name: str = "x.md") -> Imported:
    return read(Document(text.encode("utf-8", "surrogatepass"), f"/{name}", name))


def blocks(article: Imported) -> list[tuple[str, int, str, str]]:
    return [(b.kind, b.level, b.label, article.body.text[b.start : b.end]) for b in article.body.blocks]


def marks(article: Imported) -> list[tuple[str, str, str]]:
    return [(m.kind, article.body.text[m.start : m.end], m.href) for m in article.body.marks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# One\n\nText", [("title", 0, "", "One"), ("paragraph", 0, "", "Text")]),
        ("Text\n\n# One", [("paragraph", 0, "", "Text"), ("heading", 1, "", "One")]),
        ("Under\n---\n\n### Three #", [("heading", 2, "", "Under"), ("heading", 3, "", "Three")]),
        ("- a\n- b", [("item", 0, "•", "a"), ("item", 0, "•", "b")]),
        ("3. a\n4. b", [("item", 0, "3.", "a"), ("item", 0, "4.", "b")]),
        (
            "1) a\n   - b\n\n     more",
            [("item", 0, "1)", "a"), ("item", 1, "•", "b"), ("item", 1, "", "more")],
        ),
        ("> a\n>\n> > b", [("quote", 1, "", "a"), ("quote", 2, "", "b")]),
        ("```py x\n\tone\n\n  two  \n```", [("code", 0, "py", "    one\n\n  two")]),
        ("    code\n      more", [("code", 0, "", "code\n  more")]),
        (
            "|a|b|\n|-|-|\n|1|2|\n||x|",
            [("row", 1, "", "a\tb"), ("row", 0, "", "1\t2"), ("row", 0, "", "\tx")],
        ),
        ("a\n\n---\n\nb", [("paragraph", 0, "", "a"), ("rule", 0, "", "* * *"), ("paragraph", 0, "", "b")]),
        ("![alt](https://e.invalid/p.png)", [("image", 0, "https://e.invalid/p.png", "alt")]),
        ("![38\\% *of* `all`\n![in](b.png)](c.png)", [("image", 0, "", "38% of all in")]),
        ("so ![38\\% *of*](c.png) is", [("paragraph", 0, "", "so 38% of is")]),
        ("![alt](data:image/png;base64,xx)", [("image", 0, "", "alt")]),
        ("see ![alt](p.png) there", [("paragraph", 0, "", "see alt there")]),
        ("one\ntwo  \nthree\\\nfour", [("paragraph", 0, "", t) for t in ("one two", "three", "four")]),
        ("夜の\n図書館", [("paragraph", 0, "", "夜の図書館")]),
        ("a <b>bold</b> &amp; <br> c", [("paragraph", 0, "", "a bold &"), ("paragraph", 0, "", "c")]),
        ("<div>\n<script>no()</script>x <i>y</i> &lt;z\n</div>", [("paragraph", 0, "", "x y <z")]),
        ("a[^n]\n\n[^n]: Foot.", [("paragraph", 0, "", "a[1]"), ("footnote", 0, "1", "Foot.")]),
        ("\\# no heading, 2 \\* 3", [("paragraph", 0, "", "# no heading, 2 * 3")]),
    ],
)
def test_blocks(text: str, expected: list[tuple[str, int, str, str]]) -> None:
    assert blocks(imported(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "*a* **b** ~~c~~ `d`",
            [("emphasis", "a", ""), ("strong", "b", ""), ("strike", "c", ""), ("code", "d", "")],
        ),
        ("**a *b***", [("strong", "a b", ""), ("emphasis", "b", "")]),
        ("[t](https://e.invalid/x)", [("link", "t", "https://e.invalid/x")]),
        ("<mailto:a@e.invalid>", [("link", "mailto:a@e.invalid", "mailto:a@e.invalid")]),
        ("[t](javascript:alert(1)) [u](file:///etc/passwd) [v](other.md)", []),
        ("a[^n] b^[in line]\n\n[^n]: Foot", [("footnote", "[1]", "1"), ("footnote", "[2]", "2")]),
        ("*one\\\ntwo*", [("emphasis", "one", ""), ("emphasis", "two", "")]),
        ("- x\n- *y*", [("emphasis", "y", "")]),
        ("|a|*b*|\n|-|-|\n|**c**|d|", [("emphasis", "b", ""), ("strong", "c", "")]),
        ("&nbsp;*e\u0301*&nbsp;&#27;[2J**x**", [("emphasis", "\xe9", ""), ("strong", "x", "")]),
    ],
)
def test_marks(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert marks(imported(text)) == expected


def test_lines_after_hard_breaks_stand_under_each_other() -> None:
    article = imported("one\\\n&nbsp;&nbsp;two\n\nthree")
    assert article.body.text == "one\ntwo\n\nthree"
    assert [label for _, _, label, _ in blocks(article)] == ["", "2", ""]


FRONT = """\
---
title: "The long: way"   
author:
  - Ana Pérez
  - 'O''Neill'
date: 2024-05-03 # a comment
url: https://e.invalid/a
site: The Paper
lang: de
tags: [one, "two, three"]
---

# The long: way

Text.
"""


def test_front_matter() -> None:
    article = imported(FRONT)
    meta = article.metadata
    assert (meta.title, meta.authors, meta.published) == (
        "The long: way",
        ("Ana Pérez", "O'Neill"),
        "2024-05-03",
    )
    assert (meta.url, meta.site, meta.language) == ("https://e.invalid/a", "The Paper", "de")
    assert blocks(article) == [("title", 0, "", "The long: way"), ("paragraph", 0, "", "Text.")]
    assert split_front_matter(FRONT)[0]["tags"] == ["one", "two, three"]
    assert article.tags == ("one", "two", "three")


@pytest.mark.parametrize(
    "text",
    ["---\n\nA rule first.\n\n---\n", "---\njust: begun\n", "---\nno entry here\n---\n", "--- \n", "text"],
)
def test_what_is_no_front_matter_is_text(text: str) -> None:
    assert split_front_matter(text) == ({}, text)


def test_front_matter_folds() -> None:
    fields, rest = split_front_matter("---\ntitle: >\n  one\n  two\nx: ~\n...\nbody")
    assert (fields["title"], fields["x"], rest) == (["one two"], [], "body")


def test_a_text_without_a_title_is_called_after_its_file() -> None:
    assert imported("Only text.", "walking_home.md").metadata.title == "walking home"


@pytest.mark.parametrize("text", ["", "<!-- nothing -->", "![](x.png)", "\u200b"])
def test_nothing_to_read_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="holds no text"):
        imported(text)


@pytest.mark.parametrize(
    "text", ["[" * 20_000, "![" * 20_000, "[a](" * 5_000, "^[" * 20_000, "<!--" * 5_000 + "x"]
)
def test_open_brackets_do_not_hold_the_program(text: str) -> None:
    assert imported("# t\n\n" + text).metadata.title == "t"


@pytest.mark.parametrize("url", URLS)
def test_only_web_and_mail_addresses_are_kept(url: str) -> None:
    kept = safe_href(url)
    assert kept == "" or kept.lower().startswith(("http://", "https://", "mailto:"))
    assert kept == "" or not set(kept) & set(" \\\n\r\t\x1b<>")


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("a <b>c</b> d", ["a c d"]),
        ("<p>a<p>b", ["a", "b"]),
        ("1 < 2 and 3 > 2", ["1 < 2 and 3 > 2"]),
        ("<style>p{}</style>x<!-- y -->z", ["xz"]),
        ("a<!-- never closed", ["a<!-- never closed"]),
        ("&lt;b&gt; &eacute;", ["<b> é"]),
    ],
)
def test_text_out_of_html(html: str, lines: list[str]) -> None:
    assert text_lines(html) == lines


SYNTAX = st.sampled_from(
    [
        *(
            "# ",
            "> ",
            "- ",
            "1. ",
            "  ",
            "\n",
            "\n\n",
            "*",
            "**",
            "`",
            "```\n",
            "[a](b)",
            "[^1]",
            "[^1]: ",
            "|",
        ),
        *(
            "|-|-|",
            "<b>",
            "</p>",
            "~~",
            "---\n",
            "a",
            "b c",
            "\xe9",
            "e\u0301",
            "\u0301",
            "&#27;",
            "&nbsp;",
            "\t",
        ),
        *("![", "](", "\\"),
    ]
)


@given(st.lists(SYNTAX | st.sampled_from(sorted(TITLES.values())), max_size=30).map("".join))
def test_bodies_keep_their_promises(text: str) -> None:
    try:
        body = imported(text).body
    except SourceError:
        return
    at = 0
    for block in body.blocks:
        piece = body.text[block.start : block.end]
        assert set(body.text[at : block.start]) <= {"\n"}
        assert piece.strip() and piece == piece.rstrip()
        assert "\n" not in piece or block.kind == "code"
        assert "\t" not in piece or block.kind == "row"
        at = block.end
    assert at == len(body.text)
    for mark in body.marks:
        assert 0 <= mark.start < mark.end <= len(body.text)
        assert body.text[mark.start : mark.end].strip()
        assert "\n" not in body.text[mark.start : mark.end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. a\n\n   > b\n\n   c", [("1.", "a"), ("- >", "b"), ("-", "c")]),
        ("> a\n>\n> - b\n>\n> c", [(">", "a"), ("> •", "b"), (">", "c")]),
        ("> a\n>\n> > b", [(">", "a"), ("> >", "b")]),
        ("1. > a\n   > - b\n2. c", [("1. >", "a"), ("- > •", "b"), ("2.", "c")]),
        ("- - a\n  - b", [("• •", "a"), ("- •", "b")]),
        ("> ```\n> x\n> ```", [(">", "x")]),
        ("3) ```\n   x\n   ```\n4) y", [("3)", "x"), ("4)", "y")]),
        ("- ### a\n  b", [("•", "a"), ("-", "b")]),
        ("> ![a](https://e.invalid/p.png)\n>\n> ***", [(">", "a"), (">", "* * *")]),
        ("a\n: b\n: c\n\nd\n\n: e\n\n  > f", [*zip(["", "-", "-", "", "-", "- >"], "abcdef", strict=True)]),
        ("- |a|b|\n  |-|-|\n  |1|2|", [("•", "a\tb"), ("-", "1\t2")]),
        ("a[^1]\n\n[^1]: b\n\n    - c\n\n    d", [("", "a[1]"), ("", "b"), ("- •", "c"), ("", "d")]),
    ],
)
def test_what_stands_in_quotes_and_items_is_told(text: str, expected: list[tuple[str, str]]) -> None:
    body = imported(text).body
    texts = [body.text[block.start : block.end] for block in body.blocks]
    assert [(" ".join(containers(body.blocks, i)), text) for i, text in enumerate(texts)] == expected


def test_a_heading_that_is_quoted_begins_no_section() -> None:
    article = imported("> ### A *b*\n>\n> c\n\n- ### d")
    assert [kind for kind, *_ in blocks(article)] == ["quote", "quote", "heading"]
    assert marks(article) == [("strong", "A b", ""), ("emphasis", "b", "")]


def test_what_stands_high_stays_high_and_code_in_a_list_knows_how_deep() -> None:
    article = imported("10<sup>6</sup> men on the 3<sup>rd</sup> day.\n\n- one\n\n      code\n")
    assert article.body.text.startswith("10⁶ men on the 3rd day.")
    assert [(b.kind, b.level) for b in article.body.blocks][-2:] == [("item", 0), ("code", 1)]
