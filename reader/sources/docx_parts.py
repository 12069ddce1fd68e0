"""A DOCX taken apart, inside the worker process, by mammoth; pictures give way to what stands for them."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

from lxml import etree

from reader.sources import safe_xml
from reader.sources.docx_lists import without_overrides
from reader.sources.front import fields_of, take_front
from reader.sources.pieces import sent
from reader.sources.unzip import Archive
from reader.sources.worker import Refused
from reader.sources.xhtml import pieces_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_OLE = b"\xd0\xcf\x11\xe0"
_CORE, _LISTS = "docProps/core.xml", "word/numbering.xml"
#: Parts without a word of the text, by how their names begin: damage to them is none to it.
_OTHERS = (
    "docProps/",
    "customXml/",
    *(f"word/{part}" for part in ("theme", "font", "settings", "webSettings")),
)
#: Beside mammoth's own, the styles of Word, LibreOffice and pandoc.
_STYLES = r"""
p[style-name='Title'] => h1.title:fresh
p[style-name='Author'] => p.author:fresh
p[style-name='Date'] => p.date:fresh
p[style-name='Source Code'] => pre:separator('\n')
p[style-name='HTML Preformatted'] => pre:separator('\n')
p[style-name='Preformatted Text'] => pre:separator('\n')
r[style-name='Verbatim Char'] => code
r[style-name='HTML Code'] => code
r[style-name='Source Text'] => code
p[style-name='toc 1'] => !
p[style-name='toc 2'] => !
p[style-name='toc 3'] => !
""" + "".join(
    f"p[style-name='{style}']{listed} => {within}blockquote > p:fresh\n"
    for listed, within in [*((f":unordered-list({n})", "ul|ol > li > " * n) for n in range(1, 6)), ("", "")]
    for style in ("Quote", "Quotations", "Intense Quote", "Block Text")
)


def extract(raw: bytes) -> dict[str, Any]:
    """Return the document's `fields` and `blocks`. Raises Refused."""
    if raw.startswith(_OLE):
        raise Refused(
            "is an older Office document, or one with a password: save it as DOCX without one, then add that"
        )
    archive = Archive(raw)
    fields = fields_of(archive, _CORE)
    body = _body(_html(_texts_alone(archive)))
    labels = _take_labels(body)
    take_front(body, fields)
    blocks = pieces_of(
        body,
        lambda link: labels.get(link.get("href", ""), "") if link.get("id") else "",
        lambda element: labels.get(f"#{element.get('id')}", ""),
    )
    return {"fields": fields, "blocks": sent(blocks)}


def _texts_alone(archive: Archive) -> BytesIO:
    """Return the archive with its XML alone, each part counted and looked at: none may declare entities."""
    copy = BytesIO()
    with zipfile.ZipFile(copy, "w") as texts:
        for name in sorted(archive.names):
            if name.endswith((".xml", ".rels")) and not name.startswith(_OTHERS):
                part = archive.read(name)
                root = safe_xml.parse(part, f"its part {name[:80]}")
                if root.getroottree().docinfo.doctype:
                    raise Refused("is damaged: no part of such a document has a DOCTYPE")
                texts.writestr(name, without_overrides(root) if name == _LISTS else part)
    copy.seek(0)
    return copy


def _html(file: BytesIO) -> str:
    import mammoth

    try:
        result = mammoth.convert_to_html(
            file,
            style_map=_STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=mammoth.images.img_element(lambda image: {}),
        )
    except (MemoryError, RecursionError):
        raise
    except Exception:  # what it does not find, it meets in many ways
        raise Refused("is damaged: its parts do not fit together") from None
    return str(result.value)


def _body(html: str) -> Element:
    parser = etree.HTMLParser(no_network=True, recover=True, encoding="utf-8")
    root = etree.fromstring(f"<html><body>{html}</body></html>".encode(), parser)
    body: Element | None = root.find("body")
    if body is None:
        raise Refused("holds no text")
    return body


def _take_labels(body: Element) -> dict[str, str]:
    """Number the notes by their references; take out the arrows that lead back."""
    labels: dict[str, str] = {}
    for link in list(body.iter("a")):
        href = link.get("href", "")
        if href.startswith(("#footnote-ref-", "#endnote-ref-")):
            link.set("role", "doc-backlink")
        elif href.startswith(("#footnote-", "#endnote-")):
            labels.setdefault(href, str(len(labels) + 1))
    return labels
