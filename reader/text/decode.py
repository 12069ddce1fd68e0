"""Decoding of bytes: byte order marks, UTF-8, UTF-16 and UTF-32 without a mark, then a guess."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from reader.text.clean import CleanError

_SAMPLE = 1 << 16  # bytes looked at for a guess
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: First bytes of formats that may pass for text, and what to call them.
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "compressed"),
    (b"BZh", "compressed"),
    (b"\xfd7zXZ\0", "compressed"),
    (b"\x89PNG", "an image"),
    (b"GIF8", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "a database"),
    (b"{\\rtf", "an RTF document"),
)
#: Encodings that are guessed; EBCDIC, DOS and other rarities only where they are named.
_LATIN = ("cp1252", "cp1250", "cp1254", "cp1257", "iso8859_2", "mac_roman")
_OTHERS = (
    *("cp1251", "koi8_r", "cp866", "iso8859_5", "cp1253", "iso8859_7", "cp1255", "cp1256", "cp874"),
    *("gb18030", "big5", "cp932", "euc_jp", "cp949"),
)
_CENTRAL = {
    *("Polish", "Czech", "Slovak", "Hungarian", "Croatian", "Romanian", "Slovene"),
    *("Turkish", "Lithuanian", "Latvian", "Estonian"),
}
_odd_controls = re.compile(r"[\x00-\x07\x0e-\x1a\x1c-\x1f\x7f]").findall


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text as decoded, not yet cleaned; `guessed` when the bytes alone did not tell the encoding."""

    text: str
    encoding: str
    guessed: bool


def decode(raw: bytes, encoding: str = "") -> Decoded:
    """Decode `raw`, as `encoding` where one is named. Raises CleanError for what is no text."""
    for magic, name in _MAGIC:
        if raw.startswith(magic):
            raise CleanError(f"is {name}, not text")
    if encoding:
        return _decode_as(raw, encoding)
    for bom, name in _BOMS:
        if raw.startswith(bom):
            return _checked(raw[len(bom) :].decode(name, "replace"), name, guessed=False)
    wide = _wide(raw)
    if wide:
        return _checked(raw.decode(wide, "replace"), wide, guessed=True)
    if b"\x1b$" in raw and raw.isascii():
        try:
            return Decoded(raw.decode("iso2022_jp"), "iso2022_jp", guessed=True)
        except UnicodeDecodeError:
            pass  # a terminal's escape sequences, then
    try:
        return _checked(raw.decode("utf-8"), "utf-8", guessed=False)
    except UnicodeDecodeError:
        return _guess(raw)


def _decode_as(raw: bytes, encoding: str) -> Decoded:
    try:
        name = codecs.lookup(encoding).name
        text = raw.decode(name, "replace")
    except (LookupError, ValueError) as error:
        raise CleanError(f"cannot be decoded as {encoding!a}") from error
    return _checked(text.removeprefix("\ufeff"), name, guessed=False)


def _wide(raw: bytes) -> str:
    """Name the UTF-16 or UTF-32 form that the places of NUL bytes show, or return an empty string."""
    sample = raw[:_SAMPLE]
    size = len(sample) // 4
    if b"\0" not in sample or not size:
        return ""
    nuls = [sample[i::4].count(0) for i in range(4)]
    if nuls[1] + nuls[2] + nuls[3] >= 2.6 * size and nuls[0] < 0.1 * size:
        return "utf-32-le"
    if nuls[0] + nuls[1] + nuls[2] >= 2.6 * size and nuls[3] < 0.1 * size:
        return "utf-32-be"
    even, odd = nuls[0] + nuls[2], nuls[1] + nuls[3]
    if odd >= 0.4 * size and even < 0.1 * size and b"\n" not in sample[1::2]:
        return "utf-16-le"
    if even >= 0.4 * size and odd < 0.1 * size and b"\n" not in sample[::2]:
        return "utf-16-be"
    return ""  # also where lines end in the wrong half of a letter


def _guess(raw: bytes) -> Decoded:
    mostly = raw.decode("utf-8", "replace")
    broken = mostly.count("\ufffd")
    whole = sum(not c.isascii() for c in mostly) - broken
    if whole >= 4 * broken:
        return _checked(mostly, "utf-8", guessed=True)
    from charset_normalizer import from_bytes

    cut = raw.rfind(b"\n", 0, _SAMPLE) + 1 if len(raw) > _SAMPLE else 0
    sample = raw[: cut or _SAMPLE]
    best = from_bytes(sample, cp_isolation=[*_LATIN, *_OTHERS]).best()
    name = best.encoding if best else "cp1252"
    # Other scripts fill a text with high bytes; Western text has few, and the guess is unsure there.
    high = sum(byte > 127 for byte in sample)
    central = best is not None and best.language in _CENTRAL and high >= 12
    if (high < 0.15 * len(sample) and name in _OTHERS) or (name in _LATIN and not central):
        try:
            return _checked(raw.decode("cp1252"), "cp1252", guessed=True)
        except UnicodeDecodeError:
            pass  # one of the five bytes that cp1252 leaves free
    return _checked(raw.decode(name, "replace"), name, guessed=True)


def _checked(text: str, encoding: str, *, guessed: bool) -> Decoded:
    """Refuse what decodes but is no text: NULs or other controls in number, or mostly undecodable."""
    sample = text[:_SAMPLE]
    odd = len(_odd_controls(sample))
    share = odd / max(1, len(sample))
    if share > (0.02 if guessed else 0.5) or sample.count("\0") > 0.1 * len(sample):
        raise CleanError("is not text but binary data")
    if len(sample) > 8 and sample.count("\ufffd") > 0.3 * len(sample):
        raise CleanError("is not text in an encoding that is known here")
    return Decoded(text, encoding, guessed)
