"""Going to what one sees by the letters that are written on it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from reader.text.cells import cells
from reader.ui.handlers.labels import near_words, visible_sentences
from reader.ui.keys.labels import labels
from reader.ui.widgets.label_prompt import LabelPrompt

from .hosts import screen
from .sessions import Reader
from .test_finder import caret, reading

if TYPE_CHECKING:
    from pathlib import Path

    from .apps import Running

TEXT = "One two, three. Four five — six! Seven.\n\nEight nine. Ten.\n\n* * *\n\nEleven."
LONG = "\n\n".join(f"Number {number} stands here. So does this." for number in range(200))


def words(marked: str) -> list[str]:
    session = Reader(marked).session
    return [session.view.text[start:end] for start, end in near_words(session)]


def sentences(marked: str) -> list[str]:
    session = Reader(marked).session
    return [session.view.text[start:end] for start, end in visible_sentences(session)]


def test_sentences_on_the_screen_but_for_where_one_is() -> None:
    assert sentences(TEXT) == ["Four five — six!", "Seven.", "Eight nine.", "Ten.", "Eleven."]
    assert sentences(TEXT.replace("five", "fi|ve"))[:2] == ["One two, three.", "Four five — six!"]


def test_words_of_this_sentence_and_the_next() -> None:
    assert words(TEXT) == ["two", "three", "Four", "five", "six"]
    assert words(TEXT.replace("nine", "|nine")) == ["Eight", "Ten"]
    assert words(TEXT.replace("Eleven", "El|even")) == ["Eleven"]
    assert words("") == []


def test_a_label_covers_none_of_another() -> None:
    assert words("|日本語を読む。") == list("本語を読む")
    assert words("|The x-y and a/b or I.") == ["x-y", "and", "a", "b", "or", "I"]
    assert words("|It is x²y, so y.") == ["is", "x²y", "so", "y"]


@given(st.text("ab c.—日-e\u0301\n", max_size=60), st.integers(0, 60))
def test_labels_stand_at_their_places_and_apart(text: str, at: int) -> None:
    session = Reader(text or "a").session
    session.view.go(at)
    for spans in (near_words(session), visible_sentences(session)):
        first, last = session.view.shown()
        for start, end in spans:
            assert first <= start < last
            assert start != session.caret
            assert any(letter.isalnum() for letter in session.view.text[start:end])
        for (a, _), (b, _) in pairwise(spans):
            assert b > a
            assert cells(session.view.text[a:b]) >= 2 or "\n" in session.view.text[a:b]
        assert len(set(labels(len(spans)))) == len(spans)


def label_of(run: Running, offset: int) -> str:
    assert run.app.desk.session
    return run.app.desk.session.scene.labels[offset]


async def test_f_goes_to_a_sentence_and_backspace_comes_back(tmp_path: Path) -> None:
    async with reading(tmp_path, TEXT) as run:
        await run.press("f")
        assert isinstance(run.app.main.prompts.open, LabelPrompt)
        before = screen(run.app).splitlines()
        eight = TEXT.index("Eight")
        assert any(label_of(run, eight) + "ight nine." in row for row in before)  # over it, nothing moved
        await run.press(*label_of(run, eight))
        assert caret(run) == eight
        assert not run.app.desk.session or not run.app.desk.session.scene.labels
        await run.press("backspace")
        assert caret(run) == 0


async def test_capital_f_goes_to_a_word(tmp_path: Path) -> None:
    async with reading(tmp_path, TEXT) as run:
        await run.press("F", *"s")
        assert TEXT[caret(run) :].startswith("three.")
        await run.press("F", "escape")
        assert TEXT[caret(run) :].startswith("three.")
        assert run.app.main.prompts.open is None


async def test_a_selection_grows_to_the_end_of_what_is_chosen_and_back_to_its_start(tmp_path: Path) -> None:
    async with reading(tmp_path, TEXT) as run:
        await run.press("w", "w", "w", "v", "F")  # from "three"
        await run.press(*label_of(run, TEXT.index("five")))
        session = run.app.desk.session
        assert session
        assert session.selection
        assert TEXT[slice(*session.selection.span)] == "three. Four five"
        await run.press("f", *"a")
        assert session.selection
        assert TEXT[slice(*session.selection.span)].startswith("One two, three")
        await run.press("escape", "V", "f")
        await run.press(*label_of(run, TEXT.index("Eight")))
        assert session.selection
        assert TEXT[slice(*session.selection.span)].endswith("Eight nine.")


async def test_many_sentences_have_labels_of_two_letters(tmp_path: Path) -> None:
    async with reading(tmp_path, LONG) as run:
        await run.press("f")
        session = run.app.desk.session
        assert session
        assert {len(label) for label in session.scene.labels.values()} == {2}
        last = max(session.scene.labels)
        await run.press(*session.scene.labels[last])
        assert caret(run) == last


async def test_where_there_is_nothing_to_go_to_it_says_so(tmp_path: Path) -> None:
    async with reading(tmp_path, "One.") as run:
        await run.press("f")
        assert run.message == "nothing to go to on this screen"
