"""Standard input, read to its end once."""

from __future__ import annotations

import sys

from reader.sources.files import LIMIT, MAX_BYTES, SourceError


def read_all() -> bytes:
    """Return what stands on standard input. Raises SourceError."""
    stream = sys.stdin.buffer if sys.stdin is not None else None
    if stream is None:
        raise SourceError("There is no standard input.")
    raw = stream.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise SourceError(f"Standard input is larger than {LIMIT}.")
    return raw
