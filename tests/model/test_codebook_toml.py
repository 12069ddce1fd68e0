"""`codebook.toml`: what is written is read as it was, and what is wrong is said with its place."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import COLOURS, STARTING_TAGS, Codebook, ReaderError, Tag
from reader.model.codebook_toml import read, write
from reader.text.clean import clean_note
from reader.text.tags import TagError, normalise_tag

texts = st.text(max_size=30).map(clean_note)


def _name(text: str) -> str:
    try:
        return normalise_tag(text)
    except TagError:
        return "tag"


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    names = draw(st.lists(st.text(min_size=1, max_size=20).map(_name), unique=True, max_size=9))
    keys = draw(st.permutations("123456789"))
    return Codebook(
        tuple(
            Tag(
                name,
                draw(st.sampled_from(["", key])),
                draw(st.sampled_from(["", *COLOURS])),
                draw(texts),
                draw(texts),
                draw(texts),
                tuple(draw(st.lists(st.integers(1, (1 << 63) - 1), unique=True, max_size=3))),
            )
            for name, key in zip(names, keys, strict=False)
        )
    )


@given(codebooks())
def test_a_codebook_is_read_as_it_was_written(book: Codebook) -> None:
    text = write(book)
    assert read(text) == book
    assert write(read(text)) == text


def test_a_codebook_is_written_in_its_order_without_empty_fields() -> None:
    book = Codebook((Tag("b", "2", "", 'say "so"\nand so', when_not="é"), *STARTING_TAGS[:1]))
    assert write(book).splitlines()[1:] == [
        "",
        "[[tag]]",
        'name = "b"',
        'key = "2"',
        'definition = "say \\"so\\"\\nand so"',
        'not = "é"',
        "",
        "[[tag]]",
        'name = "claim"',
        'key = "1"',
        'colour = "yellow"',
        'definition = "Something is asserted that could be true or false."',
    ]
    assert tomllib.loads(write(Codebook())) == {}


def test_a_key_may_be_a_number_and_an_empty_field_is_none() -> None:
    assert read('[[tag]]\nname = "#a"\nkey = 3\ncolour = ""') == Codebook((Tag("a", "3"),))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("tags = 1", "There is no “tags” in a codebook, only [[tag]]."),
        ("tag = 1", "Each tag of a codebook stands under a [[tag]] of its own."),
        ("[[tag]]", "tag 1: “name” must be a text."),
        ('[[tag]]\nname = "a,b"', "tag 1: A tag's name cannot hold a comma: “a,b”."),
        ('[[tag]]\nname = "a"\nkey = 0', "tag 1 (“a”): “key” must be a digit from 1 to 9."),
        (
            '[[tag]]\nname = "a"\ncolour = "pink"',
            f"tag 1 (“a”): “colour” must be one of {', '.join(COLOURS)}.",
        ),
        ('[[tag]]\nname = "a"\nwhen = 1', "tag 1 (“a”): “when” must be a text."),
        (
            '[[tag]]\nname = "a"\ncolor = "red"',
            "tag 1 (“a”): there is no “color”, only name, key, colour, definition, when, not, examples.",
        ),
        ('[[tag]]\nname = "a"\n[[tag]]\nname = "#a"', "tag 2: “a” is in it twice."),
        (
            '[[tag]]\nname = "a"\nkey = 1\n[[tag]]\nname = "b"\nkey = "1"',
            "tag 2 (“b”): key 1 is “a”’s already.",
        ),
        (
            '[[tag]]\nname = "a"\nexamples = ["x"]',
            "tag 1 (“a”): “examples” must be a list of passages' ids, of 13 characters each.",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, reason: str) -> None:
    with pytest.raises(ReaderError) as refusal:
        read(text)
    assert str(refusal.value) == reason


def test_what_is_no_toml_is_said_with_its_line() -> None:
    with pytest.raises(ReaderError, match=r"^It is no TOML: .* \(at line 2, column \d+\)\.$"):
        read("[[tag]]\nname\n")
