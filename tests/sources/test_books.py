"""EPUB and PDF: what a book says, in order, and one clear sentence where it cannot be read."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from reader.sources import load, unzip
from reader.sources.worker import Refused
from tests.support.articles import blocks, marks, read, sentence
from tests.support.books import chapter, epub, pdf

if TYPE_CHECKING:
    from pathlib import Path

    from reader.model import Imported

FIRST = chapter(
    "<h1>One</h1><p>The wall has <em>nine</em> gates,<a epub:type='noteref' href='notes.xhtml#n1'>*</a> and"
    " <a href='https://example.org/two'>two</a> are walled&nbsp;up.</p><!-- no --><ul><li>north</li><li>south"
    "<ol><li>lower</li></ol></li></ul><blockquote><p>Walk <q>slowly</q>.</p></blockquote>"
    "<pre>a = 1\n  b = 2</pre>"
    "<hr/><figure><img src='w.png' alt='The gate'/></figure><table>"
    "<caption>All <b>gates</b></caption><tr><th>gate</th><th>year</th></tr><tr>"
    "<td>north</td><td>1340</td></tr></table><script>alert(1)</script>",
    "<!DOCTYPE html>",
)
SECOND = chapter(
    "<section><h2>Two</h2><p>Nobody counted them.<a role='doc-noteref' href='#n2'>1</a></p>"
    "<aside epub:type='footnote' id='n2'><p>Until 1998. <a role='doc-backlink'>back</a></p></aside></section>"
)
NOTES = chapter("<div id='n1' epub:type='footnote'><p>Ten, with the postern.</p></div>")
BOOK = {"one.xhtml": FIRST, "two.xhtml": SECOND, "notes.xhtml": NOTES}


def test_a_book_is_one_article_with_its_chapters_in_order(tmp_path: Path) -> None:
    imported = read(tmp_path, epub(BOOK), "book.epub")
    data = imported.metadata
    assert (imported.error, imported.source, data.title) == ("", "epub", "The old wall")
    assert (data.authors, data.published, data.site) == (("Ana Pérez", "Li Wei"), "2026-11-19", "site-34")
    assert blocks(imported) == [
        ("title", 0, "", "The old wall"),
        ("heading", 1, "", "One"),
        ("paragraph", 0, "", "The wall has nine gates,[1] and two are walled up."),
        ("item", 0, "•", "north"),
        ("item", 0, "•", "south"),
        ("item", 1, "1.", "lower"),
        ("quote", 1, "", "Walk “slowly”."),
        ("code", 0, "", "a = 1\n  b = 2"),
        ("rule", 0, "", "* * *"),
        ("image", 0, "", "The gate"),
        ("paragraph", 0, "", "All gates"),
        ("row", 1, "", "gate\tyear"),
        ("row", 0, "", "north\t1340"),
        ("heading", 2, "", "Two"),
        ("paragraph", 0, "", "Nobody counted them.[2]"),
        ("footnote", 0, "2", "Until 1998."),
        ("footnote", 0, "1", "Ten, with the postern."),
    ]
    assert marks(imported) == [
        ("emphasis", "nine", ""),
        ("footnote", "[1]", "1"),
        ("link", "two", "https://example.org/two"),
        ("footnote", "[2]", "2"),
    ]


CONTENTS = "<nav epub:type='toc'><ol><li><a href='one.xhtml#top'>The <i>first</i></a></li>{}</ol></nav>"


def chapters(tmp_path: Path, raw: bytes, name: str = "book.epub") -> list[Imported]:
    path = tmp_path / name
    path.write_bytes(raw)
    return list(load(str(path), chapters=True))[::-1]


def test_a_book_may_be_an_article_a_chapter_with_its_notes(tmp_path: Path) -> None:
    one, two = chapters(tmp_path, epub(BOOK))
    assert [(a.metadata.title, a.metadata.site) for a in (one, two)] == [
        ("One", "The old wall"),
        ("Two", "The old wall"),
    ]
    assert one.metadata.authors == ("Ana Pérez", "Li Wei")
    assert one.origin == f"{tmp_path}/book.epub#OEBPS/one.xhtml"
    assert blocks(one)[0] == ("title", 0, "", "One")
    assert blocks(one)[-1] == ("footnote", 0, "1", "Ten, with the postern.")
    assert blocks(two) == [
        ("title", 0, "", "Two"),
        ("paragraph", 0, "", "Nobody counted them.[2]"),
        ("footnote", 0, "2", "Until 1998."),
    ]


def test_chapters_are_those_of_the_contents(tmp_path: Path) -> None:
    (whole,) = chapters(tmp_path, epub(BOOK, contents=CONTENTS.format("")))
    assert whole.metadata.title == "The first"
    assert {"One", "Two"} <= {text for *_, text in blocks(whole)}
    both = chapters(tmp_path, epub(BOOK, contents=CONTENTS.format("<li><a href='two.xhtml'>Next</a></li>")))
    assert [article.metadata.title for article in both] == ["The first", "Next"]


def _with_ncx(chapters: dict[str, str], inside: str) -> bytes:
    """Make a book with the contents of EPUB 2."""
    ncx = f"<ncx xmlns='http://www.daisy.org/z3986/2005/ncx/'>{inside}</ncx>"
    item = "<item id='ncx' href='toc.ncx' media-type='application/x-dtbncx+xml'/></manifest>"
    opf = zipfile.ZipFile(BytesIO(epub(chapters))).read("OEBPS/c.opf").decode().replace("</manifest>", item)
    return epub(chapters, files={"OEBPS/toc.ncx": ncx, "OEBPS/c.opf": opf})


def test_contents_of_an_older_book(tmp_path: Path) -> None:
    point = "<navPoint id='a'><navLabel><text>{}</text></navLabel><content src='{}'/>{}</navPoint>"
    inner = point.format("Deeper", "two.xhtml", "")
    points = point.format("Outer", "one.xhtml", inner)
    older = _with_ncx(BOOK, f"<navMap>{points}</navMap>")
    assert [article.metadata.title for article in chapters(tmp_path, older)] == ["Outer", "Deeper"]


def test_a_book_may_say_what_it_is_about_and_stress_words_by_classes(tmp_path: Path) -> None:
    words = (
        "The <span class='x it'>nine</span> gates, <span class='b'>two</span> <span class='u'>of</span> them."
    )
    one = chapter(f"<p>{words}</p>")
    css = (
        "/* .u {font-style: italic} */ p.it, span.it { font-style:italic } .b{font-weight: 700; color: red} {"
    )
    raw = epub({"a.xhtml": one})
    opf = zipfile.ZipFile(BytesIO(raw)).read("OEBPS/c.opf").decode()
    sheet = "<item id='s' href='s.css' media-type='text/css'/></manifest>"
    about = "<dc:description>&lt;p&gt;Of &lt;b&gt;walls&lt;/b&gt;.&lt;/p&gt;</dc:description></metadata>"
    opf = opf.replace("</manifest>", sheet).replace("</metadata>", about)
    imported = read(
        tmp_path, epub({"a.xhtml": one}, files={"OEBPS/c.opf": opf, "OEBPS/s.css": css}), "b.epub"
    )
    assert imported.metadata.standfirst == "Of walls."
    assert blocks(imported)[:2] == [("title", 0, "", "The old wall"), ("standfirst", 0, "", "Of walls.")]
    assert marks(imported) == [("emphasis", "nine", ""), ("strong", "two", "")]


def test_a_chapter_is_read_again_by_its_own_address(tmp_path: Path) -> None:
    two = chapters(tmp_path, epub(BOOK))[1]
    (again,) = load(two.origin)
    assert (again.origin, again.body.text) == (two.origin, two.body.text)
    (gone,) = load(f"{tmp_path}/book.epub#OEBPS/three.xhtml")
    assert gone.error == "book.epub holds no such article any longer."


def test_what_is_no_book_is_read_as_ever_with_chapters(tmp_path: Path) -> None:
    (text,) = chapters(tmp_path, b"A line.", "line.txt")
    assert text.body.text == "A line."
    (broken,) = chapters(tmp_path, epub(BOOK)[:900])
    assert "is no whole ZIP archive" in broken.error


def test_a_book_is_known_by_its_content_too(tmp_path: Path) -> None:
    assert read(tmp_path, epub(BOOK), "book.bin").source == "epub"


ENCRYPTED = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
    'xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData><e:EncryptionMethod Algorithm="{}"/>'
    "</e:EncryptedData></encryption>"
)
DOCTYPE = '<!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"PK\x03\x04 and no more", "is damaged: it is no whole ZIP archive"),
        (epub(BOOK)[:900], "is damaged: it is no whole ZIP archive"),
        (epub({}), "it names no chapter that is there"),
        (epub(BOOK, spine=["nowhere"]), "it names no chapter that is there"),
        (epub(BOOK, files={"META-INF/container.xml": "<"}), "its table of parts cannot be read"),
        (epub(BOOK, files={"META-INF/container.xml": "<c/>"}), "its table of parts is missing"),
        (epub({"../../../etc/passwd": FIRST}), "it names no chapter that is there"),
        (epub({"a.xhtml": chapter(" ")}), "holds no text"),
        (
            epub(BOOK, files={"META-INF/encryption.xml": ENCRYPTED.format("x#aes256-cbc")}),
            "is protected (DRM)",
        ),
    ],
    ids=sentence,
)
def test_a_book_that_cannot_be_read_is_one_sentence(tmp_path: Path, raw: bytes, said: str) -> None:
    imported = read(tmp_path, raw, "book.epub")
    assert said in imported.error
    assert imported.error.startswith("book.epub ")
    assert imported.error.endswith(".")


def test_obfuscated_fonts_are_no_protection(tmp_path: Path) -> None:
    fonts = ENCRYPTED.format("http://www.idpf.org/2008/embedding")
    assert not read(tmp_path, epub(BOOK, files={"META-INF/encryption.xml": fonts}), "book.epub").error


def test_no_entity_is_resolved(tmp_path: Path) -> None:
    imported = read(tmp_path, epub({"a.xhtml": chapter("<p>Before &x; after.</p>", DOCTYPE)}), "book.epub")
    assert "root:" not in imported.body.text
    assert "Before" in imported.body.text


def test_what_unpacks_to_too_much_is_refused() -> None:
    raw = BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", bytes(33 << 20))
    with pytest.raises(Refused, match="unpacks to more than the limit"):
        unzip.Archive(raw.getvalue()).read("a")


# -- PDF

HEAD = (72.0, 800.0, 9.0, "The Journal of Walls")


def test_a_book_keeps_the_pages_of_its_print(tmp_path: Path) -> None:
    """A page begins inside of a paragraph, between two, or with a chapter, and goes on over the next."""
    first = chapter(
        "<p>Before it.</p><span epub:type='pagebreak' id='page4' title='iv'/><h1>One</h1>"
        "<p>On the first. <span epub:type='pagebreak' role='doc-pagebreak' id='p5'/>On the second.</p>"
        "<div role='doc-pagebreak' aria-label='Page 6.'>6</div><p>On the third.</p>"
    )
    second = chapter("<p>Still there.</p><p><a epub:type='pagebreak'>7</a>On the last.</p>")
    imported = read(tmp_path, epub({"one.xhtml": first, "two.xhtml": second}), "book.epub")
    assert imported.body.text.split("\n\n")[1:] == [
        *("Before it.", "One", "On the first. On the second.", "On the third."),
        *("Still there.", "On the last."),
    ]
    assert marks(imported) == [
        ("page", "One", "iv"),
        ("page", "On the first.", "iv"),
        ("page", "On the second.", "5"),
        ("page", "On the third.", "6"),
        ("page", "Still there.", "6"),
        ("page", "On the last.", "7"),
    ]


def test_a_link_leads_to_another_place_of_the_book(tmp_path: Path) -> None:
    """To an element, a page, a picture, a row of a table, a chapter; what is not there is no link."""
    first = chapter(
        "<h1>One</h1><p>See <a href='two.xhtml#late'>later</a>, <a href='two.xhtml#p9'>p. 9</a>, "
        "<a href='two.xhtml#fig'>figure 3</a>, <a href='two.xhtml#row'>the year</a>, "
        "<a href='two.xhtml'>two</a>, <a href='two.xhtml#gone'>nowhere</a>, <a href='three.xhtml'>three</a>, "
        "<a href='#note'>1</a>, <a href='https://example.org'>out</a>, <a href='http://[x'>no</a>.</p>"
        "<p id='note'>1. A note that nothing calls one.</p>"
    )
    second = chapter(
        "<section id='all'><h1>Two</h1><p>Early.</p><p><b id='late'>Late.</b></p>"
        "<span epub:type='pagebreak' id='p9' title='9'/><p>Ninth.</p>"
        "<figure id='fig'><img src='3.png' alt='A gate'/></figure><p>Then.</p>"
        "<table><tr><td>Year</td></tr><tr id='row'><td>1998</td></tr></table></section>"
    )
    imported = read(tmp_path, epub({"one.xhtml": first, "two.xhtml": second}), "book.epub")
    text = imported.body.text
    *links, out, _ = [(words, href) for kind, words, href in marks(imported) if kind == "link"]
    assert out == ("out", "https://example.org")
    assert [(words, text[int(href[1:]) :].split("\n")[0]) for words, href in links] == [
        *(("later", "Late."), ("p. 9", "Ninth."), ("figure 3", "A gate"), ("the year", "Year")),
        *(("two", "Two"), ("nowhere", "Two"), ("1", "1. A note that nothing calls one.")),
    ]


@pytest.mark.parametrize("version", [2, 3])
def test_pages_that_only_the_contents_tell_begin_at_ids(version: int, tmp_path: Path) -> None:
    one = chapter("<p id='p1'>On the first.</p><p>Still <a id='p2'></a>and on the second.</p>")
    two = chapter("<p>Goes on.</p><p id='p3'>The third.</p>")
    chapters = {"one.xhtml": one, "two.xhtml": two}
    places = {"one.xhtml#p1": "i", "one.xhtml#p2": "ii", "two.xhtml#p3": "3"}
    if version == 3:
        links = "".join(f"<li><a href='{href}'>{number}</a></li>" for href, number in places.items())
        nav = f"{CONTENTS.format('')}<nav epub:type='page-list'><ol>{links}</ol></nav>"
        raw = epub(chapters, contents=nav)
    else:
        label = "<navLabel><text>{1}</text></navLabel>"
        target = "<pageTarget value='9'>" + label + "<content src='{0}'/></pageTarget>"
        targets = "".join(target.format(*place) for place in places.items())
        raw = _with_ncx(chapters, f"<navMap/><pageList>{targets}</pageList>")
    imported = read(tmp_path, raw, "book.epub")
    assert [mark for mark in marks(imported) if mark[0] == "page"] == [
        ("page", "On the first.", "i"),
        ("page", "Still", "i"),
        ("page", "and on the second.", "ii"),
        ("page", "Goes on.", "ii"),
        ("page", "The third.", "3"),
    ]


def page(number: int, *lines: str, top: float = 740.0) -> list[tuple[float, float, float, str]]:
    body = [(72.0, top - 14 * i, 11.0, line) for i, line in enumerate(lines)]
    return [HEAD, *body, (290.0, 40.0, 9.0, str(number))]


LONG = "Nobody had counted the gates of the old wall before the summer of 1998"


def test_paragraphs_go_over_lines_and_pages_and_keep_their_pages(tmp_path: Path) -> None:
    first = [
        (72.0, 770.0, 20.0, "Nine gates"),
        *page(1, LONG, "and two of them are walled up. They were never men-"),
    ]
    second = page(2, "tioned in the books, as far as anybody in the town can now remember", "or cares.")
    third = page(3, LONG, "again. The end.")
    imported = read(tmp_path, pdf([first, second, third], "Walls"), "walls.pdf")
    assert (imported.error, imported.source, imported.metadata.title) == ("", "pdf", "Walls")
    assert (imported.metadata.authors, imported.metadata.published) == (("Ana",), "2026-11-19")
    assert [(kind, text) for kind, _, _, text in blocks(imported)] == [
        ("title", "Walls"),
        ("heading", "Nine gates"),
        (
            "paragraph",
            f"{LONG} and two of them are walled up. They were never mentioned in the books, as far as "
            "anybody in the town can now remember or cares.",
        ),
        ("paragraph", f"{LONG} again. The end."),
    ]
    text = imported.body.text
    pages = [(mark.href, text[mark.start : mark.end][:12]) for mark in imported.body.marks]
    assert pages == [("1", "Nine gates"), ("1", "Nobody had c"), ("2", "tioned in th"), ("3", "Nobody had c")]
    assert set(imported.metadata.dropped) == {"The Journal of Walls", "#"}


def test_a_dash_that_begins_a_line_makes_no_list_of_what_goes_on(tmp_path: Path) -> None:
    lines = [f"{LONG}.", f"– {LONG}", "or cares."]
    spoken = [
        (72.0, 640.0, 11.0, "— Nobody, he said."),
        (72.0, 610.0, 11.0, "– One"),
        (72.0, 596.0, 11.0, "– Two"),
    ]
    imported = read(tmp_path, pdf([[*page(1, *lines)[1:-1], *spoken]], "Dashes"), "dashes.pdf")
    assert [(kind, text) for kind, _, _, text in blocks(imported)] == [
        ("title", "Dashes"),
        ("paragraph", f"{LONG}. – {LONG} or cares."),
        ("paragraph", "— Nobody, he said."),
        ("item", "One"),
        ("item", "Two"),
    ]


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = [(72.0, 740.0 - 14 * i, 11.0, f"left line {i} goes on and") for i in range(5)]
    right = [(320.0, 740.0 - 14 * i, 11.0, f"right line {i} goes on and") for i in range(5)]
    imported = read(tmp_path, pdf([[*left, *right]], "Two columns"), "columns.pdf")
    words = imported.body.text
    assert words.index("left line 4") < words.index("right line 0")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"%PDF-1.7\nno more", "is damaged: it is no whole PDF"),
        (pdf([]), "is damaged"),
        (pdf([[]]), "has no text layer"),
    ],
    ids=sentence,
)
def test_a_pdf_that_cannot_be_read_is_one_sentence(tmp_path: Path, raw: bytes, said: str) -> None:
    imported = read(tmp_path, raw, "a.pdf")
    assert said in imported.error
    assert imported.error.startswith("a.pdf ")


def test_cells_over_several_rows_are_said_in_each_and_a_broken_line_is_the_next_of_a_stanza(
    tmp_path: Path,
) -> None:
    inside = chapter(
        "<table><tr><th rowspan='2'>parish</th><th colspan='2'>bell</th></tr>"
        "<tr><th>name</th><th>cast</th></tr>"
        "<tr><td rowspan='2'>St Anne</td><td>Maria</td><td>1642</td></tr>"
        "<tr><td>Little A<i>nn</i>e<br/>recast</td><td>1701</td></tr>"
        "<tr><td>St Brice</td><td colspan='2'>not known</td></tr></table>"
        "<p>The bell<br/>is not<br/>the hour.</p><p>10<sup>6</sup> men, the 3<sup>rd</sup> day</p>"
        "<figure><img src='b.png' alt='a bell'/><figcaption>The bell after the fire</figcaption></figure>"
        "<dl><dt>Osanna</dt><dd>Rung on Palm Sunday.</dd></dl>"
    )
    imported = read(tmp_path, epub({"one.xhtml": inside}), "book.epub")
    assert blocks(imported)[1:] == [
        ("row", 1, "", "parish\tbell"),
        ("row", 1, "", "\tname\tcast"),
        ("row", 0, "", "St Anne\tMaria\t1642"),
        ("row", 0, "", "St Anne\tLittle Anne recast\t1701"),
        ("row", 0, "", "St Brice\tnot known"),
        ("paragraph", 0, "", "The bell"),
        ("paragraph", 0, "", "is not"),
        ("paragraph", 0, "", "the hour."),
        ("paragraph", 0, "", "10⁶ men, the 3rd day"),
        ("image", 0, "", "The bell after the fire"),
        ("paragraph", 0, "", "Osanna"),
        ("item", 0, "", "Rung on Palm Sunday."),
    ]
    assert "The bell\nis not\nthe hour.\n\n10⁶" in imported.body.text
