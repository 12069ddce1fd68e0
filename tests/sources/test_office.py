"""DOCX, ODT and RTF: what a document says, in order, and one clear sentence where it cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.articles import blocks, marks, read, sentence
from tests.support.office import docx, odt, relationship, w_p, w_r

if TYPE_CHECKING:
    from pathlib import Path

TITLE = ("title", 0, "", "The old wall")
TEXT = [
    TITLE,
    ("heading", 1, "", "One"),
    ("paragraph", 0, "", "The wall has nine gates,[1] and two are walled up."),
    ("item", 0, "•", "north"),
    ("item", 1, "1.", "lower"),
    ("item", 0, "•", "south"),
    ("quote", 1, "", "Walk slowly."),
    ("code", 0, "", "a = 1\n  b = 2"),
    ("image", 0, "", "The gate"),
    ("row", 1, "", "gate\tyear"),
    ("row", 0, "", "north\t1340"),
    ("footnote", 0, "1", "Ten, with the postern."),
]
MARKS = [
    ("emphasis", "nine", ""),
    ("footnote", "[1]", "1"),
    ("link", "two", "https://example.org/two"),
    ("strong", "walled", ""),
]

# -- DOCX

PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="w.png" descr="The gate"/><a:graphic><a:graphicData>'
    '<pic:pic><pic:blipFill><a:blip {}="rId9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r>"
)
CELL = "<w:tc>{}</w:tc>"
BODY = (
    w_p("The Old Wall", "Title")
    + w_p("One", "heading1")
    + w_p(
        w_r("The wall has ")
        + w_r("nine", "<w:i/>")
        + w_r(" gates,")
        + '<w:r><w:footnoteReference w:id="2"/></w:r>'
        + w_r(" and ")
        + f'<w:hyperlink r:id="rId8">{w_r("two")}</w:hyperlink>'
        + w_r(" are ")
        + w_r("walled", "<w:b/>")
        + w_r(" up.")
        + f"<w:del>{w_r('not')}</w:del>"
    )
    + w_p("north", level=0)
    + w_p("lower", level=1)
    + w_p("south", level=0)
    + w_p("Walk slowly.", "Quote")
    + w_p("a = 1", "SourceCode")
    + w_p("  b = 2", "SourceCode")
    + w_p(PICTURE.format("r:embed"))
    + "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>"
    f"{CELL.format(w_p('gate'))}{CELL.format(w_p('year'))}</w:tr>"
    f"<w:tr>{CELL.format(w_p('north'))}{CELL.format(w_p('1340'))}</w:tr></w:tbl>"
)
NOTES = f'<w:footnote w:id="2">{w_p("Ten, with the postern.")}</w:footnote>'
LINKS = relationship(8, "hyperlink", "https://example.org/two", "External") + relationship(
    9, "image", "media/w.png"
)
DOCX = docx(BODY, notes=NOTES, relations=LINKS, files={"word/media/w.png": b"no picture"})
DOCTYPE = '<!DOCTYPE w [<!ENTITY x "y">]>'


@pytest.mark.parametrize("name", ["wall.docx", "wall.bin"])
def test_a_docx_is_read_with_all_that_stands_in_it(tmp_path: Path, name: str) -> None:
    imported = read(tmp_path, DOCX, name)
    data = imported.metadata
    assert (imported.error, imported.source, data.authors) == ("", "docx", ("Ana Pérez",))
    assert data.published == "2026-11-19"
    # the title is the paragraph's of that style, which is what a reader sees
    assert (data.title, blocks(imported)[0]) == ("The Old Wall", ("title", 0, "", "The Old Wall"))
    assert blocks(imported)[1:] == TEXT[1:]
    assert marks(imported) == MARKS


def test_a_quote_in_an_item_of_a_docx_stays_in_it(tmp_path: Path) -> None:
    body = w_p("north", level=0) + w_p("Walk slowly.", "Quote", level=0) + w_p("Out of it.", "Quote")
    made = read(tmp_path, docx(body), "wall.docx").body.blocks
    assert [(block.kind, block.level, block.within) for block in made[1:]] == [
        ("item", 0, ""),
        ("quote", 1, "-"),
        ("quote", 1, ""),
    ]


def test_nothing_outside_of_a_docx_is_loaded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"\x89PNG secret")
    outside = relationship(9, "image", secret.as_uri(), "External")
    imported = read(tmp_path, docx(w_p(PICTURE.format("r:link")), relations=outside), "wall.docx")
    assert blocks(imported) == [TITLE, ("image", 0, "", "The gate")]


def test_damage_to_a_part_without_text_costs_no_text(tmp_path: Path) -> None:
    raw = docx(w_p("A text."), files={"docProps/core.xml": "<", "word/theme/theme1.xml": "<"})
    imported = read(tmp_path, raw, "wall.docx")
    assert (imported.error, imported.metadata.title, imported.body.text) == ("", "wall", "A text.")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (DOCX[:900], "is damaged: it is no whole ZIP archive"),
        (docx(BODY, files={"word/document.xml": "<"}), "its part word/document.xml cannot be read"),
        (docx(BODY, files={"word/document.xml": "<w/>"}), "is damaged: its parts do not fit together"),
        (docx(BODY, files={"_rels/.rels": "<r/>", "word/document.xml": DOCTYPE + "<w/>"}), "has a DOCTYPE"),
        (docx(w_p(" ")), "holds no text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "save it as DOCX"),
    ],
    ids=sentence,
)
def test_a_docx_that_cannot_be_read_is_one_sentence(tmp_path: Path, raw: bytes, said: str) -> None:
    imported = read(tmp_path, raw, "wall.docx")
    assert said in imported.error
    assert imported.error.startswith("wall.docx ")
    assert imported.error.endswith(".")


# -- ODT


def odt_list(*items: str, style: str = "L1") -> str:
    inside = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    return f'<text:list text:style-name="{style}">{inside}</text:list>'


def odt_row(*cells: str) -> str:
    inside = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
    return f"<table:table-row>{inside}</table:table-row>"


NOTE = (
    '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
    "<text:p>Ten, with the postern.</text:p></text:note-body></text:note>"
)
ODT_TEXT = (
    "<text:tracked-changes><text:p>not any more</text:p></text:tracked-changes>"
    '<text:h text:outline-level="1">One</text:h>'
    f'<text:p>The wall<text:s text:c="3"/>has <text:span text:style-name="T1">nine</text:span> gates,'
    f'{NOTE} and <text:a xlink:href="https://example.org/two">two</text:a> are '
    '<text:span text:style-name="T2">walled</text:span> up.'
    "<office:annotation><text:p>really?</text:p></office:annotation></text:p>"
    + odt_list(
        f"<text:p>north</text:p>{odt_list('<text:p>lower</text:p>', style='')}", "<text:p>south</text:p>"
    )
    + '<text:p text:style-name="P1">Walk slowly.</text:p>'
    '<text:p text:style-name="Preformatted_20_Text">a = 1</text:p>'
    '<text:p text:style-name="Preformatted_20_Text"><text:s text:c="2"/>b = 2</text:p>'
    "<text:p><draw:frame><draw:image xlink:href='file:///etc/passwd'/><svg:desc>The gate</svg:desc>"
    "</draw:frame></text:p><table:table><table:table-header-rows>"
    f"{odt_row('gate', 'year')}</table:table-header-rows>{odt_row('north', '1340')}</table:table>"
)
ODT = odt(ODT_TEXT)
ENCRYPTED = '<m:manifest xmlns:m="x"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'


@pytest.mark.parametrize("name", ["wall.odt", "wall.bin"])
def test_an_odt_is_read_with_all_that_stands_in_it(tmp_path: Path, name: str) -> None:
    imported = read(tmp_path, ODT, name)
    data = imported.metadata
    assert (imported.error, imported.source, data.title) == ("", "odt", "The old wall")
    assert (data.authors, data.published, data.language) == (("Ana Pérez",), "2026-11-19", "en-GB")
    assert blocks(imported) == TEXT
    assert marks(imported) == [*MARKS[:3], ("emphasis", "walled", ""), MARKS[3]]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (ODT[:900], "is damaged: it is no whole ZIP archive"),
        (odt("", files={"content.xml": "<"}), "is damaged: its text cannot be read"),
        (odt("", files={"content.xml": "<a/>"}), "is damaged: it holds no text"),
        (odt("", files={"META-INF/manifest.xml": ENCRYPTED}), "is protected by a password"),
        (odt("<text:p> </text:p>"), "holds no text"),
        (odt("<text:p>" * 300), "is damaged: its text cannot be read"),
    ],
    ids=sentence,
)
def test_an_odt_that_cannot_be_read_is_one_sentence(tmp_path: Path, raw: bytes, said: str) -> None:
    imported = read(tmp_path, raw, "wall.odt")
    assert said in imported.error
    assert imported.error.startswith("wall.odt ")


def test_no_entity_of_an_odt_is_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret")
    doctype = f'<!DOCTYPE o [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    paragraph = "<t:p>Before &x; after.</t:p>"
    text = f'{doctype}<o:b xmlns:o="a" xmlns:t="b"><o:body><o:text>{paragraph}</o:text></o:body></o:b>'
    assert blocks(read(tmp_path, odt("", files={"content.xml": text}), "wall.odt")) == [
        TITLE,
        ("paragraph", 0, "", "Before after."),
    ]


# -- RTF

RTF = rb"""{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Arial;}}
{\stylesheet{\s1\outlinelevel0 heading 1;}}
{\info{\title The old w\'e4ll}{\author Ana P\'e9rez}{\creatim\yr2026\mo11\dy19\hr10}}
{\pard\outlinelevel0\b One\par}
{\pard The {\i wall} has nine gates,{\super\chftn}{\*\footnote {\super\chftn}Ten, with the \{postern\}.}
 and two are walled up\u8212 ?so far.\par}
{\pard\fi-360\li720 \bullet \tab north\par}
{\pard\fi-360\li720 \bullet \tab south\par}
\trowd\cellx100\cellx200\pard\intbl gate\cell year\cell\row
\trowd\cellx100\cellx200\pard\intbl {\pard north\par}\cell {1340\par}
\cell\row
{\pict\pngblip 89504e47}
}"""


def test_an_rtf_is_read_by_its_words(tmp_path: Path) -> None:
    imported = read(tmp_path, RTF, "wall.txt")
    data = imported.metadata
    assert (imported.error, imported.source, data.title) == ("", "rtf", "The old wäll")
    assert (data.authors, data.published) == (("Ana Pérez",), "2026-11-19")
    assert blocks(imported)[1:] == [
        ("heading", 1, "", "One"),
        ("paragraph", 0, "", "The wall has nine gates,[1] and two are walled up—so far."),
        ("item", 0, "•", "north"),
        ("item", 0, "•", "south"),
        ("row", 0, "", "gate\tyear"),
        ("row", 0, "", "north\t1340"),
        ("footnote", 0, "1", "Ten, with the {postern}."),
    ]
    assert marks(imported) == [("emphasis", "wall", ""), ("footnote", "[1]", "1")]


LINKED = rb"""{\rtf1\ansi
{\pard The {\field{\*\fldinst{HYPERLINK "https://e.org/a"}}{\fldrslt{\ul old \b wall}}}
 and {\field{\*\fldinst HYPERLINK "javascript:x" }{\fldrslt a trap}}, {\field{\*\fldinst  PAGE }{\fldrslt
1}}.\par}
{\listtext\pard\plain \bullet\tab}\ilvl0\ls2 {One}\par
{\listtext\pard\plain \endash\tab}\pard\ls3\ilvl1 {Two \u57352?7\u57347?}\par
{\pard It {\field{\*\fldinst HYPERLINK "https://e.org/b" }{\fldrslt stands.}}\par}}"""


def test_links_and_levels_of_lists_in_an_rtf_are_kept(tmp_path: Path) -> None:
    imported = read(tmp_path, LINKED, "wall.rtf")
    body = imported.body
    links = [(body.text[mark.start : mark.end], mark.href) for mark in body.marks if mark.kind == "link"]
    assert links == [("old wall", "https://e.org/a"), ("stands.", "https://e.org/b")]
    assert [(kind, level, text) for kind, level, _, text in blocks(imported)] == [
        ("paragraph", 0, "The old wall and a trap, 1."),
        ("item", 0, "One"),
        ("item", 1, "Two"),
        ("paragraph", 0, "It stands."),
    ]


def test_lists_of_an_rtf_are_as_deep_as_they_stand_where_it_does_not_say(tmp_path: Path) -> None:
    items = (
        (360, "\\bullet ", "One"),
        (720, "\\endash ", "Two"),
        (1080, "1.", "Three"),
        (360, "\\bullet ", "Four"),
    )
    lines = [rf"{{\pard\sa0 \li{far} \fi-360 {sign}\tx360\tab {text}\par}}" for far, sign, text in items]
    imported = read(tmp_path, "\n".join([r"{\rtf1\ansi", *lines, "}"]).encode(), "wall.rtf")
    assert [block[1:] for block in blocks(imported)] == [
        *((0, "•", "One"), (1, "•", "Two"), (2, "1.", "Three"), (0, "•", "Four")),
    ]


def test_bold_and_italic_words_of_an_rtf_begin_and_end_where_they_do(tmp_path: Path) -> None:
    first = rb"A \b bold {\i both} word\b0  and \i one\plain  plain. {\b Not \b0 all}\par "
    raw = rb"{\rtf1 " + first + rb"\pard \i Rest\par}"
    imported = read(tmp_path, raw, "wall.rtf")
    assert [text for *_, text in blocks(imported)] == ["A bold both word and one plain. Not all", "Rest"]
    assert sorted((text, kind) for kind, text, _ in marks(imported)) == [
        ("Not", "strong"),
        ("Rest", "emphasis"),
        ("bold both word", "strong"),
        ("both", "emphasis"),
        ("one", "emphasis"),
    ]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (rb"{\rtf1 }", "holds no text"),
        (rb"{\rtf1\u99999999 ? text}", "save it as DOCX or text"),
    ],
    ids=sentence,
)
def test_an_rtf_that_cannot_be_read_is_one_sentence(tmp_path: Path, raw: bytes, said: str) -> None:
    imported = read(tmp_path, raw, "wall.rtf")
    assert said in imported.error
    assert imported.error.startswith("wall.rtf ")
