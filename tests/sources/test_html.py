from pathlib import Path

import pytest
from lxml.html import fromstring

from reader.model import Imported
from reader.sources import load
from reader.sources.document import Document
from reader.sources.files import SourceError
from reader.sources.html import read
from reader.sources.html_nests import numbered
from reader.text.clean import is_clean
from reader.text.nest import containers

from ..hostile.payloads import FORMAT, MARKUP, TERM, WEB

PAGE = Path(__file__).with_name("page.html")
PROSE = "<p>" + "A plain sentence of an article about nothing much at all. " * 8 + "</p>"


def page(inside: str, title: str = "A plain title", head: str = "") -> bytes:
    text = (
        f"<!doctype html><html><head><title>{title}</title>{head}</head>"
        f"<body><article><h1>{title}</h1>{PROSE}{inside}{PROSE}</article></body></html>"
    )
    return text.encode("utf-8", "surrogatepass")


def imported(raw: bytes, encoding: str = "") -> Imported:
    return read(Document(raw, "/p.html", "p.html", encoding))


def blocks(article: Imported) -> list[tuple[str, int, str, str]]:
    return [(b.kind, b.level, b.label, article.body.text[b.start : b.end]) for b in article.body.blocks]


def test_saved_page() -> None:
    (article,) = load(str(PAGE))
    meta = article.metadata
    assert article.error == "" and article.source == "html"
    assert (meta.kicker, meta.title) == ("Transport", "The bridge that waited")
    assert meta.standfirst == "It took nine years to build, and nobody wanted it."
    assert (meta.authors, meta.published, meta.site) == (("Ana Pérez",), "2024-05-03", "The Example Post")
    assert (meta.url, meta.language) == ("https://post.example.org/bridge", "en-GB")
    assert meta.dropped == ("ADVERTISEMENT", "Read more: Another story")
    found = blocks(article)
    assert [(kind, level, label) for kind, level, label, _ in found] == [
        ("kicker", 0, ""),
        ("title", 0, ""),
        ("standfirst", 0, ""),
        ("paragraph", 0, ""),
        ("heading", 2, ""),
        ("paragraph", 0, ""),
        ("item", 0, "•"),
        ("item", 0, "•"),
        ("item", 1, "1."),
        ("item", 1, "2."),
        ("quote", 1, ""),
        ("image", 0, "https://post.example.org/p.jpg"),
        ("paragraph", 0, ""),
        ("code", 0, ""),
        ("row", 1, ""),
        ("row", 0, ""),
    ]
    assert found[11][3] == "Dawn."
    assert found[13][3] == "def cars():\n    return 0"
    assert [row[3] for row in found[14:]] == ["Year\tCost", "1980\t3"]
    marks = [(m.kind, article.body.text[m.start : m.end], m.href) for m in article.body.marks]
    assert marks == [
        ("emphasis", "nobody", ""),
        ("link", "the engineer", "https://post.example.org/x"),
        ("strong", "badly", ""),
    ]
    for furniture in ("cookies", "Home", "tracker", "tunnel that", "All rights", "color"):
        assert furniture not in article.body.text


@pytest.mark.parametrize(
    "raw",
    [
        b"<!doctype html><html><body></body></html>",
        b"<html><body><script>document.write('x')</script><noscript>Enable JS</noscript></body></html>",
        b"<!doctype html><title>Only a title</title>",
    ],
)
def test_a_page_without_text_is_refused(raw: bytes) -> None:
    with pytest.raises(SourceError, match=r"p\.html"):
        imported(raw)


def test_a_page_without_tags_is_text() -> None:
    article = imported(b"No tags at all here, 1 > 0.")
    assert (article.source, article.body.text) == ("text", "No tags at all here, 1 > 0.")


@pytest.mark.parametrize(
    ("declared", "encoding"), [("windows-1251", "cp1251"), ("iso-8859-1", "cp1252"), ("utf-8", "utf-8")]
)
def test_the_declared_encoding_is_used(declared: str, encoding: str) -> None:
    word = "мост" if encoding == "cp1251" else "“naïve”"
    raw = page(f"<p>It said {word}.</p>", head=f"<meta charset='{declared}'>")
    article = imported(raw.decode().encode(encoding))
    assert f"It said {word}." in article.body.text
    assert article.report == ()


def test_a_false_declaration_is_not_believed() -> None:
    raw = page("<p>It said “naïve”.</p>", head="<meta charset='shift_jis'>")
    assert "It said “naïve”." in imported(raw).body.text


def test_controls_do_not_come_in_as_references() -> None:
    references = "".join(f"&#{i};" for i in (*range(32), *range(127, 160)))
    references += "&#xD800;&#xDC1B;&#x202e;&#8232;&#1114112;&#99999999999;&#x1b;]0;PWN&#7;&amp;#27;[2J"
    article = imported(page(f"<p>{references} end</p>", references + "title"))
    assert article.body.text.endswith("at all.") and " end" in article.body.text
    assert "\u201cquoted\u201d" in imported(page("<p>&#147;quoted&#148;</p>")).body.text
    assert is_clean(article.body.text) and is_clean(article.metadata.title)


@pytest.mark.parametrize(
    "payload", [*TERM.values(), *FORMAT.values(), *MARKUP.values(), *WEB.values()][::5], ids=ascii
)
def test_hostile_pages(payload: str) -> None:
    try:
        article = imported(page(f"<p>{payload}</p><a href='{payload}' title='{payload}'>x</a>", payload))
    except SourceError as error:
        assert is_clean(str(error))
        return
    assert is_clean(article.body.text.replace("\t", ""))
    for text in (article.metadata.title, *article.metadata.authors, *article.metadata.dropped):
        assert is_clean(text) and "\n" not in text and len(text) <= 500
    for mark in article.body.marks:
        assert not mark.href or mark.href.startswith(("http://", "https://", "mailto:"))


def test_a_deep_page_is_read_or_refused() -> None:
    for depth in (100, 3000, 100_000):
        try:
            article = imported(page("<div>" * depth + "deep"))
        except SourceError as error:
            assert "p.html" in str(error)
        else:
            assert "A plain sentence" in article.body.text


def test_a_page_says_cells_over_several_rows_in_each_row_and_terms_before_what_explains_them() -> None:
    article = imported(
        page(
            "<table><tr><th>Parish</th><th>Bell</th><th>Weight<br>(kg)</th></tr>"
            "<tr><td rowspan=3>St Anne</td><td>Maria</td><td>1,240</td></tr>"
            "<tr><td>Little Anne<br>recast</td><td>310</td></tr><tr><td>The Hour</td><td>95</td></tr>"
            "<tr><th rowspan=0>St Brice</th><td>Osanna</td><td>2,005</td></tr>"
            "<tr><td>Gloria</td></tr></table>"
            "<p>It had cost 10<sup>6</sup> francs by 1946<sup><a href='#n'>3</a></sup>,"
            " on the 1<sup>st</sup>.</p>"
            "<dl><dt>Osanna</dt><dd>Rung on Palm Sunday.</dd></dl>"
            "<ol><li id=n>3. So the <em>clerk</em> says.</li></ol>"
        )
    )
    texts = [text for kind, _, _, text in blocks(article) if kind == "row"]
    assert texts == [
        "Parish\tBell\tWeight (kg)",
        "St Anne\tMaria\t1,240",
        "St Anne\tLittle Anne recast\t310",
        "St Anne\tThe Hour\t95",
        "St Brice\tOsanna\t2,005",
        "St Brice\tGloria",
    ]
    assert "It had cost 10⁶ francs by 1946[3], on the 1st." in article.body.text
    assert [block for block in blocks(article) if block[0] in ("item", "footnote")] == [
        ("item", 0, "", "Rung on Palm Sunday."),
        ("footnote", 0, "3", "So the clerk says."),
    ]


def test_a_long_cell_over_many_rows_is_said_once() -> None:
    rows = "".join(f"<tr><td>{n}</td></tr>" for n in range(50))
    long = "A long cell. " * 40
    head = f"<tr><th>what</th><th>n</th></tr><tr><td rowspan=9999>{long}</td><td>x</td></tr>"
    article = imported(page(f"<table>{head}{rows}</table>"))
    assert article.body.text.count("A long cell.") == 40
    assert article.body.text.count("\n\t") == 50


@pytest.mark.parametrize(
    ("over", "kicker"),
    [
        ("<span class='kicker'>Inquiry</span>", "Inquiry"),
        ("<h4><span class='label eyebrow'>Opinion</span></h4>", "Opinion"),
        ("<div class='overline'><a href='/news'>News</a></div>", "News"),
        (f"<div class='kicker'>{'A long one ' * 10}</div>", ""),
        ("<span class='sticker'>Inquiry</span>", ""),
    ],
)
def test_the_line_over_a_headline_is_told_by_its_class(over: str, kicker: str) -> None:
    article = imported(page("").replace(b"<article>", f"<article>{over}".encode()))
    assert article.metadata.kicker == kicker
    kinds = [kind for kind, _, _, _ in blocks(article)]
    assert kinds[:2] == (["kicker", "title"] if kicker else ["title", "paragraph"])


def nested(inside: str) -> list[tuple[str, str, str]]:
    """What stands in what, the kind and the text of the blocks between two paragraphs of prose."""
    body = imported(page(inside)).body
    found = [
        (" ".join(containers(body.blocks, i)), block.kind, body.text[block.start : block.end])
        for i, block in enumerate(body.blocks)
    ]
    return found[2:-1]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (
            "<ol><li><p>One.</p><blockquote><p>Said.</p></blockquote><p>On.</p></li><li>Two.</li></ol>",
            [("1.", "item", "One."), ("- >", "quote", "Said."), ("-", "item", "On."), ("2.", "item", "Two.")],
        ),
        (
            "<blockquote><p>Said.</p><ul><li>a</li></ul><blockquote><p>b</p></blockquote></blockquote>",
            [(">", "quote", "Said."), ("> •", "item", "a"), ("> >", "quote", "b")],
        ),
        (
            "<ol start=3><li>c</li><li><pre>d</pre></li><li value=9><blockquote>q</blockquote></li></ol>",
            [("3.", "item", "c"), ("4.", "code", "d"), ("9. >", "quote", "q")],
        ),
        (
            "<ul><li>a<table><tr><th>x</th><th>y</th></tr><tr><td>1</td><td><b>2</b></td></tr></table></ul>",
            [("•", "item", "a"), ("-", "row", "x\ty"), ("-", "row", "1\t2")],
        ),
        (
            "<ol type=a start=3><li>x<ol type=I><li>y</li><li>z</li></ol></li><li>w</li></ol>",
            [("c.", "item", "x"), ("- I.", "item", "y"), ("- II.", "item", "z"), ("d.", "item", "w")],
        ),
        (
            "<ul><li><input type=checkbox checked> a</li><li><label><input type=checkbox>b</label></li></ul>",
            [("•", "item", "[x] a"), ("•", "item", "[ ] b")],
        ),
        (
            "<ul><li>a<ul><li>b</li></ul>on</li></ul>",
            [("•", "item", "a"), ("- •", "item", "b"), ("-", "item", "on")],
        ),
        (
            '<ol start=2><li><img src="https://e.invalid/p.png" alt="Seen."></li><li>a</li></ol><hr><p>b</p>',
            [("2.", "image", "Seen."), ("3.", "item", "a"), ("", "rule", "* * *"), ("", "paragraph", "b")],
        ),
    ],
)
def test_what_stands_in_quotes_and_items_stays_there(
    inside: str, expected: list[tuple[str, str, str]]
) -> None:
    assert nested(inside) == expected


@pytest.mark.parametrize(
    ("kind", "number", "marker"),
    [
        *(("", 7, "7."), ("1", 12, "12."), ("a", 1, "a."), ("A", 26, "Z."), ("a", 27, "27.")),
        *(("i", 4, "iv."), ("I", 1999, "MCMXCIX."), ("i", 3888, "mmmdccclxxxviii."), ("i", 4000, "4000.")),
    ],
)
def test_items_are_numbered_as_their_list_writes_numbers(kind: str, number: int, marker: str) -> None:
    around = fromstring(f'<ol type="{kind}" start="{number - 1}"><li>a</li><li>b</li></ol>')
    assert numbered(around[1], around, 2) == marker


def test_rules_that_part_nothing_are_left_out() -> None:
    found = nested("<hr><hr><h2>Head</h2><hr><hr><p>a</p><hr><p>b</p>")
    assert [kind for _, kind, _ in found] == ["rule", "heading", "paragraph", "rule", "paragraph"]


def test_quoted_words_stay_in_their_sentence() -> None:
    assert nested("<p>He <q>said <q>so</q>, <i>there</i></q>.</p>") == [
        ("", "paragraph", "He “said ‘so’, there”.")
    ]


def test_captions_of_what_is_no_picture_and_who_said_something_stay() -> None:
    figure = "<figure><pre><code>x = 1\ny = 2</code></pre><figcaption>Listing 1.</figcaption></figure>"
    said = "<blockquote><p>So.</p><footer>— <cite>Ana</cite></footer></blockquote>"
    assert nested(figure + said) == [
        ("", "code", "x = 1\ny = 2"),
        ("", "paragraph", "Listing 1."),
        *((">", "quote", "So."), (">", "quote", "— Ana")),
    ]


def test_cells_keep_their_marks_and_the_spaces_that_they_have() -> None:
    table = (
        "<table><tr><th><code>a</code>, <code>b</code></th><th>c</th></tr>"
        '<tr><td>one <a href="https://e.invalid/d">two</a>.</td><td><p>x</p><p><b>y</b></p></td></tr></table>'
    )
    body = imported(page(table)).body
    assert "\n\na, b\tc\none two.\tx y\n\n" in body.text
    assert [(mark.kind, body.text[mark.start : mark.end], mark.href) for mark in body.marks] == [
        *(("code", "a", ""), ("code", "b", ""), ("link", "two", "https://e.invalid/d"), ("strong", "y", "")),
    ]


@pytest.mark.parametrize("sign", ["⦉> •⦊", "⦉99999999999999.⦊", "⦉x⦊", "⦉⦉>⦊", "⦉> h⦊a⦙b", "⦊", "⦉" * 40])
def test_signs_that_a_page_holds_itself_change_no_more_than_its_own_text(sign: str) -> None:
    article = imported(page(f"<p>{sign}Text of it.</p><ul><li>{sign}one</li></ul>"))
    assert "Text of it." in article.body.text and "one" in article.body.text
    assert article.body.text.count("A plain sentence of an article about nothing") == 16


@pytest.mark.parametrize("space", ["&nbsp;", "\xa0", "&#160;"])
def test_the_indents_of_verse_stay(space: str) -> None:
    body = imported(page(f"<p>One,<br>{space * 4}two,<br>\n  three.</p>")).body
    verse = [(block.label, body.text[block.start : block.end]) for block in body.blocks][2:-1]
    assert verse == [("", "One,"), ("4", "two,"), ("", "three.")]
