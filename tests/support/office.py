"""Small DOCX and ODT files, made by hand."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_CORE = (
    f'<c:coreProperties xmlns:c="{_PACKAGE}/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    "<dc:title>The old wall</dc:title><dc:creator>Ana Pérez</dc:creator>"
    "<dcterms:created>2026-11-19T10:15:00Z</dcterms:created></c:coreProperties>"
)
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
    for name in ("Title", "heading 1", "Quote", "Source Code")
)
_LEVELS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def relationship(number: int, kind: str, target: str, mode: str = "") -> str:
    """Write a relation of a part to another, or to what is outside."""
    outside = f' TargetMode="{mode}"' if mode else ""
    return f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"{outside}/>'


def docx(
    body: str, *, notes: str = "", relations: str = "", files: Mapping[str, str | bytes] | None = None
) -> bytes:
    """Make a document of the XML of a body and of footnotes; `files` are added or replaced."""
    head = f'<Relationships xmlns="{_PACKAGE}/relationships">'
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f"{head}{relationship(1, 'officeDocument', 'word/document.xml')}</Relationships>",
        "word/_rels/document.xml.rels": (
            f"{head}{relationship(1, 'styles', 'styles.xml')}{relationship(2, 'numbering', 'numbering.xml')}"
            f"{relationship(3, 'footnotes', 'footnotes.xml')}{relations}</Relationships>"
        ),
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_W}>{_STYLES}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_W}>{_LEVELS}</w:numbering>",
        "word/footnotes.xml": f"<w:footnotes {_W}>{notes}</w:footnotes>",
        "docProps/core.xml": _CORE,
        **(files or {}),
    }
    return _zip(members)


def w_p(text: str, style: str = "", level: int = -1) -> str:
    """Write a paragraph of DOCX; `text` is words, or the XML of runs."""
    runs = text if text.startswith("<w:") else w_r(text)
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>' if level >= 0 else ""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{listed}</w:pPr>{runs}</w:p>"


def w_r(text: str, properties: str = "") -> str:
    """Write a run of DOCX."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_NAMES = (
    " ".join(
        f'xmlns:{short}="{_ODF}:{long}:1.0"'
        for short, long in {
            "office": "office",
            "text": "text",
            "style": "style",
            "table": "table",
            "draw": "drawing",
            "fo": "xsl-fo-compatible",
            "svg": "svg-compatible",
            "meta": "meta",
        }.items()
    )
    + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
_ODT_STYLES = (
    '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-style="italic"/>'
    "</style:style>"
    '<style:style style:name="T2" style:family="text" style:parent-style-name="T1">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>'
    '<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1"/>'
    '<text:list-level-style-number text:level="2" style:num-format="1"/></text:list-style>'
)
_ODT_META = (
    "<dc:title>The old wall</dc:title><meta:initial-creator>Ana Pérez</meta:initial-creator>"
    "<dc:creator>Li Wei</dc:creator><meta:creation-date>2026-11-19T10:15:00</meta:creation-date>"
    "<dc:language>en-GB</dc:language>"
)


def odt(text: str, *, files: Mapping[str, str | bytes] | None = None) -> bytes:
    """Make a document of the XML of a text; `files` are added or put in the place of others."""
    members: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": (
            f"<office:document-content {_NAMES}>"
            f"<office:automatic-styles>{_ODT_STYLES}</office:automatic-styles>"
            f"<office:body><office:text>{text}</office:text></office:body></office:document-content>"
        ),
        "meta.xml": (
            f"<office:document-meta {_NAMES}><office:meta>{_ODT_META}</office:meta></office:document-meta>"
        ),
        **(files or {}),
    }
    return _zip(members)


def _zip(members: Mapping[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in members.items():
            stored = zipfile.ZIP_STORED if path == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(path, content, stored)
    return buffer.getvalue()
