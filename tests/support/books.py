"""Small EPUB and PDF files, made by hand."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/c.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_METADATA = (
    "<dc:title>The old wall</dc:title><dc:creator>Ana Pérez</dc:creator><dc:creator>Li Wei</dc:creator>"
    "<dc:language>en</dc:language><dc:date>2026-11-19T00:00:00Z</dc:date><dc:publisher>site-34</dc:publisher>"
)


def chapter(body: str, head: str = "") -> str:
    """Write an XHTML chapter; `head` stands before its root element."""
    names = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    return (
        f'<?xml version="1.0"?>{head}<html {names}><head><title>no</title></head><body>{body}</body></html>'
    )


def epub(
    chapters: Mapping[str, str],
    *,
    files: Mapping[str, str] | None = None,
    spine: Sequence[str] = (),
    contents: str = "",
) -> bytes:
    """Make a book of chapters by their paths below OEBPS; `files` are added or put in the place of others.

    `contents` is the body of the navigation, nav.xhtml.
    """
    kinds = 'media-type="application/xhtml+xml"'
    items = "".join(f'<item id="c{i}" href="{path}" {kinds}/>' for i, path in enumerate(chapters))
    if contents:
        items += f'<item id="nav" href="nav.xhtml" properties="nav" {kinds}/>'
        files = {"OEBPS/nav.xhtml": chapter(contents), **(files or {})}
    order = spine or [f"c{i}" for i in range(len(chapters))]
    refs = "".join(f'<itemref idref="{name}"/>' for name in order)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{_METADATA}</metadata>'
        f"<manifest>{items}</manifest><spine>{refs}</spine></package>"
    )
    members = {
        "META-INF/container.xml": _CONTAINER,
        "OEBPS/c.opf": package,
        **{f"OEBPS/{path}": text for path, text in chapters.items()},
        **(files or {}),
    }
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for path, text in members.items():
            archive.writestr(path, text)
    return buffer.getvalue()


def pdf(pages: Iterable[Iterable[tuple[float, float, float, str]]], title: str = "") -> bytes:
    """Make a PDF of lines (x, y and size in points, text in Latin-1) set in Helvetica on A4 pages."""
    objects: list[bytes] = [
        b"",
        b"",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    kids = []
    for lines in pages:
        parts = [
            b"BT /F1 %g Tf %g %g Td (%s) Tj ET"
            % (
                size,
                x,
                y,
                text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)"),
            )
            for x, y, size, text in lines
        ]
        stream = b"\n".join(parts)
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        resources = b"/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
        objects.append(b"<</Type/Page/Parent 2 0 R%s/Contents %d 0 R>>" % (resources, len(objects)))
        kids.append(len(objects))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    objects.append(b"<</Title(%s)/Author(Ana)/CreationDate(D:20261119101500Z)>>" % title.encode("cp1252"))
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        len(objects),
        start,
    )
    return bytes(out)
