"""Where rows break in Chinese, Japanese and Korean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.breaking import wrap_paragraph
from reader.text.cells import cells, grapheme_start

CLOSING = "、。，．！？；：）」』】〉》”’…・ーゝ々っゃュㇷ〜％］｝〗︒︶﹂﹄"
OPENING = "（「『【〈《“‘￥［｛〖︵﹁﹃"
IDEOGRAPHS = "日本語夜図書館我们在阅读あいうカキク"
#: A run of Japanese in which every sign has something to cling to.
parts = st.one_of(
    st.text(IDEOGRAPHS, min_size=1, max_size=6),
    st.builds("{}{}".format, st.text(IDEOGRAPHS, min_size=2, max_size=4), st.sampled_from(CLOSING)),
    st.builds(
        "{}{}{}".format,
        st.sampled_from(OPENING),
        st.text(IDEOGRAPHS, min_size=2, max_size=4),
        st.sampled_from(CLOSING),
    ),
)
words = st.text("한국어문장입니다글읽기", min_size=1, max_size=5)


def wrapped(text: str, width: int) -> list[str]:
    starts: list[int] = []
    wrap_paragraph(text, 0, len(text), width, starts)
    return [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


@given(st.lists(parts, min_size=1, max_size=30).map("".join), st.integers(12, 40))
def test_no_row_begins_with_what_closes_or_ends_with_what_opens(text: str, width: int) -> None:
    rows = wrapped(text, width)
    assert "".join(rows) == text
    assert all(cells(row.rstrip(" ")) <= width for row in rows)
    assert not [row for row in rows[1:] if row[0] in CLOSING]
    assert not [row for row in rows[:-1] if row[-1] in OPENING]


@given(st.lists(words, min_size=1, max_size=30), st.sampled_from(["", ".", "…"]), st.integers(12, 40))
def test_korean_breaks_between_words(parts: list[str], end: str, width: int) -> None:
    text = " ".join(f"{part}{end}" for part in parts)
    rows = wrapped(text, width)
    assert "".join(rows) == text
    assert all(row.endswith(" ") for row in rows[:-1])


@given(st.text(IDEOGRAPHS + CLOSING + OPENING + "é👩\u200d👧🇫🇷 一a", max_size=200), st.integers(8, 30))
def test_whatever_comes_no_row_is_too_wide_and_no_cluster_parted(text: str, width: int) -> None:
    at = 0
    for row in wrapped(text, width):
        assert grapheme_start(text, at) == at
        assert cells(row.rstrip(" ")) <= width
        at += len(row)


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        ("彼は「もう遅い」と言った。", 8, ["彼は「も", "う遅い」", "と言っ", "た。"]),
        ("夜の図書館では――本が", 15, ["夜の図書館では", "――本が"]),
        ("値段は￥1200です", 8, ["値段は", "￥1200で", "す"]),
        ("한국어로 쓴 문장입니다", 10, ["한국어로 ", "쓴 ", "문장입니다"]),
        ("한국어문장입니다", 8, ["한국어문", "장입니다"]),  # no space: at the edge
        ("これはPython言語", 10, ["これは", "Python言語"]),
    ],
)
def test_known_rows(text: str, width: int, rows: list[str]) -> None:
    assert wrapped(text, width) == rows


@pytest.mark.parametrize("last", ["", "日", "e\u0301"])
@given(st.data(), st.integers(12, 40))
def test_french_signs_stay_beside_what_a_space_sets_them_apart_from(
    last: str, data: st.DataObject, width: int
) -> None:
    french = st.sampled_from(["mots", "« mot »", "mot ;", "mot ?!", "« mot ! »", "45 %", "de"])
    text = " ".join(data.draw(st.lists(french, min_size=1, max_size=30))) + f" {last}"
    rows = wrapped(text, width)
    assert "".join(rows) == text
    assert all(cells(row.rstrip(" ")) <= width for row in rows)
    assert not [row for row in rows if row[0] in "»;?!%" or row.endswith("« ")]


def test_where_nothing_else_fits_the_space_of_a_sign_parts() -> None:
    assert wrapped("représentation ! Oui", 14) == ["représentation ", "! Oui"]
    assert wrapped("repre\u0301sentation ! Oui", 14) == ["repre\u0301sentation ", "! Oui"]
