"""Mailboxes: many messages in a file, each begun by a line `From …` (RFC 4155), each an article."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from reader.sources.files import SourceError
from reader.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.sources.document import Document

_MOST_MESSAGES = 100_000
_beginnings = re.compile(
    rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]*\r?\n(?=[A-Za-z][A-Za-z0-9-]*:)"
).finditer
_unquote = re.compile(rb"^>(?=>*From )", re.MULTILINE).sub
_head = re.compile(rb"\A.*?(?:\n\r?\n|\Z)", re.DOTALL).match
_message_id = re.compile(rb"^message-id:\s*<?([^\s<>]{1,200})", re.IGNORECASE | re.MULTILINE).search


def unwrap(document: Document) -> Iterator[Document]:
    """Yield the messages in order. Raises SourceError where there is none.

    Each has an origin of its own, by its id, so that a mailbox that has grown is read again without a double.
    """
    found = list(_beginnings(document.raw))
    if not found:
        raise SourceError(f"{document.called} holds no message.")
    if len(found) > _MOST_MESSAGES:
        raise SourceError(f"{document.called} holds more than the limit of {_MOST_MESSAGES:,} messages.")
    ends = [*(match.start() for match in found[1:]), len(document.raw)]
    seen: dict[str, int] = {}
    for number, (match, end) in enumerate(zip(found, ends, strict=True), 1):
        raw = _unquote(b"", document.raw[match.end() : end])
        if raw.endswith((b"\n\n", b"\n\r\n")):  # the empty line between two is neither's
            raw = raw[:-1].removesuffix(b"\r")
        name = _name(raw)
        seen[name] = seen.get(name, 0) + 1
        again = f"-{seen[name]}" if seen[name] > 1 else ""
        yield replace(
            document,
            raw=raw,
            origin=f"{document.origin}#{name}{again}.eml",
            name=f"{document.called}, message {number}",
            kind="mail",
        )


def _name(raw: bytes) -> str:
    """Return a message's id; for one without, a digest."""
    head = _head(raw)
    found = _message_id(head.group()[:100_000]) if head else None
    name = clean_line(found.group(1).decode("ascii", "replace"), 200) if found else ""
    return name or blake2b(raw, digest_size=10).hexdigest()
