"""Product.md's "Semantics", sentence by sentence, on a session without a terminal."""

from __future__ import annotations

import random

import pytest

from reader.model import ReaderError
from reader.text.build import BodyBuilder
from reader.text.find import Search
from reader.ui.pane.motions import move
from tests.ui.sessions import Reader

TEXT = "One two, three. Four five six! Seven.\n\nEight nine. Ten."
LONG = "\n\n".join(
    " ".join(f"Sentence {p}-{s} has so many words in it that it may go over the edge." for s in range(5))
    for p in range(12)
)


# -- motions


@pytest.mark.parametrize(
    ("start", "keys", "expected"),
    [
        ("One two. Three fo|ur. Five.", ["prev-unit"], "[|One two.] Three four. Five."),
        ("One tw|o. Three.", ["prev-unit"], "[|One two.] Three."),
        ("One. |Two three. Four.", ["smaller", "smaller", "next-unit"], "One. Two [|three]. Four."),
        ("One| two.", ["larger", "escape"], "[One| two.]"),
    ],
)
def test_units(start: str, keys: list[str], expected: str) -> None:
    assert Reader(start).do(*keys).shown == expected


def test_a_mark_returns_to_the_sentence() -> None:
    reader = Reader(TEXT).do("larger", "#claim")
    assert reader.marks == [("One two, three. Four five six! Seven.", ("claim",))]
    assert reader.session.unit == "sentence"


@pytest.mark.parametrize("seed", range(6))
def test_units_stay_whole_on_the_screen_with_three_rows_around(seed: int) -> None:
    chance = random.Random(seed)
    reader = Reader(LONG, width=40, rows=16)
    view = reader.session.view
    reader.do(*chance.choices(["page-down", "bottom", "line-down", "top"], k=chance.randrange(4)))
    for key in chance.choices(["next-unit", "next-unit", "prev-unit", "next-unit"], k=40):
        move(reader.session, key)
        start, end = reader.session.unit_span()
        layout = view.layout
        above = layout.rows_between(view.top, start, 99) if start >= view.top else -1
        below = view.rows - 1 - layout.rows_between(view.top, end - 1, 99)
        first, last = layout.rows_between(0, start, 999), layout.rows_between(end - 1, view.last, 999)
        assert above >= min(3, first)
        assert below >= min(3, last)


def test_lines_keep_the_column_over_empty_rows_and_short_ones() -> None:
    reader = Reader("abcdefghij|klm.\n\nNo.\n\nabcdefghijklm.").do("line-down")
    assert reader.session.caret == reader.body.text.index("No.") + 2
    assert reader.do("line-down").shown.endswith("[abcdefghij|klm.]")
    assert reader.do("line-up", "line-up").shown.startswith("[abcdefghij|klm.]")


def test_lines_keep_the_column_in_cells_over_wide_characters() -> None:
    reader = Reader("日本語日本|語。\n\nabcdefghijklm.").do("line-down")
    assert reader.shown.endswith("[abcdefghij|klm.]")
    assert reader.do("line-up").shown.startswith("[日本語日本|語。]")


def test_lines_keep_the_column_of_the_screen_over_indented_blocks() -> None:
    builder = BodyBuilder()
    for kind in ("paragraph", "item", "paragraph"):
        builder.add(kind, "abcdefghijklm.")
    reader = Reader("", body=builder.body())
    view = reader.session.view
    reader.do(*["next-character"] * 8, "line-down")
    row = view.layout.row_at(view.caret)
    assert view.layout.column(row, view.caret) + view.layout.indent_of(row.block) == 8
    assert view.layout.indent_of(row.block) > 0
    reader.do("line-down")
    assert view.layout.column(view.layout.row_at(view.caret), view.caret) == 8


def test_at_the_end_the_last_row_is_at_the_foot() -> None:
    reader = Reader(LONG, width=40, rows=12).do("bottom")
    view = reader.session.view
    window = view.layout.window(view.top, 99)
    assert len(window) == 12
    assert window[-1].end == len(view.text)


def test_a_page_keeps_two_rows_and_goes_to_the_first_sentence_that_starts_on_it() -> None:
    reader = Reader(LONG, width=40, rows=12)
    view = reader.session.view
    _, end = view.shown()
    second_last = view.layout.window(view.top, 12)[-2].start
    reader.do("page-down")
    assert view.top == second_last
    assert view.shown()[0] < end
    assert view.caret == view.segmenter.sentences_between(*view.shown())[0][0]
    reader.do("page-up")
    assert view.top == 0
    assert view.caret == 0


@pytest.mark.parametrize("key", ["page-down", "half-down"])
def test_pages_reach_the_last_sentence_and_go_back_to_the_first(key: str) -> None:
    reader = Reader(LONG, width=40, rows=12)
    view = reader.session.view
    carets = []
    for _ in range(60):
        reader.do(key)
        carets.append(view.caret)
    assert carets == sorted(carets)
    assert view.caret == view.segmenter.sentence(len(view.text) - 1)[0]
    reader.do(*[key.replace("down", "up")] * 60)
    assert view.caret == 0


def test_a_page_on_a_text_that_fits_goes_to_the_last_sentence() -> None:
    assert Reader(TEXT).do("page-down").shown.endswith("[|Ten.]")
    assert Reader(TEXT).do("page-down", "page-up").shown.startswith("[|One two, three.]")


def test_the_last_turn_never_goes_back_from_the_caret() -> None:
    reader = Reader(LONG, width=40, rows=30)
    view = reader.session.view
    view.top = view.layout.move(view.last, -32)
    view.go(view.layout.move(view.last, -6))
    before = view.caret
    reader.do("page-down")
    assert view.caret > before


def test_the_wheel_moves_the_caret_only_when_it_would_leave_the_screen() -> None:
    reader = Reader(LONG, width=40, rows=12).do("next-unit", "next-unit")
    view = reader.session.view
    before = view.caret
    assert view.wheel(1) is False
    assert view.caret == before
    assert view.wheel(9) is True
    assert view.caret == view.segmenter.sentences_between(*view.shown())[0][0]
    view.go(view.shown()[1] - 1)
    assert view.wheel(-9) is True
    assert view.caret == view.segmenter.sentences_between(*view.shown())[-1][0]


# -- selections


def test_a_found_match_is_not_selected_but_a_selection_grows_to_it() -> None:
    reader = Reader(TEXT)
    reader.session.seek(Search(reader.body.text, "five"), 0)
    assert reader.session.selection is None
    reader.do("top", "extend")
    reader.session.seek(Search(reader.body.text, "five"), 0)
    reader.session.refresh()
    assert reader.shown.startswith("[One two, three. Four fiv|e] six!")


def test_a_match_inside_a_cluster_splits_none() -> None:
    reader = Reader("One a\u0308\u0323b two. Three.").do("extend")
    reader.session.seek(Search(reader.body.text, "\u0308"), 0)
    assert reader.session.selection
    assert reader.session.selection.span == (0, 7)
    reader.session.unselect()
    assert reader.session.find_again(1) == (5, 6)  # the only one, found again from the start


def test_v_grows_backwards_to_the_start() -> None:
    assert Reader("One two. Three |four.").do("extend", "prev-word").shown == "One two. [|Three four]."


def test_shift_and_down_select_whole_units() -> None:
    reader = Reader("One two. Three |four. Five.").do("extend-units", "line-down")
    assert reader.shown == "One two. [Three four. Five|.]"


@pytest.mark.parametrize("key", ["prev-word", "prev-character", "line-up", "prev-unit"])
def test_whole_units_are_given_back_by_any_step(key: str) -> None:
    reader = Reader(TEXT).do("extend-units", "next-unit", "next-unit", key)
    assert reader.shown.startswith("[One two, three. Four five six|!] Seven.")


def test_swapped_ends_shrink_from_the_other_side() -> None:
    reader = Reader("One two three. Four.").do("extend", "next-word", "next-word", "swap-ends")
    assert reader.do("next-word").shown.startswith("One [|two three].")


# -- targets


def test_a_picked_highlight_goes_before_a_changed_unit_and_a_selection_before_both() -> None:
    reader = Reader(TEXT).do("#claim", "extend", "#source")
    assert reader.marks == [("One", ("source",)), ("One two, three.", ("claim",))]
    assert reader.session.picked and reader.session.picked.quote == "One"
    reader.do("#question")
    assert reader.marks[0] == ("One", ("source", "question"))


def test_a_changed_unit_goes_before_the_highlight_at_the_caret() -> None:
    reader = Reader(TEXT).do("extend", "#claim", "escape", "smaller", "#source")
    assert ("One two,", ("source",)) in reader.marks
    assert ("One", ("claim",)) in reader.marks


def test_note_colour_and_deletion_take_the_smallest_at_the_caret_of_any_size() -> None:
    reader = Reader(TEXT).do("larger", "#claim", "escape")
    target = reader.marking.passage(reader.session)
    assert target.highlight and target.highlight.tags == ("claim",)
    assert reader.marking.target(reader.session).highlight is None


def test_the_only_highlight_of_the_sentence_is_taken_also_where_the_unit_is_larger() -> None:
    reader = Reader("One |two, three. Four.").do("extend", "#claim", "top", "larger", "delete")
    assert reader.marks == []


def test_one_of_two_highlights_in_the_sentence_is_not_guessed() -> None:
    reader = Reader("One two three. Four.").do(
        "next-word", "extend", "#claim", "next-word", "extend", "#source"
    )
    with pytest.raises(ReaderError, match="no highlight here"):
        reader.do("top", "delete")
    assert len(reader.marks) == 2


def test_edit_refuses_a_selection_and_says_when_there_is_nothing() -> None:
    with pytest.raises(ReaderError, match="not on a selection"):
        Reader(TEXT).do("#claim", "extend", "edit-bounds")
    with pytest.raises(ReaderError, match="no highlight here"):
        Reader(TEXT).do("edit-bounds")


def test_a_note_or_colour_on_anothers_picked_highlight_makes_ones_own_over_it() -> None:
    reader = Reader(TEXT).do("larger", "#claim", "escape")
    reader.store.annotator = "somebody else"
    reader.do("pick")
    reader.marking.note(reader.session, reader.marking.passage(reader.session), "mine")
    mine = [h for h in reader.store.kept.values() if h.annotator == "somebody else"]
    assert [(h.quote, h.note, h.tags) for h in mine] == [
        ("One two, three. Four five six! Seven.", "mine", ())
    ]
    reader.do("escape", "pick")
    with pytest.raises(ReaderError, match="only be read"):
        reader.do("edit-bounds")


def test_deleting_a_selection_leaves_anothers_highlights() -> None:
    reader = Reader(TEXT).do("#claim")
    reader.store.annotator = "somebody else"
    reader.do("next-unit", "#source", "top", "extend-units", "next-unit", "delete")
    assert reader.marks == [("One two, three.", ("claim",))]


# -- marks, and what is repeated


def test_a_selection_that_overlaps_makes_a_new_highlight() -> None:
    reader = Reader(TEXT).do("#claim", "next-word", "extend", "next-unit", "next-unit", "#source")
    assert reader.marks == [
        ("One two, three.", ("claim",)),
        ("two, three. Four five six!", ("source",)),
    ]


@pytest.mark.parametrize(
    "keys", [["extend", "swap-ends"], ["extend-units", "swap-ends"], ["extend", "prev-word"]]
)
def test_after_any_selection_the_caret_stands_on_the_last_character_marked(keys: list[str]) -> None:
    reader = Reader("One two. Three |four. Five.").do(*keys, "highlight")
    [highlight] = reader.store.kept.values()
    assert reader.session.caret == highlight.end - 1
    assert reader.session.picked == highlight


def test_a_note_between_does_not_part_two_marks_nor_join_others() -> None:
    reader = Reader(TEXT).do("#claim")
    reader.marking.note(reader.session, reader.marking.passage(reader.session), "n")
    reader.do("#question", "next-unit", "repeat")
    assert reader.marks[1] == ("Four five six!", ("claim", "question"))
    assert [h.note for h in reader.store.kept.values()] == ["n", ""]


def test_a_note_elsewhere_does_not_join_its_passage_to_the_last_mark() -> None:
    reader = Reader(TEXT).do("#claim", "next-unit")
    reader.marking.note(reader.session, reader.marking.passage(reader.session), "n")
    reader.do("#source", "next-unit", "repeat")
    assert reader.marks[2] == ("Seven.", ("source",))


def test_a_note_alone_is_nothing_to_repeat() -> None:
    reader = Reader(TEXT)
    reader.marking.note(reader.session, reader.marking.passage(reader.session), "n")
    with pytest.raises(ReaderError, match="nothing to repeat"):
        reader.do("next-unit", "repeat")


def test_edited_bounds_do_not_join_to_the_last_mark() -> None:
    reader = Reader(TEXT).do("#question", "next-unit", "#claim", "top")
    reader.do("edit-bounds", "next-word", "next-word", "keep-bounds", "#source", "bottom", "repeat")
    assert reader.marks[-1] == ("Ten.", ("source",))


def test_taking_a_tag_off_elsewhere_is_no_mark() -> None:
    reader = Reader(TEXT).do("#claim", "next-unit", "#source", "prev-unit", "next-unit", "prev-unit")
    reader.do("#claim", "bottom", "repeat")
    assert reader.marks[-1] == ("Ten.", ("source",))


def test_what_repeat_marked_can_be_added_to() -> None:
    reader = Reader(TEXT).do("#claim", "next-unit", "repeat", "#source", "next-unit", "repeat")
    assert reader.marks[2] == ("Seven.", ("claim", "source"))


def test_a_colour_of_a_tag_is_not_repeated_as_if_chosen() -> None:
    reader = Reader(TEXT).do("#evidence", "next-unit", "repeat")
    assert {h.colour for h in reader.store.kept.values()} == {""}


def test_deleting_is_not_repeated() -> None:
    reader = Reader(TEXT).do("#claim", "delete", "next-unit", "repeat")
    assert reader.marks == [("Four five six!", ("claim",))]


# -- bounds


def test_giving_up_an_edit_puts_caret_and_pick_back() -> None:
    reader = Reader(TEXT).do("#claim", "next-word", "edit-bounds", "next-unit", "next-unit", "escape")
    assert reader.session.caret == 4
    assert reader.session.picked is None
    assert reader.session.selection is None


def test_picking_gives_an_edit_up() -> None:
    reader = Reader(TEXT).do("#claim", "next-unit", "#source", "edit-bounds", "prev-mark")
    assert reader.session.editing is None
    assert reader.marks[1] == ("Four five six!", ("source",))


def test_bounds_fit_a_unit_and_never_make_a_double() -> None:
    reader = Reader(TEXT).do("#claim", "extend", "#source", "edit-bounds", "larger", "larger")
    with pytest.raises(ReaderError, match="has these bounds"):
        reader.do("keep-bounds")
    assert [quote for quote, _ in reader.marks] == ["One", "One two, three."]
    reader.do("larger", "keep-bounds")
    assert reader.marks[1] == ("One two, three. Four five six! Seven.", ("source",))


def test_kept_bounds_are_picked_though_nothing_changed() -> None:
    reader = Reader(TEXT).do("#claim", "top", "edit-bounds", "keep-bounds")
    assert reader.session.picked and reader.session.selection is None


# -- one step out


def test_escape_drops_selection_unit_pick_and_find_marks_in_turn() -> None:
    reader = Reader(TEXT)
    reader.session.seek(Search(reader.body.text, "ten"), 0)
    reader.do("#claim", "larger")
    reader.session.pick_here()
    reader.session.unit = "paragraph"
    reader.session.select(0, 3)
    session = reader.session
    session.scene.picked = next(iter(reader.store.kept))
    seen = []
    while session.escape():
        seen.append(
            (
                bool(session.selection),
                session.unit,
                session.scene.picked is None,
                session.scene.search is None,
            )
        )
    assert seen == [
        (False, "paragraph", False, False),
        (False, "sentence", False, False),
        (False, "sentence", True, False),
        (False, "sentence", True, True),
    ]
