"""What a text is, is told by its content first and by its name second."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.sources import READERS, SEVERAL, WRAPPERS, count, load
from reader.sources.kinds import SUFFIXES, is_known, kind_of

if TYPE_CHECKING:
    from pathlib import Path

SENT = b"From: a@b\nReceived: by c\n\ttoday\nSubject: d\n\n"


@pytest.mark.parametrize(
    ("raw", "name", "kind"),
    [
        (b"<!doctype html>", "a.txt", "html"),
        (b"x" * 99 + b"%PDF-1.7", "a.txt", "pdf"),
        (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/epub+zip", "a", "epub"),
        (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text", "a", "odt"),
        (b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml, word/document.xml", "a.zip", "docx"),
        (b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml, xl/workbook.xml", "a.xlsx", "text"),
        (b"PK\x03\x04", "a.epub", "epub"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "docx"),
        (b"{\\rtf1", "a.doc", "rtf"),
        (b"\x1f\x8b\x08", "a", "compressed"),
        (b"BZh9", "a.txt", "compressed"),
        (b"\xfd7zXZ\0", "a", "compressed"),
        (b"\xef\xbb\xbfWEBVTT\n", "a.txt", "subtitles"),
        (b"WEBVTTX", "a", "text"),
        (b"\r\n1\r\n00:00:01,000 --> 00:00:02,000\r\n", "a.txt", "subtitles"),
        (b"1\n00:00 is midnight", "a.txt", "text"),
        (SENT, "a.txt", "mail"),
        (b"From: the sea\nTo: the wall\n\nA poem.", "a.txt", "text"),
        (b"From: the sea\n\nA poem.", "a.eml", "mail"),
        (b"From a@b Thu Nov 19 10:15:00 2026\n" + SENT, "a", "mbox"),
        (b"From London, in 1998\nwe went on.", "a.txt", "text"),
        (SENT.replace(b"a@b", b"<Saved by Blink>"), "a.eml", "mhtml"),
        (b"A text", "a.MARKDOWN", "markdown"),
        (b"A text", "a.vtt", "subtitles"),
        (b"", "a.odt", "odt"),
        (b"", "", "text"),
    ],
)
def test_the_kind_of_a_text(raw: bytes, name: str, kind: str) -> None:
    assert kind_of(raw, name) == kind


def test_every_kind_has_a_reader() -> None:
    assert set(SUFFIXES.values()) | {"compressed", "epub-chapters"} == {*READERS, *SEVERAL, *WRAPPERS}


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("a.DOCX", True),
        ("a.vtt", True),
        ("a.md.gz", True),
        ("a.mbox.xz", True),
        ("a.tar.gz", False),
        ("a.gz", False),
    ],
)
def test_names_that_folders_are_searched_for(name: str, known: bool) -> None:
    assert is_known(name) == known


def test_a_folder_is_read_with_all_kinds_in_it(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(SENT + b"A text.")
    (tmp_path / "b.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nA text.\n")
    (tmp_path / "c.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "d.tar.gz").write_bytes(b"\x1f\x8b\x08")
    found = list(load(str(tmp_path)))
    assert [(imported.source, bool(imported.error)) for imported in found] == [
        ("text", True),
        ("subtitles", False),
        ("mail", False),
    ]
    assert count(str(tmp_path)) == 3
