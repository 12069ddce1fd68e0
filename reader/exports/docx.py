"""Word (Office Open XML, ISO/IEC 29500): a heading for each article, its passages as quotes, notes below.

Every style is one that Word has itself, so that a template's looks take the place of these.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from reader.exports.codes import element
from reader.exports.losses import counted
from reader.exports.markdown_text import web
from reader.exports.names import place_of
from reader.exports.pipe import Pipe
from reader.exports.refi import member
from reader.exports.relations import relations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reader.model import Article, ArticleView, Highlight

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_INDENT, _QUIET = '<w:ind w:left="567"/>', '<w:color w:val="595959"/>'


def _relations(to: str, kind: str) -> str:
    return (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{to}"/></Relationships>'
    )


def _style(name: str, title: str, paragraph: str, run: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{title}"/><w:basedOn w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


#: The parts that are always the same, by their names.
_PARTS = {
    "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_MAIN}.styles+xml"/></Types>',
    "_rels/.rels": _relations("word/document.xml", "officeDocument"),
    "word/_rels/document.xml.rels": _relations("styles.xml", "styles"),
    "word/styles.xml": f"{_HEAD}<w:styles {_WORD}>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr>'
    '<w:spacing w:after="120"/></w:pPr></w:style>'
    + _style(
        "Heading1",
        "heading 1",
        '<w:keepNext/><w:spacing w:before="360" w:after="60"/><w:outlineLvl w:val="0"/>',
        '<w:b/><w:sz w:val="32"/>',
    )
    + _style("Subtitle", "Subtitle", '<w:keepNext/><w:spacing w:after="240"/>', _QUIET)
    + _style("Quote", "Quote", f'<w:keepLines/><w:spacing w:before="240" w:after="60"/>{_INDENT}', "")
    + _style("Caption", "caption", _INDENT, f'{_QUIET}<w:sz w:val="18"/>')
    + "</w:styles>",
}


def write(views: Iterable[ArticleView]) -> Iterator[bytes]:
    """Yield the file, an article at a time."""
    pipe = Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED) as archive:
        for name, text in _PARTS.items():
            archive.writestr(member(name), text)
        with archive.open(member("word/document.xml"), "w") as document:
            document.write(f"{_HEAD}<w:document {_WORD}><w:body>\n".encode())
            for view in views:
                document.write("".join(_article(view)).encode("utf-8", "replace"))
                yield pipe.taken()
            document.write(b"</w:body></w:document>\n")
    yield pipe.taken()


def lost(view: ArticleView) -> Mapping[str, int]:
    """Count what such a document does not say of an article."""
    return counted(view, "article text", "position", "date", "annotator", "colour")


def _article(view: ArticleView) -> Iterator[str]:
    article = view.article
    yield _paragraph("Heading1", " ".join(article.title.split()) or "Untitled")
    if told := " · ".join(filter(None, _byline(article))):
        yield _paragraph("Subtitle", told)
    if article.note.strip():
        yield _paragraph("Normal", article.note)
    for highlight in view.highlights:
        yield from _passage(view, highlight)


def _byline(article: Article) -> Iterator[str]:
    yield ", ".join(article.authors)
    yield from (article.site, article.published, web(article.url), _tags(article.tags))


def _passage(view: ArticleView, highlight: Highlight) -> Iterator[str]:
    yield _paragraph("Quote", highlight.quote)
    if told := " · ".join(filter(None, (place_of(view, highlight), _tags(highlight.tags)))):
        yield _paragraph("Caption", told)
    if highlight.note.strip():
        yield _paragraph("Normal", highlight.note)
    for line in relations(view, highlight):
        yield _paragraph("Caption", line)


def _tags(names: Iterable[str]) -> str:
    return " ".join(f"#{name}" for name in names)


def _paragraph(style: str, text: str) -> str:
    """Write a paragraph, or of a text with blank lines several; a line feed in one breaks its line."""
    return "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r>{_lines(block)}</w:r></w:p>\n'
        for block in re.split(r"\n\s*\n", text.strip("\n"))
    )


def _lines(text: str) -> str:
    return "<w:br/>".join(element("w:t", {"xml:space": "preserve"}, line) for line in text.splitlines())
