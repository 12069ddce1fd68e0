"""The guess at a text's language."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.text.language import guess, is_right_to_left
from reader.text.segment import sentence_starts

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", ""),
        ("1234 5678", ""),
        ("The house that stood on the hill was sold to a man with a dog.", "en"),
        ("Der Mann ging mit dem Hund auf die Straße und war nicht allein.", "de"),
        ("Le chat est dans la maison et il ne dort pas sur les livres.", "fr"),
        ("La casa que compraron los vecinos se vendió por más dinero.", "es"),
        ("Il cane che dorme nel giardino non è della signora.", "it"),
        ("図書館は夜になると静かになる。", "ja"),
        ("北京是中国的首都", "zh"),
        ("Дом стоял на холме", "ru"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert guess(text) == language


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("tests/texts/der-letzte-wagen.txt", "de"),
        ("sample_articles/night-library-ja.txt", "ja"),
        ("sample_articles/cis-summit.txt", "en"),
    ],
)
def test_the_samples(name: str, language: str) -> None:
    assert guess((ROOT / name).read_text(encoding="utf-8")) == language


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_german_date_ends_no_sentence(language: str) -> None:
    text = "Er kam am 2. Mai an. Danach ging er."
    assert sentence_starts(text, language) == [0, text.index("Danach")]


def test_a_month_that_english_has_too_is_one_only_in_german() -> None:
    assert sentence_starts("Er kam am 2. April an.", "de") == [0]
    assert len(sentence_starts("See page 2. April came late.", "en")) == 2


@pytest.mark.parametrize(
    ("text", "right_to_left"),
    [
        ("سلام دنیا، این متن از راست به چپ است.", True),
        ("שלום עולם", True),
        ("The word سلام means peace, and so does שלום.", False),
        ("Only Latin.", False),
        ("日本語", False),
        ("… — “”", False),
        ("", False),
    ],
)
def test_texts_from_right_to_left(text: str, right_to_left: bool) -> None:
    assert is_right_to_left(text) is right_to_left
