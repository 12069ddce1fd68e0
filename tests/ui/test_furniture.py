"""What is drawn around the text: bars, bullets, rules, labels; seen as rows of a narrow screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.text.build import BodyBuilder
from reader.text.setting import Setting
from reader.ui.pane import styles
from reader.ui.pane.draw import row_parts
from reader.ui.pane.line import Line
from reader.ui.pane.rows import row_keys
from reader.ui.pane.view import GUTTER
from reader.ui.theme.themes import THEMES, highlight_palette
from tests.text.samples import built
from tests.ui.sessions import Reader

if TYPE_CHECKING:
    from reader.model import Body


def drawn(*blocks: tuple[str, str, int, str], width: int = 40, rows: int = 30) -> list[str]:
    """The rows of a body under the running head, without gutter and scroll bar."""
    builder = BodyBuilder()
    for kind, text, level, label in blocks:
        assert builder.add(kind, text, level=level, label=label)
    return drawn_of(builder.body(), width=width, rows=rows)


def drawn_of(body: Body, width: int = 40, rows: int = 30) -> list[str]:
    reader = Reader("", body=body, width=width, rows=rows)
    view = reader.session.view
    left = view.left + GUTTER
    lines = [
        "".join(text for text, _ in row_parts(view, key)) for key in row_keys(view, reader.session.scene)
    ]
    return [line[left : left + view.layout.width].rstrip() for line in lines[view.headroom :]]


def test_a_quote_has_a_bar_for_each_level_that_goes_through_between_its_paragraphs() -> None:
    found = drawn(("quote", "One.", 1, ""), ("quote", "Two.", 2, ""), ("paragraph", "Three.", 0, ""))
    assert found[:5] == ["▏ One.", "▏", "▏ ▏ Two.", "", "Three."]


def test_the_rule_of_a_table_stands_under_its_head_only() -> None:
    rows = (("row", "a\tbc", 1, ""), ("row", "x\t1", 0, ""), ("row", "d\te", 1, ""), ("row", "y\t2", 0, ""))
    found = drawn(*rows, ("paragraph", "End.", 0, ""))
    assert found[:9] == ["a   bc", "──────", "x    1", "", "d   e", "─────", "y   2", "", "End."]


def test_records_name_each_cell() -> None:
    words = "a cell of many words that goes on"
    found = drawn(("row", "name\twhat", 1, ""), ("row", f"One\t{words}", 0, ""), width=30)
    assert found[:5] == ["name│what", "", "name  One", "what  a cell of many", "      words that goes"]


def test_nothing_is_drawn_where_a_record_has_an_empty_cell() -> None:
    words = "a cell of many words that goes on"
    rows = (("row", "name\tno\twhat", 1, ""), ("row", f"One\t\t{words}", 0, ""))
    assert drawn(*rows, width=30)[2] == "name  One"


def test_code_stands_as_far_in_as_the_item_it_belongs_to() -> None:
    blocks = (("item", "one", 0, "1."), ("item", "two", 1, "•"), ("code", "tie --knot bowline blue", 2, ""))
    found = drawn(*blocks, ("code", "x = 1", 1, ""), ("code", "y = 2", 0, ""), width=60)
    assert found[:8] == [
        "1. one",
        "   ◦ two",
        "",
        "       tie --knot bowline blue",
        "",
        "     x = 1",
        "",
        "  y = 2",
    ]


def nested(*parts: tuple[str, str, str], width: int = 30) -> list[str]:
    """The rows of blocks of (what they stand in, kind, text); what they end in is left out."""
    body = built((kind, text, int(kind == "heading"), "", inside.split()) for inside, kind, text in parts)
    rows = drawn_of(body, width=width)
    return rows[: max(i for i, row in enumerate(rows) if row) + 1]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            [
                ("1.", "", "One."),
                ("- >", "", "Said by somebody else here."),
                ("-", "", "On."),
                ("2.", "", "Two."),
            ],
            ["1. One.", "", "   ▏ Said by somebody", "   ▏ else here.", "", "   On.", "", "2. Two."],
        ),
        (
            [(">", "", "Said."), ("> •", "", "a"), ("> •", "", "b"), ("> - 1.", "", "c"), (">", "", "Ends.")],
            ["▏ Said.", "▏", "▏ • a", "▏ • b", "▏   1. c", "▏", "▏ Ends."],
        ),
        (
            [("9. >", "", "a"), ("- > >", "", "b"), ("10.", "code", "x\ny")],
            [" 9. ▏ a", "    ▏", "    ▏ ▏ b", "", "10.   x", "      y"],
        ),
        ([("• •", "", "a"), ("- •", "", "b")], ["• ◦ a", "  ◦ b"]),
        ([(">", "heading", "Head"), (">", "image", "Seen")], ["▏ Head", "▏", "▏ ▨ Seen"]),
        (
            [("> 1.", "row", "a\tb"), ("> -", "row", "c\td")],
            ["▏ 1. a   b", "▏    c   d"],
        ),
        ([(">", "code", "call(one, two, three, four)")], ["▏   call(one, two,", "▏ ↳ three, four)"]),
        ([(">", "", "a"), ("•", "", "b"), (">", "", "c")], ["▏ a", "", "• b", "", "▏ c"]),
    ],
)
def test_what_stands_in_quotes_and_items_keeps_their_bars_and_is_as_far_in(
    parts: list[tuple[str, str, str]], expected: list[str]
) -> None:
    assert nested(*((inside, kind or "paragraph", text) for inside, kind, text in parts)) == expected


def test_lines_of_verse_stand_as_far_in_as_they_did() -> None:
    builder = BodyBuilder()
    for kind, line in (
        *(("paragraph", "\xa0\xa0One, and so long that it goes on"), ("paragraph", "\xa0\xa0\xa0\xa0two")),
        *(("quote", "said"), ("quote", "\xa0so")),
    ):
        builder.add(kind, line, close=True)
    assert drawn_of(builder.body(), width=30)[:6] == [
        *("  One, and so long that", "it goes on", "    two", ""),
        *("▏ said", "▏  so"),
    ]
    assert drawn_of(builder.body(), width=16)[0] == " One, and"


def test_a_table_in_an_item_has_its_rule_there() -> None:
    rows = (("1.", "One."), ("-", "a\tb"), ("-", "c\td"))
    parts = [
        ("row" if "\t" in text else "paragraph", text, int(text[0] == "a"), inside) for inside, text in rows
    ]
    body = built((kind, text, level, "", [inside]) for kind, text, level, inside in parts)
    assert drawn_of(body)[:5] == ["1. One.", "", "   a   b", "   ─────", "   c   d"]


def test_where_all_bars_have_no_room_the_innermost_stand() -> None:
    body = built([("paragraph", "a b c d e f g", 0, "", [">"] * 12 + ["7."])])
    assert drawn_of(body, width=20)[:2] == ["▏ 7. a b c d", "▏    e f g"]


def test_a_list_in_a_note_stands_under_its_text() -> None:
    builder = BodyBuilder()
    builder.add("paragraph", "Text.")
    for note in ("1", "2"):
        builder.add("footnote", "Note.", label=note)
        builder.add("footnote", "More.")
        builder.add("item", "listed", level=1, label="•", within="-")
    more = "    More.", "", "  ◦ listed", ""
    expected = ["Text.", "", "────────────", "[1] Note.", *more, "[2] Note.", *more]
    assert drawn_of(builder.body())[:12] == expected[:-1]


def test_notes_are_set_apart_by_a_short_rule() -> None:
    found = drawn(("paragraph", "Text.", 0, ""), ("footnote", "Note.", 0, "1"), ("footnote", "Two.", 0, "2"))
    assert found[:5] == ["Text.", "", "────────────", "[1] Note.", "[2] Two."]


def test_pictures_rules_and_long_lines_of_code() -> None:
    code = "x = call(argument, another, more, more)"
    found = drawn(("image", "A ferry.", 0, ""), ("rule", "* * *", 0, ""), ("code", code, 0, ""), width=37)
    assert found[:6] == [
        "▨ A ferry.",
        "",
        "            * * *",
        "",
        "  x = call(argument, another,",
        "↳ more, more)",
    ]


def test_the_running_head_names_the_section_that_the_screen_begins_in() -> None:
    builder = BodyBuilder()
    for part in range(3):
        builder.add("heading", f"Part {part}", level=2)
        for line in range(30):
            builder.add("paragraph", f"Line {line}.")
    reader = Reader("", body=builder.body(), rows=20)
    view = reader.session.view
    assert view.headroom == 1 and view.section() == ""
    heads = []
    for _ in range(12):
        reader.do("page-down")
        top = view.body.blocks.at(view.layout.row_start(view.top))
        before = max(i for i in range(top + 1) if view.body.blocks[i].kind == "heading")
        heading = view.body.blocks[before]
        expected = "" if heading.end > view.top else view.text[heading.start : heading.end]
        assert view.section() == expected
        heads.append(view.section())
    assert {"Part 0", "Part 1", "Part 2"} <= set(heads)


def test_a_hairline_over_the_whole_measure_parts_the_running_head_from_the_text() -> None:
    builder = BodyBuilder()
    builder.add("title", "How it begins")
    for line in range(30):
        builder.add("paragraph", f"Line {line}.")
    reader = Reader("", body=builder.body(), rows=20)
    view = reader.session.view

    def heads() -> list[str]:
        parts = row_parts(view, row_keys(view, reader.session.scene)[0])
        return [text for text, style in parts if style == styles.HEAD]

    assert heads() == []  # the title is on the screen itself
    reader.do("page-down", "page-down")
    assert heads() == [f"{'How it begins':{view.layout.width}}"]
    assert all(styles.look(styles.HEAD, highlight_palette(theme)).underline for theme in THEMES)


def test_a_low_screen_has_no_running_head() -> None:
    reader = Reader("One.\n\nTwo.", rows=8)
    assert (reader.session.view.headroom, reader.session.view.rows) == (0, 8)


def test_a_page_keeps_two_rows_under_the_running_head() -> None:
    reader = Reader("\n\n".join(f"Line {i}." for i in range(90)), rows=20)
    view = reader.session.view
    kept = [row.start for row in view.layout.window(view.top, view.rows)][-2:]
    reader.do("page-down")
    assert [row.start for row in view.layout.window(view.top, 2)] == kept


def test_more_highlights_than_bars_are_counted() -> None:
    reader = Reader("One two three four five.").do("#claim", "escape")
    for words, tag in enumerate(("#source", "#evidence", "#question", "#source")):
        reader.do("top", "extend", *["next-word"] * words, tag, "escape", "line-start")
    view = reader.session.view
    parts = row_parts(view, row_keys(view, reader.session.scene)[view.headroom])
    assert ("5", styles.MORE) in parts


@pytest.mark.parametrize(
    ("column", "expected"),
    [(0, "ab本語x"), (1, " ab 語x"), (3, "日 ab x"), (6, "日本語ab"), (9, "日本語x  ab")],
)
def test_labels_are_written_over_what_stands_there(column: int, expected: str) -> None:
    line = Line()
    line.add("日本", 1)
    line.add("語x", 2)
    line.write(column, "ab", styles.LABEL)
    assert "".join(text for text, _ in line.parts) == expected
    assert ("ab", styles.LABEL) in line.parts


def test_a_page_that_is_set_anew_keeps_the_caret_and_its_row() -> None:
    reader = Reader("It was the best of incomprehensible times. " * 80, rows=20).do(*["next-unit"] * 30)
    view = reader.session.view
    caret, row = view.caret, view.screen_row()
    for setting in (Setting(50), Setting(50, "indents", justified=True), Setting(72)):
        view.set(setting)
        assert (view.caret, view.screen_row()) == (caret, row)
