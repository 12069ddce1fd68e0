"""Which reader a text is for: chosen by its content first, by its name second."""

from __future__ import annotations

import os
import re

SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".epub": "epub",
    ".pdf": "pdf",
    ".docx": "docx",
    ".odt": "odt",
    ".rtf": "rtf",
    ".eml": "mail",
    ".mbox": "mbox",
    ".srt": "subtitles",
    ".vtt": "subtitles",
    ".rss": "feed",
    ".atom": "feed",
}
_COMPRESSED = {".gz", ".bz2", ".xz"}
ZSTD = b"\x28\xb5\x2f\xfd"
_PACKED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0", ZSTD)
_HEAD = 8192  # bytes looked at
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_begins_as_page = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).){0,1000}-->\s*){0,3}<(?:!doctype\s+html|html)[\s>]",
    re.IGNORECASE | re.DOTALL,
).match
_begins_as_feed = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<\?xml-stylesheet[^>]*>\s*)?(?:<!--(?:(?!-->).){0,1000}-->\s*){0,3}"
    rb"<(?:rss|feed|rdf:RDF)[\s>]",
    re.DOTALL,
).match
_is_json_feed = re.compile(
    rb"\s*\{(?:(?!\"items\").){0,2000}?\"https?:\\?/\\?/jsonfeed\.org\\?/version", re.DOTALL
).match
_begins_as_cues = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:WEBVTT(?:[ \t\r\n]|$)|\s*\d+[ \t]*\r?\n(?:\d+:)?\d\d:\d\d[,.]\d{3} +-->)"
).match
_begins_as_mailbox = re.compile(rb"From \S+[^\r\n]*\d\d\d\d[^\r\n]*\r?\n[A-Za-z][A-Za-z0-9-]*:").match
#: Headers from the first line on, to the empty line.
_headers = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{0,60}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+").match
_sent_by_a_program = re.compile(
    rb"^(?:message-id|received|mime-version|return-path):", re.IGNORECASE | re.MULTILINE
).search
_has_sender = re.compile(rb"^from:", re.IGNORECASE | re.MULTILINE).search
_is_saved_page = re.compile(
    rb"^(?:snapshot-content-location:|from:[ \t]*\"?<?saved by )", re.IGNORECASE | re.MULTILINE
).search


def kind_of(raw: bytes, name: str) -> str:
    """Choose a reader by the content first, then by the name."""
    head = raw[:_HEAD]
    if _begins_as_page(head):
        return "html"
    if _begins_as_feed(head) or _is_json_feed(head):
        return "feed"
    if b"%PDF-" in raw[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_archive(raw) or kind_of_name(name)
    if head.startswith(_PACKED):
        return "compressed"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(_OLE):
        return "docx"  # whose reader says what to do with it
    if _begins_as_cues(head):
        return "subtitles"
    return _kind_of_mail(head) or kind_of_name(name)


def kind_of_name(name: str) -> str:
    """Choose a reader by a name's end alone; plain text where it says nothing."""
    return SUFFIXES.get(os.path.splitext(name)[1].lower(), "text")


def is_known(name: str) -> bool:
    """Tell whether a name is that of a text, also of a compressed one."""
    stem, suffix = os.path.splitext(name.lower())
    return suffix in SUFFIXES or (suffix in _COMPRESSED and os.path.splitext(stem)[1] in SUFFIXES)


def _kind_of_archive(raw: bytes) -> str:
    """Tell what a ZIP archive is by the names of its members, which stand in it as they are."""
    if b"mimetypeapplication/epub+zip" in raw[:200]:
        return "epub"
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in raw[:200]:
        return "odt"
    return "docx" if b"[Content_Types].xml" in raw and b"word/" in raw else ""


def _kind_of_mail(head: bytes) -> str:
    if _begins_as_mailbox(head):
        return "mbox"
    found = _headers(head)
    if not found or not _has_sender(found.group()) or not _sent_by_a_program(found.group()):
        return ""
    return "mhtml" if _is_saved_page(found.group()) else "mail"
