import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile.payloads import TERM
from tests.support.escapes import violations
from tests.support.lexer import lex

FRAME = b"\x1b[?1049h\x1b[?25l\x1b[?2026h\x1b[1;1H\x1b[1;38;2;9;9;9m%b\x1b[0m\x1b[?2026l\x1b[?25h\x1b[?1049l"


def frame(text: str) -> bytes:
    return FRAME % text.encode("utf-8", "surrogatepass")


@given(st.binary())
def test_the_lexer_loses_no_byte(data: bytes) -> None:
    tokens = list(lex(data))
    assert b"".join(token.raw for token in tokens) == data
    assert [token.offset for token in tokens] == [
        sum(len(before.raw) for before in tokens[:index]) for index in range(len(tokens))
    ]


@given(st.text())
def test_text_without_controls_is_one_token(text: str) -> None:
    shown = "".join(char for char in text if char.isprintable())
    assert [token.text for token in lex(shown.encode())] == ([shown] if shown else [])


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x1b[1;31m", "csi"),
        (b"\x1b]0;t\x07", "osc"),
        (b"\x1b]0;t\x1b\\", "osc"),
        (b"\x1bPq\x1b\\", "dcs"),
        (b"\x1b_x\x1b\\", "apc"),
        (b"\x1b^x\x1b\\", "pm"),
        (b"\x1bXx\x1b\\", "sos"),
        (b"\x1bc", "esc"),
        (b"\x1b#8", "esc"),
        (b"\x1b[", "incomplete"),
        (b"\x1b]0;t", "incomplete"),
        (b"\x1b", "incomplete"),
        ("\x9b".encode(), "c1"),
        (b"\x9b", "bad"),
        (b"\xed\xa0\x80", "bad"),
        (b"\xc0\xaf", "bad"),
        (b"\x7f", "del"),
        (b"\x00", "c0"),
    ],
)
def test_each_kind_of_sequence_is_known(data: bytes, kind: str) -> None:
    assert next(iter(lex(data))).kind == kind


def test_a_frame_of_text_is_clean() -> None:
    assert violations(frame("Grüße, 漢字 👩‍👩‍👧 e\u0301"), 80, 24, ended=True) == []


@pytest.mark.parametrize("name", sorted(TERM))
def test_every_hostile_sequence_is_found(name: str) -> None:
    assert violations(frame(TERM[name]), 80, 24) != []


@pytest.mark.parametrize("name", sorted(TERM))
def test_every_hostile_sequence_is_found_where_links_and_the_clipboard_are_allowed(name: str) -> None:
    assert violations(frame(TERM[name]), 80, 24, allow={"clipboard", "link", "title", "bell"}) != []


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("\x1b[32mgreen", "a style inside a run"),
        ("x\x1b[0mplain", "text outside a run"),
        ("x\x1b[0m\x1b[0m", "a reset of style outside"),
        ("\x1b[2;2Hx", "inside a run"),
        ("x\x1b[0m\x1b[25;1H\x1b[1my", "CSI 25;1H"),
        ("a\nb", "control byte 0x0a"),
        ("a\rb", "control byte 0x0d"),
        ("a\tb", "control byte 0x09"),
        ("\x1b[8m", "CSI 8m"),
        ("\x1b]8;;file:///x\x1b\\", "a link to 'file:///x'"),
        ("\x1b]52;c;QQ==\x07", "clipboard"),
        ("\x1b]0;name\x1b[0m", "broken off"),
        ("\ud800", "invalid bytes"),
        ("\x85", "C1 control U+0085"),
    ],
)
def test_what_is_smuggled_into_a_frame_is_named(body: str, what: str) -> None:
    found = violations(frame(body), 80, 24)
    assert any(what in sentence for sentence in found), found


def test_what_is_allowed_is_not_reported() -> None:
    written = b"\x1b]52;c;QQ==\x07\x1b]8;id=1;https://example.org/\x1b\\\x1b]8;;\x1b\\\x1b]2;reader\x07\x07\t"
    assert violations(written, 80, 24, allow={"clipboard", "link", "title", "bell", "tab"}) == []
    assert len(violations(written, 80, 24)) == 5


@pytest.mark.parametrize("text", ["\u202eabc", "a\u2028b", "a\u00adb", "a\U000e0041", "\ufdd0"])
def test_formatting_characters_count_when_asked(text: str) -> None:
    assert violations(frame(text), 80, 24) == []
    assert len(violations(frame(text), 80, 24, formats=True)) == 1


def test_modes_left_on_are_reported_at_the_end() -> None:
    left = b"\x1b[?1049h\x1b[?1003h\x1b[?25l\x1b[>1u"
    assert violations(left, 80, 24) == []
    assert len(violations(left, 80, 24, ended=True)) == 4
    back = left + b"\x1b[<u\x1b[?25h\x1b[?1003l\x1b[?1049l"
    assert violations(back, 80, 24, ended=True) == []


@pytest.mark.parametrize(
    "data", [b"\x1b[2J", b"\x1b[1;1H", b"\x1b[?25l", b"one\rtwo", b"\x1b[?2026$p", b"\x1b[6n"]
)
def test_a_program_that_prints_lines_moves_nothing(data: bytes) -> None:
    assert violations(data, 80, 24, full_screen=False) != []


def test_a_program_that_prints_lines_may_use_colours() -> None:
    assert violations(b"\x1b[31mred\x1b[0m\r\nplain\n", 80, 24, full_screen=False) == []
