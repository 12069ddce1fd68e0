import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.words import both_ends, count_words, plural_of, quoted


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("one", 1),
        ("Two words.", 2),
        ("don't, won’t — shan't!", 3),
        ("3.5 per cent", 4),
        ("'quoted' words", 2),
        ("über Öl", 2),
        ("夜の図書館", 3),
        ("漢字 and 漢字", 3),
        ("어제 회의가", 2),
        ("*** ---", 0),
    ],
)
def test_counts(text: str, words: int) -> None:
    assert count_words(text) == words


@given(st.text(max_size=100))
def test_never_more_words_than_characters(text: str) -> None:
    assert 0 <= count_words(text) <= len(text)


def test_long_texts_are_counted_in_pieces() -> None:
    assert abs(count_words("word " * 500_000) - 500_000) <= 3


@pytest.mark.parametrize(
    ("text", "in_quotes"),
    [
        ("Nobody called.", "“Nobody called.”"),
        ("“Nobody called,” he said.", "“Nobody called,” he said."),
        ("«Nadie nos llamó»", "«Nadie nos llamó»"),
        ("„Wir haben gewarnt“, sagt er.", "„Wir haben gewarnt“, sagt er."),
        ("「誰からも」", "「誰からも」"),
        ("’Tis so", "“’Tis so”"),
        ("", "“”"),
    ],
)
def test_a_passage_is_quoted_once(text: str, in_quotes: str) -> None:
    assert quoted(text) == in_quotes


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("“Two.” (Eva Roth, p. 4)", "“Two.” (Eva Roth, p. 4)"),
        ("“Two of\nthem are walled up.” (Eva Roth, p. 4)", "“Two of them are… p. 4)"),
        ("“Two of them are walled up.”\nRoth. https://example.org/a/b", "“Two of them are walled up.”…"),
        ("夜の図書館" * 8, "夜の図書館" * 5 + "夜の図書…"),
    ],
)
def test_a_long_text_is_shown_by_both_ends(text: str, shown: str) -> None:
    assert both_ends(text, 30) == shown


@pytest.mark.parametrize(
    ("noun", "many"),
    [
        ("article text", "article texts"),
        ("passage without a place", "passages without a place"),
        ("place of a note", "places of a note"),
        ("text outside of the project", "texts outside of the project"),
        ("body without words", "bodies without words"),
        ("reply", "replies"),
        ("key", "keys"),
    ],
)
def test_the_thing_that_is_counted_is_put_into_the_plural(noun: str, many: str) -> None:
    assert plural_of(noun) == many
