"""`reader show --plain`: every kind, mark and note in words, one line after the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.cli.linear import linear
from reader.model import Article, ArticleView, Codebook, Highlight
from reader.text.build import BodyBuilder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.cli.conftest import Run

ONE, TWO, ITEM = "One two three.", "Four five six.", "Seven eight."


def view(marks: Sequence[Highlight]) -> ArticleView:
    builder = BodyBuilder()
    builder.add("heading", "Numbers", level=2)
    builder.add("paragraph", ONE)
    builder.add("quote", TWO)
    builder.add("item", ITEM, label="1.")
    body = builder.body()
    return ArticleView(Article(1, title="A"), body, tuple(marks), Codebook())


def mark(number: int, words: str, *, end: str = "", tags: tuple[str, ...] = (), note: str = "") -> Highlight:
    text = view(()).body.text
    start = text.index(words)
    stop = text.index(end or words) + len(end or words)
    return Highlight(number, 1, start, stop, text[start:stop], tags=tags, note=note)


def test_kinds_and_marks_are_said_in_words() -> None:
    lines = list(linear(view([mark(5, "two", tags=("claim", "a/b"), note="by\nwhom?"), mark(6, "five")])))
    assert lines == [
        "Heading 2: Numbers",
        "",
        "One [highlight 1, claim, a/b] two [end of highlight 1] three.",
        "(note on highlight 1: by whom?)",
        "",
        "Quote: Four [highlight 2] five [end of highlight 2] six.",
        "",
        "Item 1: Seven eight.",
        "",
    ]


def test_marks_in_each_other_and_over_blocks_keep_their_numbers() -> None:
    lines = list(linear(view([mark(5, ONE, end="Four"), mark(6, "One", end="two"), mark(7, "three.")])))
    assert lines[2] == (
        "[highlight 1] [highlight 2] One two [end of highlight 2] [highlight 3] three. [end of highlight 3]"
    )
    assert lines[4] == "Quote: Four [end of highlight 1] five six."


def test_a_mark_that_lost_its_place_is_said_at_the_end() -> None:
    lost = mark(5, "two", tags=("claim",))
    lost = Highlight(5, 1, lost.start, lost.end, "gone words", tags=("claim",), anchor="orphan")
    assert list(linear(view([lost])))[-1] == "(highlight without a place, claim: gone words)"


def test_the_cells_of_a_row_and_the_lines_of_code_stay_apart() -> None:
    builder = BodyBuilder()
    builder.add("row", "gate\t\tnorth wall")
    builder.add("code", "if a:\n    b = 1\n\nc")
    body = builder.body()
    start = body.text.index("b = 1")
    marked = Highlight(5, 1, start, start + 5, "b = 1", note="why?")
    assert list(linear(ArticleView(Article(1, title="A"), body, (marked,), Codebook()))) == [
        "Table row: gate; empty; north wall",
        "",
        "Code:",
        "if a:",
        "    [highlight 1] b = 1 [end of highlight 1]",
        "",
        "c",
        "End of code",
        "(note on highlight 1: why?)",
        "",
    ]


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=6))
def test_without_the_marks_it_is_the_text(spans: list[tuple[int, int]]) -> None:
    text = view(()).body.text
    marks = [
        Highlight(n, 1, start, min(start + size, len(text)), text[start : start + size])
        for n, (start, size) in enumerate(spans, 10)
    ]
    plain = [
        " ".join(re.sub(r"\[(end of )?highlight \d+\]", "", line).split()) for line in linear(view(marks))
    ]
    bare = [line.replace(" ", "") for line in linear(view(()))]
    assert [line.replace(" ", "") for line in plain] == bare


def test_show_prints_it(run: Run, wall: str, tmp_path: Path) -> None:
    run("highlight", wall, "--quote", "There were nine.", "--tag", "claim", "--note", "by whom?")
    out = run("show", wall, "--plain").out
    assert "[highlight 1, claim] There were nine. [end of highlight 1] Two of them" in out
    assert "(note on highlight 1: by whom?)" in out
    assert "Title: The old wall has nine gates" in out
