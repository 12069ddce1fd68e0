"""Tables of Lua as KOReader writes them, read without running anything.

Only what its own dumper writes is known: `return { … }` of strings, numbers, booleans, nil and tables, with
comments. Everything else is refused.
"""

from __future__ import annotations

import re

_DEEPEST = 64
_LARGEST = 16 * 1024 * 1024  # bytes
_MOST = 2_000_000  # values in a file

_token = re.compile(
    rb"""(?P<space>\s+|--\[\[.*?\]\]|--[^\n]*)
    |(?P<string>"(?:[^"\\]++|\\.)*+"|'(?:[^'\\]++|\\.)*+')
    |\[(?P<level>=*)\[(?P<long>.*?)\](?P=level)\]
    |(?P<number>-?(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?))
    |(?P<word>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<sign>[{}\[\]=,;])""",
    re.DOTALL | re.VERBOSE,
).match
_escape = re.compile(rb"\\(?:(\d{1,3})|x([0-9a-fA-F]{2})|z\s*|(\r\n|.))", re.DOTALL).sub
_ESCAPES = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"a": b"", b"b": b"", b"f": b"\n", b"v": b"\n"}
_WORDS = {b"true": True, b"false": False, b"nil": None}


class LuaError(ValueError):
    """This is no table of Lua, or more than one."""


Table = dict[object, object]
_Token = tuple[str, object]


def load(raw: bytes) -> Table:
    """Return the table that `return { … }` gives; lists have the keys 1, 2, 3 … Raises LuaError."""
    if len(raw) > _LARGEST:
        raise LuaError("it is larger than any that is kept beside a book")
    tokens = _Tokens(raw)
    tokens.take("word", b"return")
    value = tokens.value(0)
    if tokens.here is not None or not isinstance(value, dict):
        raise LuaError("it is no table")
    return value


def values_of(value: object) -> list[object]:
    """Return the members of a list, in the order of their numbers; none of what is no table."""
    if not isinstance(value, dict):
        return []
    numbers = sorted(key for key in value if isinstance(key, int | float) and not isinstance(key, bool))
    return [value[key] for key in numbers]


class _Tokens:
    """Reads one token ahead."""

    def __init__(self, raw: bytes) -> None:
        self._raw, self._at, self._count = raw, 0, 0
        self.here: _Token | None = None
        self._next()

    def _next(self) -> None:
        while True:
            if self._at >= len(self._raw):
                self.here = None
                return
            match = _token(self._raw, self._at)
            if match is None:
                raise LuaError("it holds something that is no table")
            self._at = match.end()
            if match.lastgroup == "space":
                continue
            if match["string"] is not None:
                self.here = "value", _text(_escape(_unescaped, match["string"][1:-1]))
            elif match["long"] is not None:
                self.here = "value", _text(match["long"].removeprefix(b"\r").removeprefix(b"\n"))
            elif match["number"] is not None:
                self.here = "value", _number(match["number"])
            elif match["word"] is not None:
                self.here = "word", match["word"]
            else:
                self.here = "sign", match["sign"]
            return

    def take(self, kind: str, wanted: bytes) -> None:
        """Go on behind a token that must be there."""
        if self.here != (kind, wanted):
            raise LuaError("it is no whole table")
        self._next()

    def value(self, depth: int) -> object:
        """Read a value."""
        self._count += 1
        if depth > _DEEPEST or self._count > _MOST:
            raise LuaError("its tables are too deep or too many")
        if self.here is None:
            raise LuaError("its end is missing")
        kind, given = self.here
        if kind == "value":
            self._next()
            return given
        if kind == "word" and given in _WORDS:
            self._next()
            return _WORDS[given]
        self.take("sign", b"{")
        return self._table(depth)

    def _table(self, depth: int) -> Table:
        table: Table = {}
        number = 1
        while self.here != ("sign", b"}"):
            if self.here == ("sign", b"["):
                self._next()
                key = self.value(depth + 1)
                self.take("sign", b"]")
                self.take("sign", b"=")
            elif self.here is not None and self.here[0] == "word" and self.here[1] not in _WORDS:
                key = _text(self.here[1])  # type: ignore[arg-type]  # words are bytes
                self._next()
                self.take("sign", b"=")
            else:
                key, number = number, number + 1
            value = self.value(depth + 1)
            if isinstance(key, str | int | float | bool) and value is not None:
                table[key] = value
            if self.here in (("sign", b","), ("sign", b";")):
                self._next()
            elif self.here != ("sign", b"}"):
                raise LuaError("it is no whole table")
        self._next()
        return table


def _unescaped(match: re.Match[bytes]) -> bytes:
    decimal, hexadecimal, other = match.groups()
    if decimal is not None:
        return bytes([min(255, int(decimal))])
    if hexadecimal is not None:
        return bytes([int(hexadecimal, 16)])
    if other is None:
        return b""  # \z passes over white space
    return b"\n" if other in (b"\n", b"\r\n") else _ESCAPES.get(other, other)


def _number(written: bytes) -> float | int:
    text = written.decode("ascii")
    if "x" in text.lower():
        return int(text, 16)
    value = float(text)
    return int(value) if value.is_integer() and abs(value) < 1 << 53 else value


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")
