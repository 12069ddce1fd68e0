"""Cut terminal output into text and control sequences (ECMA-48, strict UTF-8), losing no byte."""

from collections.abc import Iterator
from dataclasses import dataclass

_STRING_KINDS = {0x5D: "osc", 0x50: "dcs", 0x5F: "apc", 0x5E: "pm", 0x58: "sos"}


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of output.

    `kind` is text, c0, del, c1, bad, esc, csi, osc, dcs, apc, pm, sos or incomplete. `text` is the decoded
    text, the parameters or the body; `between` the intermediate bytes; `final` the last byte, or what ended
    a string.
    """

    kind: str
    raw: bytes
    offset: int
    text: str = ""
    between: str = ""
    final: str = ""


def lex(data: bytes) -> Iterator[Token]:
    """Give the tokens of some output in order; their `raw` joined is `data`, whatever it holds."""
    at = start = 0
    while at < len(data):
        length = _text_length(data, at)
        if length:
            at += length
            continue
        if at > start:
            yield Token("text", data[start:at], start, data[start:at].decode())
        token = _control(data, at)
        yield token
        at += len(token.raw)
        start = at
    if at > start:
        yield Token("text", data[start:at], start, data[start:at].decode())


def _text_length(data: bytes, at: int) -> int:
    """Count the bytes of the printable character here; 0 for a control or what is no UTF-8."""
    first = data[at]
    if first < 0x80:
        return int(0x20 <= first < 0x7F)
    if first == 0xC2 and data[at + 1 : at + 2] < b"\xa0":
        return 0
    length = 2 if 0xC2 <= first <= 0xDF else 3 if 0xE0 <= first <= 0xEF else 4
    try:
        return length if len(data[at : at + length].decode()) == 1 else 0
    except UnicodeDecodeError:
        return 0


def _control(data: bytes, at: int) -> Token:
    first = data[at]
    if first == 0x1B:
        return _escape(data, at)
    if first < 0x20:
        return Token("c0", data[at : at + 1], at, f"{first:02x}")
    if first == 0x7F:
        return Token("del", data[at : at + 1], at, "7f")
    second = data[at + 1 : at + 2]
    if first == 0xC2 and b"\x80" <= second <= b"\x9f":
        return Token("c1", data[at : at + 2], at, f"U+{second[0]:04X}")
    return Token("bad", data[at : at + 1], at, f"{first:02x}")


def _escape(data: bytes, at: int) -> Token:
    after = at + 1
    if after >= len(data):
        return Token("incomplete", data[at:], at, "ESC")
    if data[after] == 0x5B:
        return _csi(data, at)
    if data[after] in _STRING_KINDS:
        return _string(data, at)
    last = _skip(data, after, 0x20, 0x2F)
    if last >= len(data):
        return Token("incomplete", data[at:], at, "ESC")
    if 0x30 <= data[last] <= 0x7E:
        return Token("esc", data[at : last + 1], at, "", data[after:last].decode(), chr(data[last]))
    return Token("bad", data[at:after], at, "a lone ESC")


def _csi(data: bytes, at: int) -> Token:
    middle = _skip(data, at + 2, 0x30, 0x3F)
    last = _skip(data, middle, 0x20, 0x2F)
    if last >= len(data):
        return Token("incomplete", data[at:], at, "CSI")
    if 0x40 <= data[last] <= 0x7E:
        parameters, between = data[at + 2 : middle].decode(), data[middle:last].decode()
        return Token("csi", data[at : last + 1], at, parameters, between, chr(data[last]))
    return Token("bad", data[at:last], at, "a malformed CSI")


def _string(data: bytes, at: int) -> Token:
    kind = _STRING_KINDS[data[at + 1]]
    for end in range(at + 2, len(data)):
        byte = data[end]
        if byte == 0x07 and kind == "osc":
            final, length = "BEL", 1
        elif byte == 0x1B:
            final, length = ("ST", 2) if data[end + 1 : end + 2] == b"\\" else ("another ESC", 0)
        elif byte in (0x18, 0x1A):
            final, length = "CAN", 1
        else:
            continue
        body = data[at + 2 : end].decode(errors="backslashreplace")
        return Token(kind, data[at : end + length], at, body, "", final)
    return Token("incomplete", data[at:], at, kind)


def _skip(data: bytes, at: int, low: int, high: int) -> int:
    while at < len(data) and low <= data[at] <= high:
        at += 1
    return at
