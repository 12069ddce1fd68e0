from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import overload

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import Highlight
from reader.text.breaking import wrap_paragraph
from reader.text.cells import cells
from reader.ui.widgets.card import card_rows
from reader.ui.widgets.deck import Deck
from reader.ui.widgets.folding import fold
from reader.ui.widgets.marks import Card, MarksPane
from reader.ui.widgets.painted import Nothing
from tests.ui.hosts import HOSTILE, SIZES, Host, rows, screen


def card(number: int, *, tags: tuple[str, ...] = ("claim",), note: str = "", title: str = "") -> Card:
    highlight = Highlight(number, 1, number * 10, number * 10 + 5, f"Quote {number}.", tags=tags, note=note)
    return Card(highlight, "yellow", f"¶ {number}", title)


class Counted(Sequence[Card]):
    """Cards made when they are read; counts how often."""

    def __init__(self, size: int) -> None:
        self.size, self.read = size, 0

    def __len__(self) -> int:
        return self.size

    @overload
    def __getitem__(self, index: int) -> Card: ...
    @overload
    def __getitem__(self, index: slice) -> list[Card]: ...
    def __getitem__(self, index: int | slice) -> Card | list[Card]:
        assert isinstance(index, int)
        self.read += 1
        return card(index + 1)


def lit(view: MarksPane) -> str:
    return " ".join(row for row in rows(view) if row[0] in "▍▌")


# -- the pane


@pytest.mark.parametrize("size", SIZES)
async def test_a_card_shows_tags_place_quote_and_note(size: tuple[int, int]) -> None:
    view = MarksPane()
    view.styles.width = 30
    async with Host(view).at(size) as pilot:
        view.show([card(1, tags=("claim", "2nd-hand"), note="by whom?"), card(2)], "Highlights")
        await pilot.pause()
        painted = rows(view)
        assert painted[0].split() == ["Highlights", "▎2"]
        assert painted[2] == "▎ #claim #2nd-hand        ¶ 1 "
        assert painted[3].rstrip() == "▎ “Quote 1.”"
        assert painted[4].rstrip() == "▎ by whom?"
        assert painted[5].strip() == ""
        assert painted[6].startswith("▎ #claim")
        assert all(cells(row) == 30 for row in painted)


@pytest.mark.parametrize(
    ("before", "quote", "after", "row"),
    [
        ("He", "said so.", "Then", "He “said so.” Then"),
        ("He said:", '"So."', "Then", 'He said: "So." Then'),
        ("Then.", '"So," he said.', "We", 'Then. ‘"So," he said.’ We'),
        ('He said "', "so.", '" We', 'He said "so." We'),
    ],
)
def test_a_quote_in_its_text_has_no_two_marks_of_a_kind(
    before: str, quote: str, after: str, row: str
) -> None:
    glued = before.endswith('"')
    around = (before, after) if glued else (f"{before} ", f" {after}")
    told = Card(Highlight(1, 1, 0, 5, quote, tags=("x",)), "yellow", around=around)
    assert "".join(text for text, _ in card_rows(told, 60)[1]) == row


async def test_long_quotes_and_notes_are_cut_and_the_title_stands_above() -> None:
    view = MarksPane()
    view.styles.width = 30
    long = Card(
        Highlight(1, 1, 0, 9, "word " * 5000, note="note " * 5000, colour="green"),
        "green",
        title="An article's title",
        state="moved",
    )
    async with Host(view).at((80, 24)) as pilot:
        view.show([long], "#claim")
        await pilot.pause()
        painted = [row[2:].rstrip() for row in rows(view)[2:] if row.strip()]
        assert painted[0] == "An article's title"
        assert painted[1].split() == ["green", "moved"]
        assert len(painted) == 2 + 3 + 4
        assert painted[4].endswith("…")
        assert painted[8].endswith("…")


async def test_the_card_that_keys_act_on_is_whole_and_one_goes_on_in_it_where_it_is_longer() -> None:
    view = MarksPane()
    view.styles.width = 30
    words = " ".join(f"word{number}" for number in range(150))
    tags = ("a-long-tag-of-it", "another-long-tag")
    marks = [Highlight(number, 1, 0, 9, words, tags=tags, note="It ends here.") for number in (1, 2)]
    async with Host(view).at((80, 24)) as pilot:
        view.show([Card(mark, "green", "¶ 1") for mark in marks], "Highlights")
        view.open(whole=True)
        await pilot.pause()
        seen = rows(view)[2:]
        assert all(any(tag in row for row in seen) for tag in tags)
        for _ in range(9):
            if any("It ends here." in row for row in seen):
                break
            view.move(1)
            assert view.index == 0
            here = rows(view)[2:]
            assert here[0] == seen[-1] or "It ends here." in "".join(here)
            seen += here
        assert all(any(word in row for row in seen) for word in words.split())
        view.move(1)
        assert view.index == 1
        view.bottom()
        for _ in range(9):
            view.page(1)
        assert "It ends here." in "".join(rows(view))
        view.move(-1)
        assert view.index == 1
        view.open(whole=False)
        assert sum("word0" in row for row in rows(view)) == 2


async def test_a_heading_over_cards_has_no_bar_and_an_untagged_card_names_no_colour() -> None:
    view = MarksPane()
    plain, chosen = Highlight(1, 1, 0, 9, "One."), Highlight(2, 1, 9, 18, "Two.", colour="teal")
    async with Host(view).at((40, 24)) as pilot:
        view.show([Card(plain, "yellow", "¶ 1", group="Essays"), Card(chosen, "teal", "¶ 2")], "All")
        await pilot.pause()
        painted = [" ".join(row.split()) for row in rows(view)[2:8]]
        assert painted == ["Essays", "▎ ¶ 1", "▎ “One.”", "", "▎ teal ¶ 2", "▎ “Two.”"]
        view.show([Card(plain, "yellow")], "All", query="#claim")  # with nothing to say over the quote
        assert rows(view)[2].split() == ["▎", "“One.”"]
        assert rows(view)[0].split() == ["All", "#claim", "▎1"]


async def test_fifty_thousand_cards_cost_those_on_the_screen() -> None:
    view, many = MarksPane(), Counted(50_000)
    async with Host(view).at((80, 24)) as pilot:
        view.show(many, "Highlights")
        await pilot.pause()
        assert many.read < 40
        view.bottom()
        await pilot.pause()
        assert "Quote 50000." in "".join(rows(view))
        assert many.read < 100
        view.show(many, "Highlights")
        await pilot.pause()
        assert view.current
        assert view.current.highlight.id == 50_000
        assert many.read < 200


async def test_moving_posts_and_keeps_the_card_in_sight() -> None:
    view = MarksPane()
    host = Host(view, kinds=(MarksPane.Moved,))
    async with host.at((80, 24)) as pilot:
        view.show([card(i, note="n" * (i % 3)) for i in range(1, 41)], "Highlights")
        view.focus()
        await pilot.pause()
        for step in (1, 1, 7, 3, -2, 20, -5):
            view.move(step)
            await pilot.pause()
            assert view.current
            assert f"Quote {view.current.highlight.id}." in lit(view)
            assert isinstance(host.posted[-1], MarksPane.Moved)
            assert host.posted[-1].card == view.current
        count = len(host.posted)
        view.bottom()
        view.bottom()
        await pilot.pause()
        assert len(host.posted) == count + 1
        view.page(-1)
        view.top()
        await pilot.pause()
        assert view.current
        assert view.current.highlight.id == 1


async def test_a_page_brings_the_next_cards_to_the_top() -> None:
    view = MarksPane()
    async with Host(view).at((80, 24)) as pilot:
        view.show([card(i) for i in range(1, 41)], "Highlights")
        view.focus()
        await pilot.pause()
        view.page(1)
        await pilot.pause()
        assert "¶ 8 " in rows(view)[2]
        assert "Quote 8." in lit(view)


async def test_the_pane_follows_the_text_without_a_message() -> None:
    view = MarksPane()
    host = Host(view, kinds=(MarksPane.Moved, MarksPane.Chosen))
    async with host.at((80, 24)) as pilot:
        view.show([card(i) for i in range(1, 41)], "Highlights")
        host.screen.set_focus(None)  # with the focus the card is lit as if picked
        view.follow(30, picked=True)
        await pilot.pause()
        assert "Quote 30." in lit(view)
        assert "▌" in lit(view)
        view.follow(30, picked=False)
        await pilot.pause()
        assert "▌" not in lit(view)
        view.follow(None, picked=False)
        await pilot.pause()
        assert lit(view) == ""
        assert view.current
        assert view.current.highlight.id == 30
        assert host.posted == []


async def test_a_highlight_without_a_card_is_looked_for_once() -> None:
    view, many = MarksPane(), Counted(2000)
    async with Host(view).at((80, 24)):
        view.show(many, "#claim")
        view.follow(999_999, picked=True)
        read = many.read
        view.follow(999_999, picked=True)
        assert many.read == read
        view.follow(12, picked=True)
        assert view.current
        assert view.current.highlight.id == 12


async def test_a_card_far_away_is_reached_at_once_where_its_place_is_known() -> None:
    view, many = MarksPane(), Counted(50_000)
    async with Host(view).at((80, 24)) as pilot:
        view.show(many, "Highlights", find=lambda highlight: highlight - 1 if highlight <= 50_000 else None)
        view.follow(49_000, picked=True)
        await pilot.pause()
        assert "Quote 49000." in lit(view)
        view.follow(50_001, picked=True)
        assert view.current
        assert view.current.highlight.id == 49_000
        assert many.read < 100


async def test_new_cards_keep_the_current_one_and_another_article_begins_anew() -> None:
    view = MarksPane()
    async with Host(view).at((80, 24)):
        view.show([card(i) for i in range(1, 41)], "Highlights")
        view.follow(20, picked=False)
        view.show([card(i) for i in range(1, 41) if i != 7], "Highlights")
        assert view.current
        assert view.current.highlight.id == 20
        view.show([card(i) for i in range(1, 41) if i not in (7, 20)], "Highlights")
        assert view.current.highlight.id == 21
        other = Highlight(99, 2, 0, 1, "x")
        view.show([Card(other, "red"), Card(Highlight(100, 2, 1, 2, "y"), "red")], "Highlights")
        assert view.current.highlight.id == 99


async def test_no_marks_yet() -> None:
    view = MarksPane()
    host = Host(view, kinds=(MarksPane.Moved, MarksPane.Chosen))
    async with host.at((80, 24)) as pilot:
        view.show([], "Highlights", empty=Nothing("No highlights yet", (("h", "marks the sentence"),)))
        view.focus()
        for move in (view.top, view.bottom, lambda: view.move(1), lambda: view.page(-1)):
            move()
        view.follow(3, picked=True)
        await pilot.click(view, offset=(3, 3))
        text = "\n".join(rows(view))
        assert "No highlights yet" in text
        assert "h  marks the sentence" in text
        assert view.current is None
        assert host.posted == []


async def test_a_click_chooses_a_card_and_the_wheel_scrolls() -> None:
    from textual import events

    view = MarksPane()
    host = Host(view, kinds=(MarksPane.Chosen,))
    async with host.at((80, 24)) as pilot:
        view.show([card(i) for i in range(1, 41)], "Highlights")
        await pilot.pause()
        await pilot.click(view, offset=(5, 6))
        assert [m.card.highlight.id for m in host.posted if isinstance(m, MarksPane.Chosen)] == [2]
        view.post_message(events.MouseScrollDown(view, 3, 3, 0, 1, 0, False, False, False))
        await pilot.pause()
        assert "¶ 2" in rows(view)[2]
        view.post_message(events.MouseScrollUp(view, 3, 3, 0, -1, 0, False, False, False))
        await pilot.pause()
        assert "¶ 1" in rows(view)[2]


async def test_the_current_card_stays_in_sight_when_the_width_changes() -> None:
    view = MarksPane()
    view.styles.width = 60
    async with Host(view).at((80, 24)) as pilot:
        view.show([card(i, note="some words " * 8) for i in range(1, 41)], "Highlights")
        view.follow(25, picked=True)
        view.styles.width = 26
        await pilot.pause()
        assert "Quote 25." in lit(view)


async def test_the_current_card_is_on_the_screen_when_a_prompt_takes_rows() -> None:
    view = MarksPane()
    app = Host(view)
    async with app.at((80, 24)) as pilot:
        view.show([card(i) for i in range(1, 41)], "Highlights")
        view.follow(7, picked=True)
        await pilot.pause()
        assert "Quote 7." in screen(app)
        view.styles.height = 12
        await pilot.pause()
        assert "Quote 7." in screen(app)
        assert "Quote 1." not in screen(app)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("width", [8, 26, 36])
async def test_hostile_texts_stay_in_their_card(text: str, width: int) -> None:
    view = MarksPane()
    view.styles.width = width
    hostile = Card(Highlight(1, 1, 0, 1, text, tags=(text,), note=text), "no colour", text, text, text)
    async with Host(view).at((80, 40)) as pilot:
        view.show([hostile, card(2)], text)
        await pilot.pause()
        for row in rows(view):
            assert cells(row) == width
            assert row.isprintable()


# -- folding


@given(
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Mn", "Cf", "Me"))),
    st.integers(2, 40),
)
def test_folded_rows_fit_and_nothing_is_lost(text: str, width: int) -> None:
    folded = fold(text, width, 10_000)
    assert all(cells(row) <= width for row in folded)
    assert "".join("".join(folded).split()) == "".join(text.split())


@given(st.text(alphabet="駅前の店、。「」ーっabc ", max_size=60), st.integers(2, 40))
def test_text_folds_where_the_pane_breaks_it(text: str, width: int) -> None:
    line = " ".join(text.split())
    starts: list[int] = []
    wrap_paragraph(line, 0, len(line), width, starts)
    broken = [line[start:end].rstrip() for start, end in pairwise([*starts, len(line)])]
    assert fold(text, width, 10_000) == [row for row in broken if row]


@pytest.mark.parametrize(
    ("width", "shown"),
    [(40, "#feeling/shame #help/office"), (24, "#shame #office"), (16, "#shame #off…")],
)
def test_where_tags_do_not_fit_the_last_part_of_their_names_is_shown(width: int, shown: str) -> None:
    first, *_ = card_rows(card(3, tags=("feeling/shame", "help/office")), width)
    assert "".join(text for text, _ in first) == f"{shown}{'¶ 3':>{width - len(shown)}}"


@pytest.mark.parametrize(
    ("text", "width", "most", "expected"),
    [
        ("one two three", 7, 5, ["one two", "three"]),
        ("one two three four", 7, 2, ["one two", "three…"]),
        ("one two three seven", 7, 1, ["one tw…"]),
        ("Interview 05 – Angehörige", 23, 1, ["Interview 05 – Angehör…"]),
        ("unbreakable", 4, 9, ["unbr", "eaka", "ble"]),
        ("日本語の題", 4, 9, ["日本", "語の", "題"]),
        ("a 日本語の題", 6, 9, ["a 日本", "語の題"]),
        ("日本語、題だ。", 6, 9, ["日本", "語、題", "だ。"]),
        ("彼は「駅」へ。", 6, 9, ["彼は", "「駅」", "へ。"]),
        ("한국어 제목", 9, 9, ["한국어", "제목"]),
        ("e\u0301" * 5, 2, 9, ["e\u0301e\u0301", "e\u0301e\u0301", "e\u0301"]),
        ("a\n\n b", 9, 9, ["a b"]),
        ("", 9, 9, []),
        ("abc", 0, 9, []),
    ],
)
def test_folding(text: str, width: int, most: int, expected: list[str]) -> None:
    assert fold(text, width, most) == expected


# -- scrolling over cards


@given(
    st.lists(st.integers(2, 9), min_size=1, max_size=30),
    st.integers(1, 20),
    st.lists(
        st.one_of(
            st.integers(-15, 15).map(lambda n: ("scroll", n)), st.integers(0, 29).map(lambda n: ("reveal", n))
        )
    ),
)
def test_a_deck_is_a_window_on_all_rows(heights: list[int], room: int, moves: list[tuple[str, int]]) -> None:
    everything = [(card, row) for card, height in enumerate(heights) for row in range(height)]
    deck = Deck(len(heights), heights.__getitem__, room)
    for kind, n in moves:
        if kind == "scroll":
            deck.scroll(n)
        else:
            deck.reveal(n)
        seen = deck.rows()
        first = everything.index(deck.top)
        assert seen == everything[first : first + room]
        assert len(seen) >= min(room, len(everything) - 1) or heights[-1] > room
        if kind == "reveal" and n < len(heights):
            card = [(n, row) for row in range(heights[n] - 1)]
            assert set(card[:room]) <= set(seen)


def test_a_deck_measures_no_card_far_from_its_view() -> None:
    asked: set[int] = set()

    def height(index: int) -> int:
        asked.add(index)
        return 4

    deck = Deck(50_000, height, room=12)
    deck.reveal(20_000)
    deck.scroll(5)
    assert deck.rows()
    assert asked <= set(range(19_990, 20_010))
