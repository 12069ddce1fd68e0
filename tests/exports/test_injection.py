"""What an article holds is text in every format: no formula, YAML, HTML, TeX or org of its own."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from io import BytesIO, StringIO

import orgparse
import pytest
from lxml import etree
from lxml import html as lxml_html

from reader.exports import FORMATS
from reader.model import ArticleView, Body
from tests.exports.views import ARTICLE, CODEBOOK, highlight
from tests.hostile.payloads import TITLES, URLS

FORMULAS = [
    '=HYPERLINK("http://x.invalid","x")',
    "=cmd|' /C calc'!A0",
    "+1+1 x",
    "-2+3 x",
    "@SUM(1) x",
    "\t=1+1 x",
    "\r=1+1",
    "'=1+1",
    'x","=1+1","',
    '=DDE("cmd";"/C calc";"x")',
]
YAML = [
    "x\n---\nadmin: true",
    "x\n...\n",
    "!!python/object/apply:os.system ['echo x']",
    "&a [*a]",
    'x": x\n"y',
    "x: yes",
    "x # comment",
    "no",
    "~",
    "0o17",
    "2020-01-01",
    "|\n  x",
    "{x: [1}",
    "%YAML 1.2",
    "*x",
    "`x`",
]
MARKUP = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<!-- x",
    "--></style><svg onload=alert(1)>",
    "]]><x/>",
    "&#106;avascript:",
    "</title><base href=//x.invalid>",
]
TEX = ["\\input{/etc/passwd}", "$\\write18{id}$", "%x", "x}\\end{y", "{{{", "}}}", "\\\\{", "~^_#&"]
ORG = [
    "* heading",
    '#+INCLUDE: "/etc/passwd"',
    "#+end_quote",
    ":END:",
    "[[shell:id]]",
    "elisp:(beep)",
    "src_sh{id}",
    "<2026-11-19 Thu>",
    "{{{macro}}}",
    "[fn:1] x",
    "<<target>>",
    "file:/etc/passwd",
    "call_x()",
    "# comment",
    ",* x",
    "TODO x",
    "COMMENT x",
    "DONE",
    "[#A] x",
    "x :noexport:",
    "x :END:",
]
#: Those, and all that is hostile in a title or an address.
PAYLOADS = [*FORMULAS, *YAML, *MARKUP, *TEX, *ORG, *TITLES.values(), *URLS]
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def view(text: str) -> ArticleView:
    """Put a text everywhere."""
    article = ARTICLE._replace(
        title=text,
        authors=(text,),
        site=text,
        url=text,
        tags=(text,),
        note=text,
        kicker=text,
        standfirst=text,
    )
    mark = highlight(0, 1, quote=text, tags=(text,), note=text, annotator=text, prefix=text, suffix=text)
    return ArticleView(article, Body.plain(text.strip("\r\n\t") or "x"), (mark,), CODEBOOK)


def written(name: str, text: str) -> str:
    return b"".join(FORMATS[name].write(iter([view(text)]))).decode()


def test_a_word_document_shows_no_markup_of_an_article() -> None:
    for text in PAYLOADS:
        package = zipfile.ZipFile(BytesIO(b"".join(FORMATS["docx"].write(iter([view(text)])))))
        root = etree.fromstring(package.read("word/document.xml"))
        kinds = {etree.QName(each).localname for each in root.iter()}
        assert kinds <= {"document", "body", "p", "pPr", "pStyle", "r", "t", "br"}, text


@pytest.mark.parametrize("name", ["csv", "readwise", "taguette"])
def test_no_cell_is_a_formula(name: str) -> None:
    for text in PAYLOADS:
        for row in csv.reader(StringIO(written(name, text), newline="")):
            assert not [cell for cell in row if cell.startswith(FORMULA)]


def test_front_matter_is_what_it_says() -> None:
    for text in PAYLOADS:
        front = written("markdown", text).split("\n---\n")[0].removeprefix("---\n")
        fields = dict(re.findall(r"^(\w+): (.+)$", front, re.MULTILINE))
        assert set(fields) <= {"title", "url", "site", "published", "id"}
        said = {json.loads(fields[name]) for name in ("title", "site") if name in fields}
        assert said <= {text.encode("utf-8", "replace").decode(), "Untitled"}, text


@pytest.mark.parametrize("name", ["markdown", "markdown-plain"])
def test_markdown_shows_no_markup_of_an_article(name: str) -> None:
    from markdown_it import MarkdownIt

    for text in PAYLOADS:
        bare = view(text)
        bare = ArticleView(
            bare.article._replace(note=""), bare.body, (highlight(0, 1, quote=text),), CODEBOOK
        )
        document = b"".join(FORMATS[name].write(iter([bare]))).decode()
        after = document.split("\n---\n", 1)[-1] if name == "markdown" else document
        tokens = MarkdownIt("commonmark").parse(after)
        inline = [child for token in tokens for child in token.children or ()]
        kinds = {"text", "text_special", "softbreak", "hardbreak"}
        links = [str(token.attrs["href"]) for token in inline if token.type == "link_open"]
        if links:  # only the article's own address
            assert len(links) == 1 and text.startswith(("http://", "https://"))
            kinds |= {"link_open", "link_close"}
        assert {token.type for token in inline} <= kinds, text
        html = [token.content for token in tokens if token.type == "html_block"]
        assert all(re.fullmatch(r"<!-- hl-\w{13} -->\n?", block) for block in html)


def test_a_page_has_nothing_that_acts() -> None:
    for text in PAYLOADS:
        page = lxml_html.document_fromstring(written("html", text))
        assert not page.xpath(
            "//script|//img|//iframe|//svg|//base|//link|//object|//@*[starts-with(name(), 'on')]"
        )
        for address in page.xpath("//@href"):
            assert str(address).startswith(("#", "http://", "https://", "mailto:"))


def test_references_hold_no_command_and_braces_in_pairs() -> None:
    for text in PAYLOADS:
        entry = written("bibtex", text)
        depth = 0
        for char in entry:
            depth += (char == "{") - (char == "}")
            assert depth >= 0
        assert depth == 0
        commands = set(re.findall(r"\\([A-Za-z]+)", entry))
        assert commands <= {
            f"text{name}" for name in ("backslash", "braceleft", "braceright", "asciitilde", "asciicircum")
        }
        assert not re.search(r"(?<!\\)[$&#_^~]", re.sub(r"^  url = .*$|^@.*$", "", entry, flags=re.MULTILINE))


def test_a_title_has_no_state_and_no_tags_in_org() -> None:
    for text in PAYLOADS:
        article = ARTICLE._replace(title=text, tags=(), note="")
        marks = (highlight(0, 1, quote=text), highlight(0, 1, quote=text, tags=("claim",)))
        written = FORMATS["org"].write(iter([ArticleView(article, Body.plain("x"), marks, CODEBOOK)]))
        _, node, *passages = list(orgparse.loads(b"".join(written).decode()))
        assert [(each.todo, each.priority, each.tags) for each in (node, *passages)] == [
            (None, None, set()),
            (None, None, set()),
            (None, None, {"claim"}),
        ], text


def test_org_follows_runs_and_fills_in_nothing() -> None:
    active = re.compile(
        r"\[\[|\[fn:|<<|<\d{4}-\d|\{\{\{|\b(?:shell|elisp|file):\S|\b(?:src|call)_\w+[\[({]", re.IGNORECASE
    )
    for text in PAYLOADS:
        document = written("org", text)
        rest = "\n".join(line for line in document.split("\n") if not line.startswith(":URL:"))
        assert not active.search(rest), text
        assert document.count("\n* ") == 1
        assert document.count("\n** ") == 1
        assert len(re.findall(r"^#\+", document, re.MULTILINE)) == 3  # the title, a quotation's begin and end
        assert document.count("\n:END:\n") == 2
