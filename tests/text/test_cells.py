import re
from collections import Counter
from itertools import accumulate, pairwise
from unicodedata import category, combining

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size
from wcwidth import iter_graphemes, wcswidth

from reader.text import cells as module
from reader.text.cells import (
    between,
    cell_widths,
    cells,
    clip,
    clusters,
    fit,
    grapheme_start,
    is_plain,
    next_grapheme,
    prev_grapheme,
)

from .samples import FAMILY, TRICKY, WORDS, name_of, rough_texts, texts

VIRAMA = 9  # the combining class of signs that join two consonants


def bounds(text: str) -> list[int]:
    return [0, *accumulate(map(len, iter_graphemes(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("abc", 3),
        ("“—…”", 4),
        ("日本", 4),
        ("한글", 4),
        ("\u1112\u1161\u11ab", 2),
        ("e\u0301", 1),
        (FAMILY, 2),
        ("👍🏽", 2),
        ("❤\ufe0f", 2),
        ("☺\ufe0f", 2),
        ("1\ufe0f\u20e3", 2),
        ("🇫🇷", 2),
        ("क्षि", 2),
        ("กำ", 2),
        ("ﷺ", 1),
        ("か\u3099", 2),
    ],
)
def test_widths_of_known_strings(text: str, expected: int) -> None:
    assert cell_len(text) == cells(text) == sum(cell_widths(text)) == expected


@given(st.one_of(texts, rough_texts))
def test_widths_of_clusters_are_those_of_wcwidth_but_at_least_one(text: str) -> None:
    expected = [(len(each), max(1, wcswidth(each))) for each in iter_graphemes(text)]
    assert list(cell_widths(text)) == [cell for size, width in expected for cell in (width, *bytes(size - 1))]
    assert cells(text) == sum(width for _, width in expected)


@given(texts)
def test_widths_are_those_of_rich_where_no_vowel_sign_has_a_cell(text: str) -> None:
    plain = "".join(c for c in text if category(c) != "Mc" and combining(c) != VIRAMA)
    assert cells(plain) == cell_len(plain)


@pytest.mark.parametrize("text", WORDS)
def test_widths_of_words_are_those_of_wcwidth(text: str) -> None:
    assert cells(text) == wcswidth(text)


@given(texts, st.integers(0, 40), st.integers(0, 40))
def test_what_stands_between_two_cells(text: str, start: int, size: int) -> None:
    every = list(clusters(text))
    owners = [number for number, (_, width) in enumerate(every) for _ in range(width)]
    inside = sorted(Counter(owners[start : start + size]).items())
    whole = "".join(every[n][0] if count == every[n][1] else " " * count for n, count in inside)
    assert between(text, start, start + size) == whole
    assert "".join(cluster for cluster, _ in every) == text


def test_zero_width_at_the_start_takes_a_cell() -> None:
    assert list(cell_widths("\u0301a")) == [1, 1]
    assert list(cell_widths("\ufe0f\u0301a")) == [1, 0, 1]


def test_controls_take_the_cell_of_what_is_shown_for_them() -> None:
    assert list(cell_widths("a\x1b\x07日")) == [1, 1, 1, 2]
    assert cells("\x00") == 1


def test_a_cluster_of_very_many_cells_is_held_in_a_byte() -> None:
    assert list(cell_widths("\u1112" * 200))[:2] == [255, 0]


def test_classes_of_simple_characters_hold() -> None:
    """Every character that skips the measuring has one cell (or two) and joins no other of its kind."""
    plain = [chr(c) for c in range(0x10000) if re.match(f"[{module._PLAIN}]", chr(c)) and c != 10]
    wide = [chr(c) for c in range(0x10000) if re.match(f"[{module._WIDE}]", chr(c))]
    assert {get_character_cell_size(c) for c in plain} == {1}
    assert {get_character_cell_size(c) for c in wide} == {2}
    every = "".join(plain + wide)
    assert len(list(iter_graphemes(every))) == len(every)
    for sample in "a日한":
        around = sample + sample.join(every) + sample
        assert len(list(iter_graphemes(around))) == len(around)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", True),
        ("abc\n“x”", True),
        ("Жé", True),
        ("日", False),
        ("e\u0301", False),
        ("한", False),
        ("\t", True),
    ],
)
def test_is_plain(text: str, expected: bool) -> None:
    assert is_plain(text) is expected


def test_is_plain_of_a_range() -> None:
    assert is_plain("日abc日", 1, 4)
    assert not is_plain("日abc日", 1, 5)
    assert not is_plain("日abc日", 0, 2)


@given(st.one_of(texts, rough_texts, st.text(max_size=30)))
def test_steps_are_the_clusters_of_wcwidth(text: str) -> None:
    stops = bounds(text)
    for start, end in pairwise(stops):
        assert next_grapheme(text, start) == end
        assert prev_grapheme(text, end) == start
        assert [grapheme_start(text, at) for at in range(start, end)] == [start] * (end - start)


@pytest.mark.parametrize(
    "text",
    [
        *TRICKY,
        "🇫🇷" * 200 + "a",
        "a" + "🇫" * 301,
        "👩" + "\u200d👩" * 150,
        "क" + "\u094dक" * 150,
        "\u1112" * 300 + "\u1161x",
        "\u0600" * 200 + "1",
        f"{FAMILY}©\u200d©",
        "x" + "\u0301" * 700 + "y",
    ],
    ids=name_of,
)
def test_long_runs_and_long_clusters(text: str) -> None:
    stops = bounds(text)
    walked = [0]
    while walked[-1] < len(text):
        walked.append(next_grapheme(text, walked[-1]))
    assert walked == stops
    back = [len(text)]
    while back[-1]:
        back.append(prev_grapheme(text, back[-1]))
    assert back[::-1] == stops
    widths = cell_widths(text)
    assert [i for i, width in enumerate(widths) if width] == stops[:-1]


def test_steps_stop_at_the_ends() -> None:
    assert next_grapheme("", 0) == prev_grapheme("", 0) == grapheme_start("", 0) == 0
    assert next_grapheme("ab", 2) == 2
    assert prev_grapheme("ab", 0) == 0
    assert grapheme_start("e\u0301", 2) == 2
    assert grapheme_start("ab", 9) == 2
    assert prev_grapheme("ae\u0301", 9) == 1


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("short", 5, "short"),
        ("longer", 5, "long…"),
        ("two words", 5, "two…"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日…"),
        ("日本語", 6, "日本語"),
        (f"{FAMILY}{FAMILY}", 3, f"{FAMILY}…"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
        ("abc", -1, ""),
        ("", 0, ""),
    ],
)
def test_clip(text: str, width: int, expected: str) -> None:
    assert clip(text, width) == expected


@given(texts, st.integers(0, 30))
def test_clip_keeps_whole_clusters_and_fit_is_exact(text: str, width: int) -> None:
    clipped = clip(text, width)
    assert cells(clipped) <= width
    assert clipped == text or len(clipped.removesuffix("…")) in bounds(text)
    assert cells(fit(text, width)) == width
