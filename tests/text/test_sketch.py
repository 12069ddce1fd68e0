"""Sketches: texts that share most of their words share a band, others do not."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.sketch import BINS, bands, likeness, shingles, sketch

WORDS = [f"word{n}" for n in range(3000)]


def text_of(chance: random.Random, size: int = 400) -> list[str]:
    return chance.choices(WORDS, k=size)


def edited(words: list[str], chance: random.Random, edits: int) -> list[str]:
    copy = list(words)
    for _ in range(edits):
        copy[chance.randrange(len(copy))] = "another"
    return copy


def shares(one: list[str], other: list[str]) -> bool:
    keys = [set(enumerate(bands(sketch(shingles(" ".join(words)))))) for words in (one, other)]
    return bool(keys[0] & keys[1])


def test_texts_that_are_much_alike_share_a_band_and_others_do_not() -> None:
    chance = random.Random(7)
    alike = unlike = 0
    for _ in range(200):
        text = text_of(chance)
        alike += shares(text, edited(text, chance, 8))
        unlike += shares(text, text_of(chance))
    assert (alike, unlike) == (200, 0)


def test_the_sketch_tells_the_likeness() -> None:
    chance = random.Random(8)
    differences = []
    for edits in range(0, 60, 2):
        one = text_of(chance)
        hashes = [shingles(" ".join(words)) for words in (one, edited(one, chance, edits))]
        made = [sketch(each) for each in hashes]
        same = sum(a == b for a, b in zip(*made, strict=True)) / BINS
        differences.append(same - likeness(*hashes))
    assert abs(sum(differences) / len(differences)) < 0.03
    assert max(map(abs, differences)) < 0.25


def test_case_punctuation_and_line_ends_do_not_count() -> None:
    text = "The old wall has nine gates, and two of them are walled up. Nobody knows why it is so; few ask."
    same = text.upper().replace(" ", "\n").replace(",", " —").replace(";", "")
    assert likeness(shingles(text), shingles(same)) == 1.0


def test_scripts_without_spaces_are_compared_by_their_characters() -> None:
    text = "夜の図書館には、誰もいないはずなのに、いつも灯りがひとつだけ点いている。"
    assert likeness(shingles(text), shingles(text.replace("灯り", "明かり"))) > 0.7


@pytest.mark.parametrize("text", ["", "too short to be like another", "!?" * 100])
def test_what_has_few_words_has_no_sketch(text: str) -> None:
    assert bands(sketch(shingles(text))) == []
    assert likeness(shingles(text), shingles(text)) == 0.0


@given(st.sets(st.integers(0, 2**32 - 2), min_size=1, max_size=80))
def test_a_sketch_is_full_and_does_not_depend_on_order(hashes: set[int]) -> None:
    made = sketch(hashes)
    assert len(made) == BINS
    assert made == sketch(sorted(hashes)) == sketch(sorted(hashes, reverse=True))
