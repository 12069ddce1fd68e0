"""The grammar of product.md: units, motions, selections, targets, marks."""

from __future__ import annotations

import pytest

from reader.model import ReaderError
from reader.text.find import Search
from tests.ui.sessions import Reader

TEXT = "One two, three. Four five six! Seven.\n\nEight nine. Ten."


@pytest.mark.parametrize(
    ("start", "keys", "expected"),
    [
        ("|", [], "[|One two, three.] Four five six! Seven.\n\nEight nine. Ten."),
        ("|", ["next-unit"], "One two, three. [|Four five six!] Seven.\n\nEight nine. Ten."),
        ("|", ["next-unit"] * 3, "One two, three. Four five six! Seven.\n\n[|Eight nine.] Ten."),
        ("|", ["next-unit"] * 9, "One two, three. Four five six! Seven.\n\nEight nine. [|Ten.]"),
        ("|", ["next-unit", "prev-unit"], "[|One two, three.] Four five six! Seven.\n\nEight nine. Ten."),
        ("|", ["next-word"], "[One |two, three.] Four five six! Seven.\n\nEight nine. Ten."),
        ("|", ["next-paragraph"], "One two, three. Four five six! Seven.\n\n[|Eight nine.] Ten."),
        ("|", ["bottom"], "One two, three. Four five six! Seven.\n\nEight nine. [Ten|.]"),
        ("|", ["larger"], "[|One two, three. Four five six! Seven.]\n\nEight nine. Ten."),
        ("|", ["smaller"], "[|One two,] three. Four five six! Seven.\n\nEight nine. Ten."),
        ("|", ["smaller", "next-unit"], "One two, [|three.] Four five six! Seven.\n\nEight nine. Ten."),
        ("|", ["smaller"] * 2, "[|One] two, three. Four five six! Seven.\n\nEight nine. Ten."),
        ("|", ["larger", "next-unit"], "One two, three. Four five six! Seven.\n\n[|Eight nine. Ten.]"),
        ("|", ["larger", "next-word"], "[One |two, three.] Four five six! Seven.\n\nEight nine. Ten."),
        ("|", ["next-character"] * 3, "[One| two, three.] Four five six! Seven.\n\nEight nine. Ten."),
        ("|", ["extend"], "[On|e] two, three. Four five six! Seven.\n\nEight nine. Ten."),
        ("|", ["extend", "next-word"], "[One tw|o], three. Four five six! Seven.\n\nEight nine. Ten."),
        ("|", ["extend", "next-unit"], "[One two, three|.] Four five six! Seven.\n\nEight nine. Ten."),
        ("|", ["extend"] + ["next-unit"] * 2, "[One two, three. Four five six|!] Seven.\n\nEight nine. Ten."),
        (
            "|",
            ["extend", "next-unit", "next-unit", "prev-unit"],
            "[One two, three|.] Four five six! Seven.\n\nEight nine. Ten.",
        ),
        ("|", ["extend-units", "next-unit"], "[One two, three. Four five six|!] Seven.\n\nEight nine. Ten."),
        (
            "|",
            ["next-unit", "extend-units", "prev-unit"],
            "[|One two, three. Four five six!] Seven.\n\nEight nine. Ten.",
        ),
        (
            "|",
            ["next-unit", "extend-units", "swap-ends", "prev-unit"],
            "[|One two, three. Four five six!] Seven.\n\nEight nine. Ten.",
        ),
        (
            "|",
            ["extend", "next-word", "escape"],
            "[One tw|o, three.] Four five six! Seven.\n\nEight nine. Ten.",
        ),
        ("|", ["extend", "larger"], "[One two|,] three. Four five six! Seven.\n\nEight nine. Ten."),
        ("|", ["extend"] + ["larger"] * 2, "[One two, three|.] Four five six! Seven.\n\nEight nine. Ten."),
        (
            "|",
            ["extend", "larger", "larger", "larger", "smaller"],
            "[One two, three|.] Four five six! Seven.\n\nEight nine. Ten.",
        ),
        (
            "|",
            ["extend", "larger", "larger", "smaller", "smaller"],
            "[On|e] two, three. Four five six! Seven.\n\nEight nine. Ten.",
        ),
    ],
)
def test_units_motions_and_selections(start: str, keys: list[str], expected: str) -> None:
    assert Reader(start + TEXT).do(*keys).shown == expected


def test_extending_backwards_grows_to_the_start_of_the_sentence_and_then_by_sentences() -> None:
    reader = Reader("One two, three. Four |five six! Seven.").do("extend", "prev-unit")
    assert reader.shown == "One two, three. [|Four five] six! Seven."
    assert reader.do("prev-unit").shown == "[|One two, three. Four five] six! Seven."
    assert reader.do("next-unit").shown == "One two, three. [|Four five] six! Seven."


def test_one_key_marks_the_sentence_and_another_tags_it() -> None:
    reader = Reader(TEXT).do("highlight", "next-unit", "#claim")
    assert reader.marks == [("One two, three.", ()), ("Four five six!", ("claim",))]


def test_a_digit_toggles_and_the_highlight_stays() -> None:
    reader = Reader(TEXT).do("#claim", "#claim")
    assert reader.marks == [("One two, three.", ())]


def test_marking_picks_and_a_motion_unpicks() -> None:
    reader = Reader(TEXT).do("#claim")
    assert reader.session.picked and reader.session.picked.tags == ("claim",)
    assert reader.do("next-word").session.picked is None


def test_highlight_on_a_highlight_changes_nothing_and_says_so() -> None:
    reader = Reader(TEXT).do("highlight")
    assert reader.marking.highlight(reader.session) == "already highlighted"
    assert len(reader.marks) == 1


def test_marks_on_one_target_without_a_motion_between_are_repeated_together() -> None:
    reader = Reader(TEXT).do("#claim", "#source", "next-unit", "repeat")
    assert reader.marks[1] == ("Four five six!", ("claim", "source"))


def test_a_mark_after_a_motion_is_a_new_one_to_repeat() -> None:
    reader = Reader(TEXT).do("#claim", "next-unit", "#source", "next-unit", "repeat")
    assert reader.marks[2] == ("Seven.", ("source",))


def test_repeat_never_removes_and_adds_to_what_is_there() -> None:
    reader = Reader(TEXT).do("#claim", "next-unit", "#source", "prev-unit", "repeat")
    assert reader.marks[0] == ("One two, three.", ("claim", "source"))


def test_repeat_without_a_mark_before_is_said() -> None:
    with pytest.raises(ReaderError, match="nothing to repeat"):
        Reader(TEXT).do("repeat")


def test_a_tag_taken_off_is_not_repeated() -> None:
    reader = Reader(TEXT).do("#claim", "#source", "#claim", "next-unit", "repeat")
    assert reader.marks[1] == ("Four five six!", ("source",))


def test_colour_set_by_hand_is_repeated() -> None:
    reader = Reader(TEXT).do("#claim")
    reader.marking.colour(reader.session, "teal")
    reader.do("next-unit", "repeat")
    assert {h.colour for h in reader.store.kept.values()} == {"teal"}


def test_passages_nest_and_the_larger_is_changed_only_when_picked() -> None:
    reader = Reader(TEXT).do("extend-units", "next-unit", "#context")
    reader.do("prev-unit", "#claim")
    assert reader.marks == [("One two, three.", ("claim",)), ("One two, three. Four five six!", ("context",))]
    reader.do("next-word", "prev-word", "pick", "pick", "#source")
    assert ("One two, three. Four five six!", ("context", "source")) in reader.marks


def test_a_smaller_highlight_in_the_sentence_is_the_target_when_the_caret_is_in_it() -> None:
    reader = Reader("One |two, three. Four.").do("extend", "#claim")
    reader.do("escape", "#source")
    assert reader.marks == [("two", ("claim", "source"))]


def test_a_selection_with_the_bounds_of_a_highlight_is_that_highlight() -> None:
    reader = Reader(TEXT).do("#claim", "escape", "extend-units", "#source")
    assert reader.marks == [("One two, three.", ("claim", "source"))]


def test_after_a_selection_the_caret_stands_on_its_last_character() -> None:
    reader = Reader(TEXT).do("next-unit", "extend-units", "prev-unit", "highlight")
    assert reader.session.selection is None
    assert reader.session.caret == TEXT.index("!")
    assert reader.do("next-unit").shown.endswith("[|Seven.]\n\nEight nine. Ten.")


def test_delete_takes_the_only_highlight_of_the_sentence() -> None:
    reader = Reader("One |two, three. Four.").do("extend", "#claim", "escape", "line-start", "delete")
    assert reader.marks == []


def test_delete_takes_only_what_lies_wholly_inside_a_selection() -> None:
    reader = Reader(TEXT).do("extend-units", "next-unit", "next-unit", "#context", "top", "#claim")
    reader.do("next-unit", "#source", "top", "extend-units", "next-unit", "delete")
    assert reader.marks == [("One two, three. Four five six! Seven.", ("context",))]


def test_delete_where_nothing_is_marked_says_so() -> None:
    with pytest.raises(ReaderError, match="no highlight here"):
        Reader(TEXT).do("delete")


def test_an_empty_new_note_makes_no_highlight() -> None:
    reader = Reader(TEXT)
    assert reader.marking.note(reader.session, reader.marking.passage(reader.session), "") == ""
    assert reader.marks == []


def test_a_note_marks_the_sentence() -> None:
    reader = Reader(TEXT)
    reader.marking.note(reader.session, reader.marking.passage(reader.session), "why?")
    assert [h.note for h in reader.store.kept.values()] == ["why?"]


def test_highlights_are_walked_in_order() -> None:
    reader = Reader(TEXT).do("#claim", "next-unit", "next-unit", "#source", "top")
    assert reader.do("next-mark").session.picked is not None
    assert reader.session.caret == TEXT.index("Seven")
    reader.do("prev-mark")
    assert reader.session.caret == 0
    assert reader.session.pick_neighbour(-1) is False


def test_bounds_are_edited_by_motions_and_kept() -> None:
    reader = Reader(TEXT).do("#claim", "edit-bounds", "next-unit", "keep-bounds")
    assert reader.marks == [("One two, three. Four five six!", ("claim",))]
    reader.do("edit-bounds", "swap-ends", "next-word", "keep-bounds")
    assert reader.marks == [("two, three. Four five six!", ("claim",))]


def test_edited_bounds_are_dropped_by_escape() -> None:
    reader = Reader(TEXT).do("#claim", "edit-bounds", "next-unit", "escape")
    assert reader.marks == [("One two, three.", ("claim",))]
    assert reader.session.editing is None


def test_another_annotators_highlight_is_only_read() -> None:
    reader = Reader(TEXT).do("#claim")
    reader.store.annotator = "somebody else"
    reader.do("#source")
    assert reader.marks == [("One two, three.", ("claim",)), ("One two, three.", ("source",))]
    reader.store.annotator = "a third"
    reader.do("escape", "pick")
    with pytest.raises(ReaderError, match="only be read"):
        reader.do("delete")


def test_escape_takes_one_step_at_a_time() -> None:
    reader = Reader(TEXT).do("#claim")
    reader.session.seek(Search(reader.body.text, "ten"), 0)
    reader.do("larger", "extend")
    steps = []
    for _ in range(5):  # selection, unit, find marks
        steps.append(reader.session.escape())
    assert steps == [True, True, True, False, False]
