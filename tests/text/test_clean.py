import re
from unicodedata import is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.clean import clean_inline, clean_line, clean_note, clean_text, is_clean, mend, normalise

from ..hostile.payloads import FORMAT, MARKUP, TERM, WEB

ESC = "\x1b"
PIECES = st.sampled_from(
    [
        *(
            "a",
            "Z",
            " ",
            "\t",
            "\n",
            "\r",
            "\r\n",
            "\x0b",
            "\x0c",
            "\x85",
            "\u2028",
            "\u2029",
            ESC,
            "[",
            "]",
            ";",
        ),
        *(
            "2J",
            "\x07",
            "\x9b",
            "\x9c",
            "\x9d",
            "\x08",
            "_",
            "\xa0",
            "\u3000",
            "e",
            "\u0301",
            "\u0344",
            "\u0327",
        ),
        *("\u200b", "\u200d", "\u200c", "\u202e", "\xad", "\ufeff", "\ufffe", "\ud800", "\udc00", "\u1100"),
        *("\u115f", "\u1160", "\u3164", "\uffa0"),
        *(
            "\u1161",
            "\u11a8",
            "\u09c7",
            "\u09be",
            "\U0001f3f4",
            "\U000e0067",
            "\U000e0062",
            "\U000e007f",
            "漢",
        ),
    ]
)
ANY = st.text(st.characters(codec=None), max_size=60) | st.lists(PIECES, max_size=40).map("".join)
forbidden = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\xad\u115f\u1160\u17b4\u17b5\u200b\u200e\u200f"
    "\u2028-\u202e\u2066-\u2069\u3164\ufeff\uffa0\ufffe\uffff]"
)


@given(ANY)
def test_normalise_is_clean_and_stable(text: str) -> None:
    once = normalise(text)
    assert not forbidden.search(once)
    assert is_normalized("NFC", once)
    assert normalise(once) == once
    assert is_clean(once)
    assert "  " not in once and "\n\n\n" not in once
    assert all(line == line.strip(" ") for line in once.split("\n"))


@given(ANY)
def test_line_is_one_clean_line(text: str) -> None:
    line = clean_line(text, 20)
    assert len(line) <= 20
    assert not forbidden.search(line) and "\n" not in line
    assert is_normalized("NFC", line)
    assert clean_line(line, 20) == line


@given(ANY)
def test_note_is_clean_and_stable(text: str) -> None:
    note = clean_note(text)
    assert not forbidden.search(note)
    assert is_normalized("NFC", note)
    assert clean_note(note) == note


@given(ANY)
def test_layout_is_kept_clean(text: str) -> None:
    assert not forbidden.search(clean_text(text).replace("\t", ""))
    assert is_normalized("NFC", clean_text(text))


@pytest.mark.parametrize("table", [TERM, FORMAT, MARKUP, WEB], ids=["term", "format", "markup", "web"])
def test_hostile_tables(table: dict[str, str]) -> None:
    for name, payload in table.items():
        for cleaned in (normalise(payload), clean_line(payload), clean_note(payload)):
            assert not forbidden.search(cleaned), name


@pytest.mark.parametrize("payload", MARKUP.values(), ids=MARKUP.keys())
def test_brackets_stay_as_they_are(payload: str) -> None:
    assert normalise(payload) == payload


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\rc\u2028d\x85e\x0bf", "a\nb\nc\nd\ne\nf"),
        ("a\x0cb\u2029c", "a\n\nb\n\nc"),
        ("  a \t b\xa0\u3000c  \n\n\n\n  d ", "a b c\n\nd"),
        ("e\u0301 \u212b", "\xe9 \xc5"),
        ("\ufb01 \uff21 \u00b2", "\ufb01 \uff21 \u00b2"),  # NFC, never NFKC
        ("co\xadop\u200b x\ufeffy", "coop xy"),
        (
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),
        (f"before{ESC}]0;a title\x07after", "beforeafter"),
        (f"{ESC}]8;;https://e.invalid{ESC}\\click{ESC}]8;;{ESC}\\", "click"),
        (f"{ESC}[1;31mred{ESC}[0m", "red"),
        (f"{ESC}]0;never closed, so it is text", "0;never closed, so it is text"),
        ("\x9b31mred", "red"),
        ("\x9bNext", "Next"),
        ("N\x08NA\x08AM\x08M _\x08u", "NAM u"),
        ("\ud83d\ude00 \ud83d", "\U0001f600 \ufffd"),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f468\u200d\U0001f469\u200d\U0001f467"),
        ("a" + "\u0336" * 500 + "b", "a" + "\u0336" * 8 + "b"),
        (
            "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f\U000e0061",
            "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        ),
        ("", ""),
    ],
)
def test_normalise(text: str, expected: str) -> None:
    assert normalise(text) == expected


def test_inline_keeps_a_space_at_either_end() -> None:
    assert clean_inline("\n a\tb  ") == " a b "


def test_what_is_clean() -> None:
    scotland = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
    for text in ("", "a\tb\n", "e\u0301", scotland, "\u200d"):
        assert is_clean(text)
    for text in ("\x1b", "a\rb", "\xa0", "\ud800", "\u202e", "\x9b", "\U000e0061", "\ufeff"):
        assert not is_clean(text)


def test_line_is_cut_with_an_ellipsis() -> None:
    assert clean_line("one two three", 8) == "one two…"
    assert clean_line("one two", 7) == "one two"


def test_note_keeps_lines_and_indents() -> None:
    assert clean_note("\n- a\r\n\t- b  \n\n\n  c\n") == "- a\n    - b\n\n\n  c"


def test_runaway_marks_are_linear() -> None:
    text = "a" + "\u0301\u0327" * 200_000
    assert len(normalise(text)) <= 9


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CafÃ© â€œquotesâ€\x9d", "Café “quotes”"),
        ("a good line é “x”\nbroken: schÃ¶n und grÃ¶ÃŸer", "a good line é “x”\nbroken: schön und größer"),
        (
            "Ärger über Öl, naïve façade, “quoted” — all fine",
            "Ärger über Öl, naïve façade, “quoted” — all fine",
        ),
        ("Вчера в Петербурге", "Вчера в Петербурге"),
        ("&amp; stays", "&amp; stays"),
    ],
)
def test_mend_only_where_certain(text: str, expected: str) -> None:
    assert mend(text) == expected


def test_a_combining_mark_without_a_base_is_taken_out() -> None:
    assert normalise("\u0301PWN") == "PWN"
    assert clean_text("a\tb\n\u0301 \u0301c") == "a\tb\nc"
    assert normalise("e\u0301") == "é"
