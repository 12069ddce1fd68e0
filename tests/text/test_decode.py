import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.clean import CleanError
from reader.text.decode import decode

BASE = "Café “quotes” — naïve 漢字 Ω\nsecond line\n"


@pytest.mark.parametrize(
    ("raw", "encoding", "guessed"),
    [
        (BASE.encode(), "utf-8", False),
        (BASE.encode("utf-8-sig"), "utf-8", False),
        (codecs.BOM_UTF16_LE + BASE.encode("utf-16-le"), "utf-16-le", False),
        (codecs.BOM_UTF16_BE + BASE.encode("utf-16-be"), "utf-16-be", False),
        (codecs.BOM_UTF32_LE + BASE.encode("utf-32-le"), "utf-32-le", False),
        (codecs.BOM_UTF32_BE + BASE.encode("utf-32-be"), "utf-32-be", False),
        (BASE.encode("utf-16-le"), "utf-16-le", True),
        (BASE.encode("utf-16-be"), "utf-16-be", True),
        (BASE.encode("utf-32-le"), "utf-32-le", True),
        (BASE.encode("gb18030"), "gb18030", True),
    ],
)
def test_unicode_forms(raw: bytes, encoding: str, guessed: bool) -> None:
    decoded = decode(raw)
    assert (decoded.text, decoded.encoding, decoded.guessed) == (BASE, encoding, guessed)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Gestern trafen sich in Köln die „größten“ Köpfe für ein Gespräch über die Zukunft."),
        ("latin-1", "Un caf\xe9 en for\xeat, d\xe9j\xe0 vu par un \xe9t\xe9 br\xfblant."),
        (
            "cp1250",
            "Zażółć gęślą jaźń. Wczoraj w Warszawie odbyło się spotkanie przywódców, którzy mówili o rzece.",
        ),
        ("cp1251", "Вчера в Петербурге встретились главы государств, чтобы обсудить будущее."),
        ("koi8_r", "Вчера в Петербурге встретились главы государств, чтобы обсудить будущее."),
        ("euc_jp", "昨日、サンクトペテルブルクで会議が開かれ、首脳たちは将来について話し合った。"),
        ("shift_jis", "昨日、サンクトペテルブルクで会議が開かれ、首脳たちは将来について話し合った。"),
        ("iso2022_jp", "日本語の手紙です。"),
        ("cp949", "어제 상트페테르부르크에서 회의가 열렸고 지도자들은 미래를 논의했다."),
    ],
)
def test_guesses(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.guessed


def test_a_named_encoding_overrides() -> None:
    assert decode(b"\xe9", "cp1251").text == "й"
    assert decode("\ufeffé".encode(), "utf-8").text == "é"
    assert decode(b"\xff\xfea\0", "utf_16").text == "a"


@pytest.mark.parametrize("name", ["no-such", "rot13", "hex", "\0", "x" * 5000])
def test_an_unknown_encoding_is_refused(name: str) -> None:
    with pytest.raises(CleanError):
        decode(b"abc", name)


def test_mostly_utf8_keeps_what_is_whole() -> None:
    decoded = decode(BASE.encode() * 50 + b"\xff\xff")
    assert decoded.text == BASE * 50 + "\ufffd\ufffd"
    assert decoded.guessed


@pytest.mark.parametrize(
    "raw",
    [
        b"%PDF-1.7\nabc",
        b"PK\x03\x04abc",
        b"\x89PNG\r\n",
        b"\0" * 4096 + b"PWN",
        bytes(range(256)) * 100,
        b"\x80\x01\x02\x03" * 50,
        b"abc\0def\n" * 50,
    ],
    ids=["pdf", "zip", "png", "nul", "all bytes", "controls", "lines with nul"],
)
def test_binary_is_refused(raw: bytes) -> None:
    with pytest.raises(CleanError):
        decode(raw)


def test_stray_controls_are_not_binary() -> None:
    assert decode(b"some text\0 and\x07 more of it").text == "some text\0 and\x07 more of it"


@given(st.binary(max_size=200))
def test_any_bytes_decode_or_are_refused(raw: bytes) -> None:
    try:
        decoded = decode(raw)
    except CleanError as error:
        assert str(error)
    else:
        assert not any("\ud800" <= c <= "\udfff" for c in decoded.text)
