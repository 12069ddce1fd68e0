from unicodedata import is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.body import BLOCK_KINDS, Block, Mark
from reader.text.build import BodyBuilder


def build(*parts: tuple[str, str]) -> BodyBuilder:
    builder = BodyBuilder()
    for kind, text in parts:
        builder.add(kind, text, label="•" if kind == "item" else "")
    return builder


def test_blocks_are_joined_by_their_kinds() -> None:
    body = build(
        ("title", "T"), ("item", "a"), ("item", "b"), ("row", "1\t2"), ("row", "3\t"), ("paragraph", "p")
    ).body()
    assert body.text == "T\n\na\nb\n\n1\t2\n3\n\np"
    assert body.blocks[2] == Block("item", 5, 6, 0, "•")


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("•a", "-b", "•c", "•d"), "a\n\nb\n\nc\nd"),  # paragraphs of an item
        (("•a", "+b", "•c"), "a\nb\nc"),  # lines of a stanza in one
        (("•a", "•>b", "•>c"), "a\n\nb\nc"),  # one list in a quote
    ],
)
def test_items_stand_apart_where_they_have_several_paragraphs(parts: tuple[str, ...], text: str) -> None:
    builder = BodyBuilder()
    for part in parts:
        label, within = part[0].strip("-+"), part[1:-1]
        builder.add("item", part[-1], label=label, close=part[0] == "+", within=within)
    assert builder.body().text == text


def test_close_blocks_stand_under_their_like() -> None:
    builder = BodyBuilder()
    for kind, text in (("paragraph", "a"), ("paragraph", "b"), ("quote", "c")):
        builder.add(kind, text, close=True)
    assert builder.body().text == "a\nb\n\nc"


def test_lines_of_a_stanza_keep_their_indents_as_labels() -> None:
    builder = BodyBuilder()
    lines = ("\xa0\xa0one", "\n\xa0 \u2003two", "three", "\xa0" * 99 + "four")
    for line in lines:
        builder.add("paragraph", line, close=line is not lines[0])
    builder.add("paragraph", "\xa0\xa0\xa0Prose that begins further in.")
    builder.add("quote", "Said.")
    builder.add("quote", "\xa0So.", close=True)
    body = builder.body()
    assert body.text == "one\ntwo\nthree\nfour\n\nProse that begins further in.\n\nSaid.\nSo."
    assert [block.label for block in body.blocks] == ["2", "4", "", "40", "", "", "1"]


def test_empty_blocks_are_left_out() -> None:
    builder = build(("paragraph", " \u200b\n"), ("row", "\t\t"), ("code", "\n  \n"))
    assert len(builder) == 0 and builder.body().text == ""


def test_lines_are_cleaned_and_code_keeps_its_layout() -> None:
    body = build(("paragraph", " a\n b\xa0 c\x1b[2J "), ("code", "\n\tx\r\n  y  \x07\n\n")).body()
    assert body.text == "a b c\n\n    x\n  y"


@pytest.mark.parametrize(
    ("text", "start", "end", "marked"),
    [
        ("plain text", 0, 5, "plain"),
        ("  two  words ", 7, 12, "words"),
        ("a  b  c", 3, 4, "b"),
        ("x e\u0301 y", 2, 4, "\xe9"),
        ("\x1b[1mbold\x1b[0m x", 4, 8, "bold"),
        ("a  b", 0, 40, "a b"),
        ("a", 1, 1, None),
        ("a   b", 1, 4, None),
    ],
)
def test_marks_move_with_the_text(text: str, start: int, end: int, marked: str | None) -> None:
    builder = BodyBuilder()
    builder.add("paragraph", "before")
    builder.add("paragraph", text, marks=[Mark("strong", start, end)])
    body = builder.body()
    assert [body.text[m.start : m.end] for m in body.marks] == ([] if marked is None else [marked])


PIECES = st.text(st.sampled_from("ab \t\n\xa0\u200b\x1b[me\u0301\u0327\u1100\u1161漢"), max_size=12)


@given(
    st.lists(
        st.tuples(st.sampled_from(BLOCK_KINDS), PIECES, st.integers(0, 14), st.integers(0, 14)), max_size=6
    )
)
def test_every_body_keeps_its_promises(parts: list[tuple[str, str, int, int]]) -> None:
    builder = BodyBuilder()
    for kind, text, start, end in parts:
        builder.add(
            kind, text, marks=[Mark("emphasis", start, end), Mark("link", 0, end, "https://e.invalid")]
        )
    body = builder.body()
    assert is_normalized("NFC", body.text)
    at = 0
    for block in body.blocks:
        text = body.text[block.start : block.end]
        assert set(body.text[at : block.start]) <= {"\n"}
        assert text.strip() and text == text.rstrip()
        assert "\n" not in text or block.kind == "code"
        at = block.end
    assert at == len(body.text)
    for mark in body.marks:
        marked = body.text[mark.start : mark.end]
        assert marked and marked == marked.strip(" ")
