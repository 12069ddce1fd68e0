"""The file format: TinyDB's JSON, one document a line, appended to in place.

    {"_default": {
    "1": {"kind":"article",...}
    ,"912770666812307451": {"kind":"hl",...}
    }}

To append is to write `,"id": {...}` and the tail anew over the three bytes `}}` and line feed: the line feed
that ends an acknowledged line is never written again, so a torn tail cannot touch it. Of two lines with one
id the later one is what every JSON reader keeps; here they are joined.
"""

from __future__ import annotations

import re
from typing import Any

import orjson

from reader.library.disk.ids import is_stamp
from reader.library.disk.merge import STAMPS, Document, Documents, join

HEAD, TAIL = b'{"_default": {\n', b"}}\n"
_SORTED = orjson.OPT_SORT_KEYS
_CONFLICT_MARKERS = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")
_SCAFFOLD = (b"", b'"_default": {', b"}}", b"}")


class Parsed:
    """What a file holds. `quality` is clean, torn, conflict, damaged or unreadable."""

    __slots__ = ("appendable", "bad", "docs", "lines", "others", "quality")

    def __init__(
        self, docs: Documents, quality: str = "clean", others: dict[str, Any] | None = None, lines: int = 0
    ) -> None:
        self.docs, self.quality, self.lines = docs, quality, lines
        self.others: dict[str, Any] = others or {}  # tables of other programs, kept as they are
        self.appendable = False
        self.bad: list[int] = []  # numbers of the lines that could not be read


def line(key: str, document: Document) -> bytes:
    """Write one document, without comma and line feed.

    Raises:
        TypeError: for a value that is not JSON.
    """
    return b'"%s": %s' % (key.encode(), orjson.dumps(document, option=_SORTED))


def dump(docs: Documents, others: dict[str, Any] | None = None) -> bytes:
    """Write a whole file, documents by id."""
    body = b"\n,".join(line(key, docs[key]) for key in sorted(docs, key=lambda key: (len(key), key)))
    head = HEAD
    if others:
        tables = b"".join(
            orjson.dumps(name) + b": " + orjson.dumps(others[name], option=_SORTED) + b",\n"
            for name in sorted(others)
        )
        head = b"{" + tables + HEAD[1:]
    return head + body + b"\n" * bool(body) + TAIL


_is_number = re.compile(r"[1-9][0-9]{0,18}").fullmatch
_LARGEST_ID = str((1 << 63) - 1)


def is_key(text: str) -> bool:
    """Tell whether a key is a document id: a positive number of 63 bits as it is usually written."""
    return _is_number(text) is not None and (len(text) < len(_LARGEST_ID) or text <= _LARGEST_ID)


def parse(raw: bytes) -> Parsed:
    """Read a file in whatever state it is; never raises."""
    try:
        tables = orjson.loads(raw)
        last = next(reversed(tables), "")
        docs = tables.pop("_default")
        whole = (
            all(map(is_key, docs))
            and {*map(type, docs.values())} <= {dict}
            and all(type(table) is dict for table in tables.values())
        )
    except (orjson.JSONDecodeError, KeyError, AttributeError, TypeError):
        whole = False
    if not whole:
        return _salvage(raw)
    lines = raw.count(b'\n,"') + 1
    if lines > len(docs):
        salvaged = _salvage(raw)
        if not salvaged.bad:
            docs = salvaged.docs
        elif HEAD[1:] in raw:  # whole JSON in which lines swallowed other lines
            salvaged.quality = "damaged"
            return salvaged
    parsed = Parsed(_tidy(docs), others=tables, lines=lines)
    parsed.appendable = raw.endswith(b"\n" + TAIL) and HEAD[1:] in raw and last == "_default"
    return parsed


def _salvage(raw: bytes) -> Parsed:
    """Read line by line: whole lines count, two of one id are joined, conflict markers are passed over."""
    parsed = Parsed({}, "torn")
    last_good, conflict = -1, False
    for number, text in enumerate(raw.split(b"\n")):
        inner = _inner(text)
        if inner in _SCAFFOLD:
            continue
        if text[:7] in _CONFLICT_MARKERS:
            conflict = True
            continue
        if (item := _item(inner)) is None:
            parsed.bad.append(number)
            continue
        key, value = item
        if not is_key(key):
            parsed.others[key] = value
        else:
            parsed.docs[key] = join(parsed.docs[key], value) if key in parsed.docs else value
            last_good = number
            parsed.lines += 1
    if not parsed.docs:
        parsed.docs = _foreign(raw)
        parsed.quality = "damaged" if parsed.docs else "unreadable"
    elif any(number < last_good for number in parsed.bad) or len(parsed.bad) > 2:
        parsed.quality = "damaged"
    elif conflict:
        parsed.quality = "conflict"
    _tidy(parsed.docs)
    return parsed


def _inner(text: bytes) -> bytes:
    """Return a line without what only holds the file together."""
    inner = text.strip().strip(b",")
    return inner[1:] if inner[:1] == b"{" else inner


def _item(inner: bytes) -> tuple[str, dict[str, Any]] | None:
    """Read a line of one document, or of one table; `None` when it is neither."""
    try:
        ((key, value),) = orjson.loads(b"{" + inner + b"}").items()
    except ValueError:
        return None
    return (key, value) if type(value) is dict else None


def versions(raw: bytes) -> dict[str, list[Document]]:
    """Return what each document was, line after line, as far back as the file goes."""
    found: dict[str, list[Document]] = {}
    for text in raw.split(b"\n"):
        item = _item(_inner(text))
        if item and is_key(item[0]):
            found.setdefault(item[0], []).append(item[1])
    for documents in found.values():
        for document in documents:
            _tidy({"": document})
    return found


_find_document = re.compile(r'"(\d+)"\s*:\s*(?=\{)').search


def _foreign(raw: bytes) -> Documents:
    """Find every whole `"id": {...}` in a torn file of another shape, such as stock TinyDB's one line."""
    import json

    text, decoder, found, pos = raw.decode("utf-8", "replace"), json.JSONDecoder(), Documents(), 0
    while match := _find_document(text, pos):
        pos = match.end()
        try:
            _, end = decoder.raw_decode(text, pos)
            document = orjson.loads(text[pos:end])
        except (ValueError, RecursionError):
            continue
        if is_key(match[1]):
            found[match[1]] = document
            pos = end
    return found


def _tidy(docs: Documents) -> Documents:
    """Drop stamps that are none, so that every later comparison of stamps holds."""
    for document in docs.values():
        stamps = document.get(STAMPS)
        if type(stamps) is dict:
            for name, stamp in list(stamps.items()):
                if type(stamp) is not str or not is_stamp(stamp):
                    del stamps[name]
        elif stamps is not None:
            del document[STAMPS]
    return docs
