"""Justified lines: hyphens and blanks are drawn, the text stays; words part as their language lets them."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.body import Body
from reader.text.breaking import wrap_paragraph
from reader.text.cells import cells
from reader.text.gaps import justifying_gaps
from reader.text.hyphens import hyphenator
from reader.text.setting import Setting
from reader.text.wrap import Layout, Row

from .samples import body_of

PROSE = (
    "Incomprehensible bureaucratic representations notwithstanding, the municipality's administration "
    "considerately communicated recommendations regarding transportation infrastructure. "
) * 4
words = st.lists(
    st.sampled_from([*"a I to of the and".split(), *PROSE.split(), "日本語", "e\u0301tude", "Straße"]),
    min_size=1,
).map(" ".join)


def drawn(layout: Layout, row: Row) -> str:
    """The line as it is drawn: with the blanks and the hyphen."""
    blanks = dict(layout.gaps(row))
    text = layout.body.text[row.start : min(row.end, layout.body.blocks.ends[row.block])]
    line = "".join(" " * blanks.get(i, 0) + sign for i, sign in enumerate(text)).removesuffix(" ")
    return line + "-" * layout.has_hyphen(row)


def lines(text: str, width: int, language: str = "en", spacing: str = "lines") -> list[str]:
    layout = Layout(Body.plain(text), width, setting=Setting(72, spacing, justified=True), language=language)
    return [drawn(layout, row) for row in layout.window(0, 10_000) if not layout.is_space(row)]


def test_full_lines_end_flush_right() -> None:
    found = lines(PROSE.strip(), 40)
    assert sum(len(line) == 40 for line in found[:-1]) > 0.8 * len(found)
    assert all(len(line) <= 40 for line in found)
    assert any(line.endswith("-") for line in found)


@given(words, st.integers(12, 60))
def test_drawn_lines_without_blanks_and_hyphens_are_the_text(text: str, width: int) -> None:
    layout = Layout(Body.plain(text), width, setting=Setting(justified=True), language="en")
    points = hyphenator("en")
    assert points
    for row in layout.window(0, 10_000):
        line = drawn(layout, row)
        assert cells(line) <= width
        whole = text[row.start : row.end]
        assert re.sub(" +", " ", line.removesuffix("-" * layout.has_hyphen(row))) == whole.rstrip(" ")
        if layout.has_hyphen(row):
            before = re.search(r"[^\W\d_]+$", text[: row.end])
            after = re.match(r"[^\W\d_]+", text[row.end :])
            assert before and after
            assert len(before[0]) in points(before[0] + after[0])


@pytest.mark.parametrize(
    ("language", "word", "expected"),
    [
        ("en", "representation", "rep-res-ent-a-tion"),
        ("en-GB", "representation", "rep-res-ent-a-tion"),
        ("de", "Verwaltungsgebäude", "Ver-wal-tungs-ge-bäude"),  # two letters are not parted from a word
        ("fr", "recommandation", "re-com-man-da-tion"),
    ],
)
def test_words_part_by_the_patterns_of_their_language(language: str, word: str, expected: str) -> None:
    points = hyphenator(language)
    assert points
    parted = word
    for at in reversed(points(word)):
        parted = f"{parted[:at]}-{parted[at:]}"
    assert parted == expected


@pytest.mark.parametrize(
    ("language", "text", "parted"),
    [
        ("fr", "Il est l’anticonstitutionnellement", "l’anticonstitu-"),
        ("it", "Parla dell'internazionalizzazione", "dell'internazio-"),
        ("en", "It was (incomprehensibly) said", "(incomprehens-"),
        ("de", "Es war »unverständlicherweise«", "»unverständli-"),
    ],
)
def test_a_word_parts_behind_what_opens_and_behind_an_article(language: str, text: str, parted: str) -> None:
    assert lines(text, 22, language)[0].split()[-1] == parted


def test_an_indented_line_ends_with_no_hyphen_where_its_word_goes_on_at_the_edge() -> None:
    assert lines(f"One.\n\n{'x' * 150}", 40, spacing="indents")[1] == f"  {'x' * 38}"


@pytest.mark.parametrize("language", ["ja", "", "xx", "zh-Hans"])
def test_a_language_without_patterns_parts_no_word(language: str) -> None:
    assert hyphenator(language) is None
    assert not any(line.endswith("-") for line in lines(PROSE.strip(), 30, language))


def test_patterns_are_loaded_only_for_justified_pages() -> None:
    program = (
        "import sys; from reader.text.body import Body; from reader.text.setting import Setting;"
        "from reader.text.wrap import Layout; body = Body.plain('Words and words.');"
        "Layout(body, 40, language='en').window(0, 9); plain = 'pyphen' in sys.modules;"
        "Layout(body, 40, setting=Setting(justified=True), language='en');"
        "print(plain, 'pyphen' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False True\n"


def test_a_letter_that_grows_in_lower_case_is_left_alone() -> None:
    points = hyphenator("tr") or hyphenator("en")
    assert points and points("İSTANBULLULAR") == []


def test_letters_without_end_are_no_word_and_are_not_looked_through() -> None:
    looked_through: list[int] = []

    def hyphenate(word: str) -> list[int]:
        looked_through.append(len(word))
        return []

    for size in (80, 3000):
        text = f"A {'x' * size} b."
        wrap_paragraph(text, 0, len(text), 20, [], hyphenate=hyphenate)
    assert looked_through[0] == 80
    assert max(looked_through) <= 100


@pytest.mark.parametrize(
    ("text", "room", "from_left", "expected"),
    [
        ("a b c", 5, True, ()),
        ("a b c", 6, True, ((2, 1),)),
        ("a b c", 6, False, ((4, 1),)),
        ("a b c", 7, True, ((2, 1), (4, 1))),
        ("a b c d e", 11, True, ((2, 1), (6, 1))),
        ("a b c d e", 11, False, ((4, 1), (8, 1))),
        ("a b c", 9, True, ()),  # too loose
        ("a b c ", 6, True, ((2, 1),)),  # the space at the end hangs over
        ("abc", 5, True, ()),
        ("日 本", 6, True, ((2, 1),)),
        ("a \u0301b c", 6, True, ((5, 1),)),  # a space that another sign joins is no gap
    ],
)
def test_where_blanks_go(
    text: str, room: int, from_left: bool, expected: tuple[tuple[int, int], ...]
) -> None:
    assert justifying_gaps(text, room, from_left=from_left) == expected


def test_paragraphs_may_begin_indented_instead_of_parted() -> None:
    body = body_of(
        ("paragraph", "One."), ("paragraph", "Two."), ("heading", "Three", 2), ("paragraph", "Four.")
    )
    layout = Layout(body, 40, setting=Setting(spacing="indents"))
    rows = layout.window(0, 20)
    shown = ["" if layout.is_space(row) else drawn(layout, row) for row in rows]
    assert shown == ["One.", "  Two.", "", "", "Three", "", "Four."]
    row = rows[1]
    assert layout.column(row, row.start) == 2
    assert layout.offset_at(row, 0) == layout.offset_at(row, 2) == row.start
