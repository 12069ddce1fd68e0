from __future__ import annotations

import re

import pytest

from reader.text.cells import cells
from reader.ui.widgets.status import Status, StatusLine, compose, split_message
from tests.ui.hosts import HOSTILE, Host, rows

DIGITS = (
    ("1", "claim", "yellow"),
    ("2", "evidence", "green"),
    ("3", "source", "blue"),
    ("4", "question", "orange"),
    ("5", "context", "purple"),
)
PLACE = "62% · 1 min left · ¶ 3 of 9"
FULL = Status("READ", "2 marked", False, "highlight #claim", DIGITS, PLACE, "? keys")


def text(status: Status, width: int) -> str:
    return "".join(part for part, _ in compose(status, width))


@pytest.mark.parametrize("width", range(1, 201))
@pytest.mark.parametrize(
    "status", [FULL, Status(), Status(message="m" * 300, target="t" * 300, digits=DIGITS)]
)
def test_it_is_exactly_as_wide_as_the_screen(status: Status, width: int) -> None:
    assert cells(text(status, width)) == width


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("width", [1, 7, 40, 80, 120])
def test_hostile_texts_neither_overflow_nor_reach_the_terminal(hostile: str, width: int) -> None:
    line = text(
        Status("READ", hostile, True, hostile, (("1", hostile, "no colour"),), hostile, hostile), width
    )
    assert cells(line) == width
    assert line.isprintable()


def test_everything_is_shown_where_there_is_room() -> None:
    line = text(FULL, 160)
    assert line.startswith(" READ  2 marked  highlight #claim  62% · 1 min left · ¶ 3 of 9 ")
    assert line.endswith("1 claim  2 evidence  3 source  4 question  5 context  ? keys ")


def test_what_weighs_less_goes_first() -> None:
    """Narrower and narrower: the place is cut, then names are left out, then the hint; the digits go last."""
    seen = []
    for width in range(200, 39, -1):
        line = text(FULL, width)
        assert "2 marked" in line
        assert "highl" in line
        seen.append(
            "all" if "? keys" in line and "¶" in line and "5 context" in line
            else "place" if "? keys" in line and "62%" in line and "5 context" in line
            else "names" if "? keys" in line and "62%" in line and "1 claim" in line
            else "hint" if "? keys" in line and "62%" in line
            else "digits" if "5" in line
            else "nothing"
        )  # fmt: skip
    order = [state for i, state in enumerate(seen) if i == 0 or seen[i - 1] != state]
    assert order == ["all", "place", "names", "hint", "digits", "nothing"]


@pytest.mark.parametrize("width", range(40, 201))
@pytest.mark.parametrize("target", ["sentence", "highlight #claim #source/second-hand"])
def test_a_name_is_whole_or_left_out_and_the_farthest_is_left_out_first(width: int, target: str) -> None:
    line = text(Status("READ", "", False, target, DIGITS, PLACE), width)
    names = [name for key, name, _ in DIGITS if f"{key} {name}" in line]
    assert names == [name for _, name, _ in DIGITS[: len(names)]]
    assert re.findall(r"[a-z]{2,}", line.partition("%")[2].partition("1 claim")[2]) == names[1:]
    assert all(key in line for key, _, _ in DIGITS) or width < 60


def test_a_name_of_levels_is_shortened_to_its_last_and_a_long_one_cut_with_a_sign() -> None:
    digits = (("1", "claim/unsourced", "blue"), ("2", "a-name-of-very-many-letters", "green"))
    line = text(Status("READ", "", False, "sentence", digits), 50)
    assert line.rstrip().endswith("1 unsourced  2 a-name-of-very-…")
    assert "1 claim/unsourced  2 a-name-of-very-many-letters" in text(Status("READ", digits=digits), 80)


@pytest.mark.parametrize("width", range(60, 201))
def test_the_place_is_never_there_without_the_digits(width: int) -> None:
    line = text(FULL, width)
    assert "5" in line
    if "¶" in line:
        assert "5 context" in line


def test_at_eighty_names_are_whole_and_per_cent_and_hint_kept() -> None:
    line = text(Status("READ", "", False, "sentence", DIGITS, PLACE, "? keys"), 80)
    assert "62%" in line
    assert line.rstrip().endswith("1 claim 2 evidence 3 source 4 question 5 context  ? keys")
    line = text(Status("READ", "", False, "highlight #claim", DIGITS, PLACE, "? keys"), 80)
    assert "62%" in line
    assert line.rstrip().endswith("1 claim 2 evidence 3 source 4 question 5  ? keys")


def test_a_long_message_has_the_line_to_itself() -> None:
    line = text(Status("LIST", "a long sentence " * 20, digits=DIGITS, target="sentence", place=PLACE), 80)
    assert line.startswith(" LIST  a long sentence")
    assert "claim" not in line
    assert line.rstrip().endswith("…")


@pytest.mark.parametrize("width", [60, 80, 100])
def test_a_message_too_long_for_the_row_begins_in_the_one_above(width: int) -> None:
    message = (
        f"written to ~/notes/library-2.md · {'without texts, dates and annotators · ' * (width // 40)}so"
    )
    begun, rest = split_message(FULL._replace(message=message), width)
    assert message in (f"{begun} {rest.message}", f"{begun} · {rest.message}")
    assert not begun.endswith("·")
    assert cells(begun) <= width - 2
    assert rest.message in text(rest, width)
    assert split_message(FULL, width) == ("", FULL)
    for nothing in ("", " "):  # in a terminal of one column, where not even the mode has room
        quiet = FULL._replace(message=nothing)
        assert split_message(quiet, 1) == ("", quiet)


@pytest.mark.parametrize("width", range(40, 90, 7))
def test_a_quotation_that_is_cut_ends_with_its_mark(width: int) -> None:
    message = "took back: deletion of “A reliable way to make people believe in falsehoods, as he says”"
    line = text(Status("READ", message), width)
    assert line.rstrip().endswith("…”")
    assert cells(line) == width


def test_the_number_of_a_digit_has_the_colour_of_its_tag() -> None:
    looks = dict(compose(FULL, 160))
    assert looks["1"] == "tint--yellow"
    assert looks["5"] == "tint--purple"
    assert {look for part, look in compose(FULL, 160) if "claim" in part} == {"row--dim", "row--text"}


def test_an_error_looks_like_one() -> None:
    assert ("no", "row--warning") in compose(Status(message="no", error=True), 80)
    assert ("no", "row--text") in compose(Status(message="no"), 80)


async def test_the_line_is_painted_and_painted_anew() -> None:
    line = StatusLine()
    async with Host(line).at((120, 40)) as pilot:
        line.show(FULL)
        await pilot.pause()
        assert rows(line) == [text(FULL, 120)]
        line.show(Status("LIST", message="[/] PWN"))
        await pilot.pause()
        assert "[/] PWN" in rows(line)[0]
        assert line.status.mode == "LIST"
