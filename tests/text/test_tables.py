"""Tables: columns that fit, numbers in line, heads that are wider than their columns, records."""

from __future__ import annotations

import pytest

from reader.text.body import Block, Blocks, Body, Marks
from reader.text.cells import cells
from reader.text.nest import Lists
from reader.text.tables import Tables
from reader.text.wrap import Layout

from .samples import body_of


def table(head: str, *rows: str) -> Body:
    return body_of(("row", head.replace("|", "\t"), 1), *(("row", row.replace("|", "\t")) for row in rows))


def drawn(body: Body, width: int) -> list[str]:
    layout = Layout(body, width)
    found = []
    for row in layout.window(0, 10_000):
        text = body.text[row.start : min(row.end, body.blocks.ends[row.block])]
        blanks = dict(layout.gaps(row))
        line = "".join(" " * blanks.get(i, 0) + (" " if c == "\t" else c) for i, c in enumerate(text))
        found.append("---" if layout.is_space(row) else line.rstrip())
    return found


def test_cells_stand_in_columns_and_numbers_end_in_line() -> None:
    body = table("town|people|area", "Halmer|38,000|12.5", "Ost|900|1,200.0", "Überlingen|–|7")
    assert drawn(body, 60) == [
        "town         people      area",
        "---",
        "Halmer       38,000      12.5",
        "Ost             900   1,200.0",
        "Überlingen        –         7",
    ]


def test_wide_characters_are_counted_as_wide() -> None:
    body = table("名前|数", "日本語|1", "é|20")
    assert drawn(body, 40) == ["名前     数", "---", "日本語    1", "é        20"]


def test_empty_cells_keep_their_column() -> None:
    body = table("a|b|c", "|x|", "1||3")
    assert drawn(body, 40) == ["a   b   c", "---", "    x", "1       3"]


def test_a_head_that_is_wider_than_its_columns_takes_several_rows() -> None:
    body = table("district|thefts|per 1,000 residents|per 1,000 people there", "Harbour|620|200.0|10.0")
    assert drawn(body, 48) == [
        "district   thefts   per 1,000 residents",
        "                          per 1,000 people there"[-46:],
        "---",
        "Harbour       620                 200.0   10.0",
    ]
    assert max(map(cells, drawn(body, 36))) <= 36
    assert drawn(body, 36)[-1].split() == ["Harbour", "620", "200.0", "10.0"]


def test_a_head_of_more_rows_than_one_can_follow_is_that_of_records() -> None:
    names = "|".join(f"the {n} of the names" for n in ("first", "second", "third", "fourth", "fifth"))
    body = table(f"{names}|the last", "1|2|3|4|5|6")
    assert Layout(body, 30).tables.of(1).is_records
    assert not Layout(body, 90).tables.of(1).is_records


def test_what_does_not_fit_is_set_as_records() -> None:
    words = "a cell that holds a whole sentence of words"
    body = table("name|what it is|more", f"One|{words}|x", f"Two|{words}|y")
    layout = Layout(body, 30)
    assert layout.tables.of(1).is_records
    assert layout.indent_of(0) == 0 and layout.indent_of(1) == 12
    assert drawn(body, 30)[-6:] == ["---", "Two", "a cell that holds", "a whole sentence", "of words", "y"]


def test_a_very_long_table_is_set_in_parts_that_do_not_hang_on_where_one_looks_first() -> None:
    rows = [f"{i}\t{'x' * (i % 7)}y" for i in range(3000)]
    body = body_of(*(("row", row, int(i == 0)) for i, row in enumerate(rows)))
    down, up = Tables(body, 60), Tables(body, 60)
    forward = [down.of(i) for i in range(3000)]
    backward = [up.of(i) for i in reversed(range(3000))][::-1]
    assert forward == backward
    assert {table.columns[0].width for table in forward} == {3, 4}


def test_a_head_within_rows_begins_another_table() -> None:
    body = body_of(("row", "a\tb", 1), ("row", "1\t2"), ("row", "a long head\tb", 1), ("row", "3\t4"))
    tables = Tables(body, 60)
    assert tables.of(0) == tables.of(1) != tables.of(2) == tables.of(3)
    assert [tables.opens_body(i) for i in range(4)] == [False, True, False, True]
    assert [tables.opens(i) for i in range(4)] == [False, False, True, False]
    assert [Layout(body, 60).spacing.above(i) for i in range(4)] == [0, 1, 1, 1]


@pytest.mark.parametrize(
    ("cells_of", "right"),
    [
        (["1", "2"], True),
        (["1,234.5", "-3", "−7"], True),
        (["12 %", "3%", "–"], True),
        (["€ 5", "$3.20", "~4"], True),
        (["12k", "3M"], True),
        (["1 a", "2"], False),
        (["", ""], False),
        (["2021-12-28", "5"], False),
    ],
)
def test_what_counts_as_numbers(cells_of: list[str], right: bool) -> None:
    body = table("h|n|last", *(f"row|{cell}|x" for cell in cells_of))
    assert Tables(body, 60).of(1).columns[1].right is right


def test_markers_of_a_list_end_in_line_and_stand_under_the_text_above() -> None:
    items = [("9.", 0), ("10.", 0), ("•", 1), ("-", 2), ("", 2), ("11.", 0)]
    text = "\n".join("x" for _ in items)
    body = Body(
        text,
        Blocks([Block("item", 2 * i, 2 * i + 1, level, label) for i, (label, level) in enumerate(items)]),
        Marks(),
    )
    lists = Lists(body.blocks)
    assert [lists.indent(i) for i in range(len(items))] == [4, 4, 6, 8, 8, 4]
    signs = [lists.around(i)[-1][0] for i in range(len(items))]
    assert signs == ["9.", "10.", "◦", "‣", "", "11."]


def test_a_head_of_two_rows_names_every_cell_of_a_record() -> None:
    rows = ("Town\t2011\t\t2021\t\tChange", 1), ("\tMen\tWomen\tMen\tWomen", 1)
    data = ("Neustadt\t11,020\t12,303\t12,770\t13,101\t+10.9%", 0)
    body = body_of(*(("row", text, level) for text, level in (("By year", 1), *rows, data)))
    found = Tables(body, 30).of(0)
    assert found.is_records
    assert found.labels == ("Town", "2011 Men", "2011 Women", "2021 Men", "2021 Women", "Change")
    assert drawn(body_of(*(("row", text, level) for text, level in (*rows, data))), 70) == [
        "Town         2011              2021            Change",
        "              Men    Women      Men    Women",
        "---",
        "Neustadt   11,020   12,303   12,770   13,101   +10.9%",
    ]


def test_a_cell_may_go_on_over_the_empty_ones_behind_it_where_else_nothing_fits() -> None:
    body = table("town|men|women|all", "Neustadt|11|12|23", "Sebnitz|not yet counted||9")
    assert drawn(body, 40)[-1] == "Sebnitz    not yet counted             9"
    assert drawn(body, 30) == [
        "town              men",
        "                    women  all",
        "---",
        "Neustadt           11  12   23",
        "Sebnitz   not yet counted    9",
    ]


def test_what_has_no_heading_stands_in_a_record_without_one() -> None:
    body = table("item|cost", f"{'a bridge over the river, ' * 3}|1|a remark")
    found = Tables(body, 40).of(1)
    assert found.is_records
    assert [found.label(i) for i in range(3)] == ["item", "cost", ""]


def test_long_texts_in_the_last_column_go_on_below_it() -> None:
    words = "7-bit character code (exactly 2 hex digits, up to 0x7F)"
    body = table("|name", rf"\x41|{words}", r"\n|Newline")
    assert not Layout(body, 40).tables.of(1).is_records
    assert drawn(body, 40) == [
        "       name",
        "---",
        r"\x41   7-bit character code (exactly 2",
        "       hex digits, up to 0x7F)",
        r"\n     Newline",
    ]
    layout = Layout(body, 40)
    place = body.text.index("hex digits")
    assert layout.column(layout.row_at(place), place) == 7
    assert layout.offset_at(layout.row_at(place), 7) == place


def test_a_long_caption_goes_on_in_further_rows() -> None:
    body = table("The people of the towns by year, as counted", "town|men", "Ost|7")
    assert drawn(body, 24) == [
        "The people of the towns",
        "by year, as counted",
        "---",
        "town   men",
        "Ost    7",
    ]
    folded = table("The people of the towns by year, as counted", "town|men", f"Ost|{'a word ' * 9}")
    assert drawn(folded, 30)[:2] == ["The people of the towns by", "year, as counted"]
