"""Compressed texts, `.gz`, `.bz2` and `.xz`: unpacked as far as the limit, then read as what is inside."""

from __future__ import annotations

import os
import zlib
from bz2 import BZ2File
from dataclasses import replace
from gzip import GzipFile
from io import BytesIO
from lzma import LZMAError, LZMAFile
from typing import TYPE_CHECKING

from reader.sources.files import LIMIT, MAX_BYTES, SourceError
from reader.sources.kinds import ZSTD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.sources.document import Document

_CHUNK = 1 << 20


def unwrap(document: Document) -> Iterator[Document]:
    """Yield the document that is inside. Raises SourceError."""
    raw = document.raw
    if raw.startswith(ZSTD):
        raise SourceError(
            f"{document.called} is packed by zstd: unpack it (zstd -d), then add what was in it."
        )
    opened: GzipFile | BZ2File | LZMAFile
    if raw.startswith(b"\x1f\x8b"):
        opened = GzipFile(fileobj=BytesIO(raw))
    elif raw.startswith(b"BZh"):
        opened = BZ2File(BytesIO(raw))
    else:
        opened = LZMAFile(BytesIO(raw))
    name, suffix = os.path.splitext(document.name)
    name = name if suffix.lower() in (".gz", ".bz2", ".xz") else document.name
    origin = f"{document.origin}#{name}" if name else document.origin
    yield replace(document, raw=_unpacked(opened, document.called), origin=origin, name=name)


def _unpacked(opened: GzipFile | BZ2File | LZMAFile, called: str) -> bytes:
    parts: list[bytes] = []
    size = 0
    try:
        with opened:
            while part := opened.read(_CHUNK):
                size += len(part)
                if size > MAX_BYTES:
                    raise SourceError(f"{called} unpacks to more than {LIMIT}.")
                parts.append(part)
    except (OSError, EOFError, zlib.error, LZMAError, MemoryError):
        raise SourceError(f"{called} is damaged: it cannot be unpacked.") from None
    return b"".join(parts)
