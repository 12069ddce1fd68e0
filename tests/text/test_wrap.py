from __future__ import annotations

import re
import textwrap
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.body import Body
from reader.text.cells import cells, grapheme_start, next_grapheme
from reader.text.setting import PLAIN, Setting
from reader.text.wrap import NARROWEST, Layout, Row

from .samples import ARTICLE, FAMILY, TRICKY, bodies, body_of, name_of, page_settings

PROSE = "It was the best of times, it was the worst of times — and it was, “so far”, like the present. " * 300


def rows_of(layout: Layout) -> list[Row]:
    return list(layout.window(0, 100_000))


def shown(layout: Layout, row: Row) -> str:
    """Return the text that is drawn for a row: without what parts the blocks."""
    return "" if layout.is_space(row) else layout.body.text[row.start : min(row.end, _end(layout, row))]


def _end(layout: Layout, row: Row) -> int:
    return layout.body.blocks.ends[row.block]


def lines(body: Body, width: int) -> list[str]:
    layout = Layout(body, width)
    return [shown(layout, row) for row in rows_of(layout)]


def check(body: Body, width: int, setting: Setting = PLAIN) -> None:
    """Assert that rows cover the text once, in order, whole clusters, and fit."""
    layout = Layout(body, width, setting=setting, language="en")
    rows = rows_of(layout)
    if not body.text:
        assert rows == []
        return
    assert rows[0].start == 0
    assert rows[-1].end == len(body.text)
    assert all(one.end == two.start for one, two in pairwise(rows))
    for row in rows:
        assert row.start < row.end
        assert grapheme_start(body.text, row.start) == row.start
        if layout.is_space(row):
            assert not body.text[row.start : row.end].strip("\n")
            continue
        text = shown(layout, row)
        block = body.blocks[row.block]
        assert block.start <= row.start < block.end
        assert "\n" not in text.removesuffix("\n") or block.kind != "code"
        text = re.sub("[ \t]$", "", text.rstrip("\n"))  # a space may hang over the edge
        room = layout.width - layout.indent_of(row.block) - sum(size for _, size in layout.gaps(row))
        assert layout.width - layout.indent_of(row.block) >= NARROWEST
        assert cells(text) + layout.has_hyphen(row) <= room or next_grapheme(text, 0) == len(text)


@given(bodies, st.integers(1, 60), page_settings)
def test_rows_cover_the_text_and_fit(body: Body, width: int, setting: Setting) -> None:
    check(body, width, setting)


@pytest.mark.parametrize("width", [8, 20, 72])
@pytest.mark.parametrize("text", [*TRICKY, PROSE, "x" * 20_000, "日本語。" * 5000], ids=name_of)
def test_tricky_texts(text: str, width: int) -> None:
    check(Body.plain(text), width)
    check(Body.plain(text), width, Setting(justified=True))
    check(body_of(("code", text + "\n\n" + text)), width)


@pytest.mark.parametrize("width", [1, 8, 11, 30, 72, 200])
def test_the_article_at_every_width(width: int) -> None:
    check(ARTICLE, width)


@pytest.mark.parametrize("width", [10, 40, 72])
def test_plain_text_is_wrapped_as_textwrap_does(width: int) -> None:
    prose = PROSE[: len(PROSE) // 300 * 80].strip()
    wrapper = textwrap.TextWrapper(width=width, break_on_hyphens=False)
    assert [line.rstrip() for line in lines(Body.plain(prose), width)] == wrapper.wrap(prose)


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, []),
        ("a", 10, ["a"]),
        ("12345678", 8, ["12345678"]),
        ("12345678 ", 8, ["12345678 "]),
        ("12345678 9", 8, ["12345678 ", "9"]),
        ("123456789", 8, ["12345678", "9"]),
        ("ab 123456789", 8, ["ab ", "12345678", "9"]),
        ("to be or not", 8, ["to be or ", "not"]),
        ("日本語日本語", 8, ["日本語日", "本語"]),
        ("日本語日。", 8, ["日本語", "日。"]),
        ("日本語「日", 8, ["日本語", "「日"]),
        ("abc 日本語", 8, ["abc 日本", "語"]),
        ("日本語word日", 8, ["日本語", "word日"]),
        ("e\u0301" * 9, 8, ["e\u0301" * 8, "e\u0301"]),
        (FAMILY * 5, 9, [FAMILY * 4, FAMILY]),
        ("🇫🇷" * 5, 8, ["🇫🇷" * 4, "🇫🇷"]),
        ("한국어 문장입니다", 8, ["한국어 ", "문장입니", "다"]),
        ("a\u00a0b c\u00a0defg", 8, ["a\u00a0b ", "c\u00a0defg"]),
        ("seven777 \u0301 x", 8, ["seven777", " \u0301 x"]),
        ("\u0301abcdefgh", 8, ["\u0301abcdefg", "h"]),
        ("aaaa日เ日", 8, ["aaaa日", "เ日"]),
        ("करोड़ों लोगों द्वारा", 8, ["करोड़ों ", "लोगों ", "द्वारा"]),
    ],
)
def test_where_lines_break(text: str, width: int, expected: list[str]) -> None:
    assert lines(Body.plain(text), width) == expected


def test_code_keeps_its_lines() -> None:
    body = body_of(("code", "def f():\n\n    return 123456\n日本語日本語\n\n\nend"))
    width = 10  # of which the indent takes two
    assert [line.rstrip("\n") for line in lines(body, width)] == [
        "def f():",
        "",
        "    retu",
        "rn ",
        "123456",
        "日本語日",
        "本語",
        "",
        "",
        "end",
    ]


@pytest.mark.parametrize(
    ("kind", "level", "label", "expected"),
    [
        ("paragraph", 0, "", 0),
        ("heading", 2, "", 0),
        ("item", 0, "", 2),
        ("item", 0, "•", 2),
        ("item", 1, "10.", 6),
        ("item", 0, "一、", 5),
        ("quote", 0, "", 2),
        ("quote", 3, "", 6),
        ("code", 0, "python", 2),
        ("image", 0, "", 2),
        ("footnote", 0, "1", 4),
        ("footnote", 0, "注", 5),
    ],
)
def test_indent(kind: str, level: int, label: str, expected: int) -> None:
    assert Layout(body_of((kind, "Words.", level, label)), 40).indent_of(0) == expected


def test_an_indent_leaves_room_for_text() -> None:
    body = body_of(("quote", "Words in a very deep quote.", 90), ("item", "An item.", 9, "9" * 100 + "."))
    assert [Layout(body, 20).indent_of(i) for i in (0, 1)] == [12, 12]
    assert [Layout(body, 3).indent_of(i) for i in (0, 1)] == [0, 0]


def test_what_explains_a_term_stands_right_below_it() -> None:
    layout = Layout(body_of(("paragraph", "Osanna"), ("item", "A bell."), ("paragraph", "Gloria")), 40)
    assert [layout.spacing.above(i) for i in range(3)] == [0, 0, 1]


def test_space_above_blocks() -> None:
    body = body_of(
        ("kicker", "Kicker"),
        ("title", "Title"),
        ("standfirst", "What it is about."),
        ("paragraph", "Text."),
        ("paragraph", "Text."),
        ("heading", "Heading", 2),
        ("paragraph", "Text."),
        ("item", "one", 0, "•"),
        ("item", "two", 0, "•"),
        ("quote", "one"),
        ("quote", "two"),
        ("row", "a\tb"),
        ("row", "c\td"),
        ("footnote", "one", 0, "1"),
        ("footnote", "two", 0, "2"),
    )
    layout = Layout(body, 40)
    expected = [0, 0, 2, 2, 1, 2, 1, 1, 0, 1, 1, 1, 0, 2, 0]
    assert [layout.spacing.above(i) for i in range(len(body.blocks))] == expected
    rows = rows_of(layout)
    drawn = [sum(layout.is_space(row) for row in rows if row.block == i) for i in range(len(body.blocks))]
    assert drawn == expected


def test_a_title_right_before_the_text_has_two_rows_between() -> None:
    layout = Layout(body_of(("title", "Title"), ("paragraph", "Text.")), 40)
    assert layout.spacing.above(1) == 2


def test_a_screen_may_begin_in_the_space_above_a_block() -> None:
    body = body_of(("paragraph", "One."), ("heading", "Two", 1), ("paragraph", "Three."))
    layout = Layout(body, 40)
    assert [tuple(row) for row in layout.window(5, 3)] == [(5, 6, 1), (6, 9, 1), (9, 11, 2)]
    spaces = [row for row in rows_of(layout) if layout.is_space(row)]
    assert [tuple(row) for row in spaces] == [(4, 5, 1), (5, 6, 1), (9, 11, 2)]
    for row in spaces:
        assert layout.window(row.start, 1) == [row]
        assert layout.row_start(row.start) == row.start
        assert layout.column(row, row.start) == 0
        assert row.start <= layout.offset_at(row, 5) < row.end
    assert layout.move(5, 1) == 6
    assert layout.move(5, -1) == 4
    assert layout.move(5, -2) == 0
    assert layout.row_start(10) == 9  # in the middle of the only row


@given(bodies, st.integers(8, 40), st.data())
def test_windows_moves_and_distances_agree(body: Body, width: int, data: st.DataObject) -> None:
    layout = Layout(body, width)
    rows = rows_of(layout)
    if not rows:
        return
    starts = [row.start for row in rows]
    i = data.draw(st.integers(0, len(rows) - 1))
    j = data.draw(st.integers(i, len(rows) - 1))
    offset = data.draw(st.integers(rows[i].start, rows[i].end - 1))
    count = data.draw(st.integers(-len(rows) - 2, len(rows) + 2))
    assert layout.row_start(offset) == starts[i]
    assert layout.row_at(offset) == rows[i]
    assert layout.move(offset, count) == starts[max(0, min(len(rows) - 1, i + count))]
    for size in (0, 1, 3, 1000):
        assert layout.window(offset, size) == rows[i : i + size]
        assert layout.rows_between(offset, starts[j], size) == min(size, j - i)
    assert layout.row_start(len(body.text)) == starts[-1]


def test_windows_of_a_giant_paragraph() -> None:
    layout = Layout(body_of(("title", "Title"), ("paragraph", PROSE), ("paragraph", "End.")), 30)
    rows = rows_of(layout)
    starts = [row.start for row in rows]
    assert len(layout.pieces) > 4
    for i in range(0, len(rows), 37):
        assert layout.window(starts[i] + 1, 40) == rows[i : i + 40]
        assert layout.move(starts[i], 200) == starts[min(len(rows) - 1, i + 200)]
        assert layout.move(starts[i], -200) == starts[max(0, i - 200)]
        assert layout.rows_between(0, starts[i], 10_000) == i


@given(bodies, st.integers(8, 40), page_settings)
def test_offsets_and_columns_round_trip(body: Body, width: int, setting: Setting) -> None:
    layout = Layout(body, width, setting=setting, language="en")
    for row in rows_of(layout):
        if layout.is_space(row):
            continue
        end, at, edge = min(row.end, _end(layout, row)), row.start, 0
        while at < end:
            column = layout.column(row, at)
            drawn = sum(size for i, size in layout.gaps(row) if i == at - row.start)
            assert column == edge + drawn
            after = next_grapheme(body.text, at)
            size = cells(body.text[at:after])
            assert all(layout.offset_at(row, column + i) == at for i in range(size))
            at, edge = after, column + size
        last = layout.offset_at(row, 10_000)
        assert last < end <= next_grapheme(body.text, last)
        assert layout.offset_at(row, -5) == row.start


def test_columns_of_known_text() -> None:
    text = f"ab 日本語 e\u0301x {FAMILY} z"
    layout = Layout(Body.plain(text), 40)
    row = layout.row_at(0)
    assert layout.column(row, text.index("z")) == 16
    assert layout.offset_at(row, 16) == layout.offset_at(row, 99) == text.index("z")
    assert layout.offset_at(row, 4) == text.index("日")
    assert layout.offset_at(row, 14) == text.index(FAMILY)


def test_an_empty_body_has_no_rows() -> None:
    layout = Layout(Body.plain(""), 40)
    assert layout.window(0, 10) == []
    assert layout.move(0, 5) == layout.row_start(0) == layout.rows_between(0, 0, 5) == 0


def test_a_body_of_one_character() -> None:
    layout = Layout(Body.plain("a"), 40)
    assert layout.window(0, 10) == [Row(0, 1, 0)]
    assert layout.move(0, 5) == layout.move(0, -5) == layout.row_start(1) == 0
    assert layout.offset_at(Row(0, 1, 0), 7) == 0


def test_lines_of_a_plain_body_that_are_empty_belong_to_some_row() -> None:
    body = Body.plain("\n\none\n\n\n\ntwo\n\n")
    layout = Layout(body, 40)
    for offset in range(len(body.text) + 1):
        rows = layout.window(offset, 99)
        assert rows[-1].end == len(body.text)
        assert layout.row_start(offset) == rows[0].start


def test_a_resize_keeps_the_top_row() -> None:
    body = body_of(("paragraph", PROSE))
    top = Layout(body, 72).row_start(5000)
    for width in (60, 40, 8, 72):
        row = Layout(body, width).row_at(top)
        assert row.start <= top < row.end
    assert Layout(body, 72).row_start(top) == top


def test_what_was_wrapped_is_kept() -> None:
    layout = Layout(ARTICLE, 40)
    assert layout.rows_of(3) is layout.rows_of(3)


def test_an_address_longer_than_a_row_is_parted_after_a_sign() -> None:
    address = "https://archive.example.org/collections/harbour?view=transcript"
    for text in (address, address.replace("harbour", "häfen‍x")):
        layout = Layout(body_of(("paragraph", text)), 40)
        first, second = (layout.body.text[row.start : row.end] for row in layout.window(0, 2))
        assert first == "https://archive.example.org/collections/"
        assert second.endswith("view=transcript")
    runs = Layout(body_of(("paragraph", "a" * 90)), 40).window(0, 9)
    assert [row.end - row.start for row in runs] == [40, 40, 10]


def test_no_hyphen_is_drawn_in_an_address() -> None:
    text = (
        "See https://archive.example.org/international/characteristically/harbour?administration="
        "understanding and archive.example.org/responsibility or mail administration@example.org about"
        " the internationalisation."
    )
    layout = Layout(body_of(("paragraph", text)), 40, setting=Setting(40, "lines", True), language="en")
    rows = [(text[row.start : row.end], layout.has_hyphen(row)) for row in layout.window(0, 20)]
    assert [row for row, hyphen in rows if hyphen] == []
    assert rows[1][0] == "https://archive.example.org/"
    words = "about the responsibility of administration and internationalisation"
    layout = Layout(body_of(("paragraph", words)), 20, setting=Setting(20, "lines", True), language="en")
    assert any(layout.has_hyphen(row) for row in layout.window(0, 9))
