"""Files that a person edits, brought up to date: not a byte of theirs is lost, ours follow the library."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.exports import FORMATS
from reader.exports.anchors import SYNTAXES
from reader.exports.chunk import Chunk, passage_key
from reader.exports.living import Update, update
from reader.model import ArticleView
from reader.text.ids import show_id
from tests.exports.views import ARTICLE, BODY, CODEBOOK, EVERYDAY, HOSTILE, highlight

if TYPE_CHECKING:
    from collections.abc import Sequence

LIVING = sorted(name for name, form in FORMATS.items() if form.living)
both = pytest.mark.parametrize("form", LIVING)

NAMES = [f"2n000000000{letter}0" for letter in "bcdefg"]


def passages(*names: str, note: str = "", tags: tuple[str, ...] = ("claim",)) -> ArticleView:
    marks = tuple(
        highlight(14 + place, 44 + place, name, note=note, tags=tags) for place, name in enumerate(names)
    )
    return ArticleView(ARTICLE, BODY, marks, CODEBOOK)


def changed(view: ArticleView, place: int, **fields: object) -> ArticleView:
    marks = list(view.highlights)
    marks[place] = replace(marks[place], **fields)  # type: ignore[arg-type]  # fields of a highlight, by name
    return replace(view, highlights=tuple(marks))


def chunks(form: str, *views: ArticleView) -> list[Chunk]:
    return list(FORMATS[form].chunks(iter(views)))


def text(pieces: Sequence[Chunk]) -> str:
    return "".join(piece.text for piece in pieces)


def updated(form: str, theirs: str, base: Sequence[ArticleView], ours: Sequence[ArticleView]) -> Update:
    done = update(theirs, chunks(form, *base), chunks(form, *ours), SYNTAXES[form])
    again = update(done.text, done.written, chunks(form, *ours), SYNTAXES[form])
    assert again.text == done.text
    return done


BEFORE = passages(*NAMES[:3])
AFTER = [
    passages(*NAMES[:3]),
    passages(*NAMES[:4]),
    passages(*NAMES[1:3]),
    passages(NAMES[3], *NAMES[:3]),
    passages(NAMES[0], NAMES[4], *NAMES[1:3], note="Who?", tags=()),
    replace(BEFORE, article=ARTICLE._replace(title="Another title", note="New.", tags=())),
    replace(BEFORE, highlights=()),
]


@both
@pytest.mark.parametrize("ours", [[view] for view in AFTER] + [[AFTER[1], HOSTILE]])
def test_what_nobody_touched_becomes_what_an_export_writes(form: str, ours: list[ArticleView]) -> None:
    done = updated(form, text(chunks(form, BEFORE)), [BEFORE], ours)
    gone = {mark.id for mark in BEFORE.highlights} - {mark.id for view in ours for mark in view.highlights}
    if not gone:
        assert done.text == text(chunks(form, *ours))
    assert done.counts["gone"] == len(gone) == done.text.count("Not among the passages any more.")
    assert not done.counts["changed on both sides"]


OWN = [
    *(
        "mine\n",
        "\n",
        "## Highlights\n",
        "> There were nine.\n",
        "#claim\n",
        "---\n",
        "* my own\n",
        "**** x\n",
    ),
    *(":END:\n", "``` \n", "é字\u2028\x0c\n", "\udcff\n", "\t  \n", ":PROPERTIES:\n"),
]
WORDS = st.lists(st.sampled_from(OWN), min_size=1, max_size=4).map("".join)


@both
@settings(max_examples=60)
@given(st.data())
def test_a_person_s_words_around_the_blocks_survive_byte_for_byte(form: str, data: st.DataObject) -> None:
    """Words go before the document, between any two blocks, and behind the last."""
    base = chunks(form, BEFORE)
    ours = data.draw(st.sampled_from(AFTER))
    words = [data.draw(WORDS | st.just("")) for _ in range(len(base) + 1)]
    if form == "markdown":
        words[0] = ""  # front matter stands first, or is none
    theirs = "".join(f"{own}{piece.text}" for own, piece in zip(words, base, strict=False)) + words[-1]
    ending = data.draw(st.sampled_from(["\n", "\r\n"]))
    done = updated(form, theirs.replace("\n", ending), [BEFORE], [ours]).text
    at = 0
    if form == "org":  # a heading of one's own begins a part, and what is new goes before it
        words = [part for own in words for part in re.split(r"^(?=\* )", own, flags=re.MULTILINE)]
    for own in filter(None, words):
        at = done.find(own.replace("\n", ending), at)
        assert at >= 0, (own, done)
        at += len(own.replace("\n", ending))
    for mark in (*BEFORE.highlights, *ours.highlights):
        assert done.count(show_id(mark.id)) == 1


def test_what_stands_between_two_rules_is_no_front_matter() -> None:
    theirs = f"---\n{text(chunks('markdown-plain', BEFORE))}\n---\n\nmine\n"
    done = updated("markdown-plain", theirs, [BEFORE], [changed(BEFORE, 1, note="New.")])
    assert done.text.startswith("---\n#")
    assert done.text.endswith("\n---\n\nmine\n")
    assert done.text.count("New.") == 1
    assert done.text.count("# The old wall") == 1


@both
@settings(max_examples=60)
@given(st.data())
def test_lines_that_a_person_adds_inside_a_block_stay_in_their_order(form: str, data: st.DataObject) -> None:
    lines = text(chunks(form, BEFORE)).splitlines(keepends=True)
    first = next(place for place, line in enumerate(lines) if line.startswith(("# ", "* ")))
    places = sorted(data.draw(st.sets(st.integers(first, len(lines)), max_size=4)))
    theirs: list[str] = []
    for start, end in pairwise([0, *places, len(lines)]):
        theirs += [*lines[start:end], f"my line {end}\n"]
    done = updated(form, "".join(theirs), [BEFORE], [data.draw(st.sampled_from(AFTER))]).text
    own = [line for line in theirs if line.startswith("my line")]
    assert [f"{line}\n" for line in done.split("\n") if line.startswith("my line")] == own


@both
def test_both_changed_different_lines_of_one_block(form: str) -> None:
    theirs = text(chunks(form, changed(BEFORE, 1, note="One.\n\nTwo.")))
    base = changed(BEFORE, 1, note="One.\n\nTwo.")
    ours = changed(BEFORE, 1, note="One.\n\nTwo.", tags=("claim", "source"))
    done = updated(form, theirs.replace("Two.", "Two, I think."), [base], [ours])
    assert done.text == text(chunks(form, ours)).replace("Two.", "Two, I think.")
    assert not +done.counts


@both
def test_both_changed_the_same_line_and_both_stand(form: str) -> None:
    base, ours = changed(BEFORE, 1, note="Who?"), changed(BEFORE, 1, note="Who says so?")
    done = updated(form, text(chunks(form, base)).replace("Who?", "Who, by the way?"), [base], [ours])
    assert done.counts["changed on both sides"] == 1
    own, says, theirs = (done.text.index(words) for words in ("by the way", "now says:", "says so?"))
    assert own < says < theirs


@both
def test_what_comes_back_loses_its_mark(form: str) -> None:
    before = text(chunks(form, BEFORE))
    without = replace(BEFORE, highlights=BEFORE.highlights[1:])
    gone = updated(form, before, [BEFORE], [without])
    assert gone.counts["gone"] == 1
    back = update(gone.text, gone.written, chunks(form, BEFORE), SYNTAXES[form])
    assert back.text == before


@both
def test_what_a_person_took_out_stays_out(form: str) -> None:
    base = chunks(form, BEFORE)
    theirs = text([piece for piece in base if piece.key != base[-2].key])
    done = updated(form, theirs, [BEFORE], [changed(BEFORE, 1, note="New.")])
    assert (done.text, done.counts["taken out"]) == (theirs, 1)


@both
def test_blocks_that_a_person_put_in_another_order_stay_there(form: str) -> None:
    *front, head, one, two, three = chunks(form, BEFORE)
    mine = Chunk("", "\n## Mine\n" if form != "org" else "\n* Mine\n")
    ours = changed(passages(*NAMES[:4]), 0, note="New.")
    theirs = text([*front, head, two, mine, three, one])
    now = {piece.key: piece for piece in chunks(form, ours)}
    done = updated(form, theirs, [BEFORE], [ours])
    new = now[passage_key(ours.highlights[3].id)]
    order = [*front, head, two, mine, three, new, now[one.key]]
    assert done.text == text(order)
    assert done.counts["new"] == 1


@both
def test_of_a_file_whose_last_state_is_unknown_nothing_is_lost(form: str) -> None:
    theirs = text(chunks(form, changed(BEFORE, 0, note="Mine."))) + "\nAt the end."
    done = update(theirs, [], chunks(form, changed(BEFORE, 0, note="Yours.")), SYNTAXES[form])
    for words in ("Mine.", "Yours.", "\nAt the end."):
        assert words in done.text
    assert done.text.count(NAMES[0]) == 1
    assert update(theirs, [], chunks(form, changed(BEFORE, 0, note="Mine.")), SYNTAXES[form]).text == theirs


@both
def test_articles_come_and_go_in_one_file(form: str) -> None:
    two, three = [EVERYDAY, HOSTILE], [EVERYDAY, HOSTILE, passages(*NAMES[:2])]
    other = replace(three[2], article=ARTICLE._replace(id=ARTICLE.id + 9, title="A third"))
    more = updated(form, text(chunks(form, *two)), two, [EVERYDAY, HOSTILE, other])
    assert more.text == text(chunks(form, EVERYDAY, HOSTILE, other))
    fewer = updated(form, f"{more.text}\nMine.\n", [EVERYDAY, HOSTILE, other], two)
    assert fewer.text.startswith(text(chunks(form, *two)))
    assert fewer.text.endswith("\nMine.\n")
    assert fewer.counts["gone"] == 2
    assert "A third" in fewer.text


def test_properties_of_a_person_stay_in_the_front_matter() -> None:
    theirs = text(chunks("markdown", BEFORE)).replace("---\ntitle", "---\naliases: [wall]\ntitle", 1)
    theirs = theirs.replace('site: "site-34"', "site: mine").replace('published: "2026-11-19"\n', "")
    article = ARTICLE._replace(title="New title", site="site-35", tags=("walks",))
    done = updated("markdown", theirs, [BEFORE], [replace(BEFORE, article=article)]).text
    front = done.split("---\n")[1]
    assert front == (
        'aliases: [wall]\ntitle: "New title"\nauthor:\n  - "Ana Pérez"\n  - "Li Wei"\n'
        'url: "https://example.org/wall"\nsite: mine\ntags:\n  - "walks"\nid: "2n0000000000a"\n'
    )


@both
@settings(max_examples=40)
@given(st.data())
def test_many_rounds_lose_and_double_nothing(form: str, data: st.DataObject) -> None:
    """A person writes lines anywhere, the library changes, and so on."""
    file, written = text(chunks(form, BEFORE)), chunks(form, BEFORE)
    own: list[str] = []
    for round_ in range(4):
        lines = file.splitlines(keepends=True)
        first = next(place for place, line in enumerate(lines) if line.startswith(("# ", "* ")))
        own.append(f"my line {round_}")
        lines.insert(data.draw(st.integers(first, len(lines))), f"{own[-1]}\n")
        done = update(
            "".join(lines), written, chunks(form, data.draw(st.sampled_from(AFTER))), SYNTAXES[form]
        )
        file, written = done.text, list(done.written)
        assert [file.split("\n").count(line) for line in own] == [1] * len(own)
        for name in NAMES:
            assert len(re.findall(rf"^(?:\^hl-|<!-- hl-|:ID: hl-){name}\b", file, re.MULTILINE)) <= 1
