"""What the pane's rows show: exact widths, one caret, highlights where they are."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from reader.model import Article, ArticleView, Block, Blocks, Body, Codebook, Highlight, Mark, Marks
from reader.text.cells import cells, grapheme_start, next_grapheme
from reader.text.clean import clean_text
from reader.text.find import Search
from reader.text.nest import told
from reader.text.setting import SPACINGS, Setting
from reader.ui.pane import styles
from reader.ui.pane.draw import row_parts
from reader.ui.pane.motions import MOTIONS, move
from reader.ui.pane.rows import row_keys
from reader.ui.pane.session import Session
from reader.ui.pane.view import GUTTER, RIGHT
from reader.ui.reading.byline import Byline
from tests.text.samples import nests
from tests.ui.sessions import Reader

if TYPE_CHECKING:
    from reader.ui.pane.scene import RowKey

ALPHABET = "ab c.,!? \n日本語。「」é́ñ👩‍👩‍👧🇫🇷कि한ﷺ\tx"
KINDS = ("paragraph", "quote", "item", "code", "heading", "row", "footnote")


@st.composite
def bodies(draw: st.DrawFn) -> Body:
    """Bodies of several kinds of blocks in any script."""
    text, blocks = "", []
    for _ in range(draw(st.integers(1, 8))):
        kind = draw(st.sampled_from(KINDS))
        signs = ALPHABET if kind == "code" else ALPHABET.replace("\n", "")
        words = clean_text(draw(st.text(signs, max_size=120))).strip()
        if words:
            text += "\n\n" if text else ""
            where = len(text), len(text) + len(words)
            level, label, within = (
                draw(st.integers(0, 3)),
                draw(st.sampled_from(["1.", "一、", "", "4", "99"])),
                "",
            )
            if inside := draw(nests):
                kind, level, label, within = told(kind, level, inside)
            blocks.append(Block(kind, *where, level, label, within))
            text += words
    if not blocks:
        return Body.plain("x")
    middle = len(text) // 2
    return Body(text, Blocks(blocks), Marks([Mark("emphasis", middle // 2, middle), Mark("link", 0, 1, "u")]))


def _session(body: Body, spans: list[tuple[int, int]]) -> Session:
    marks = tuple(
        Highlight(i, 1, a, b, body.text[a:b], colour="green" if i % 2 else "red", note="n" * (i % 3 == 0))
        for i, (a, b) in enumerate(spans, 1)
    )
    return Session(ArticleView(Article(1, "T"), body, marks, Codebook()))


@given(
    bodies(),
    st.integers(14, 140),
    st.integers(1, 30),
    st.lists(st.sampled_from(sorted(MOTIONS)), max_size=12),
    st.data(),
)
def test_every_row_is_exactly_as_wide_as_the_screen_and_the_caret_is_on_it(
    body: Body, width: int, rows: int, motions: list[str], data: st.DataObject
) -> None:
    size = len(body.text)
    ends = st.tuples(st.integers(0, size), st.integers(0, size)).map(lambda p: (min(p), max(p)))
    session = _session(body, [p for p in data.draw(st.lists(ends, max_size=6)) if p[1] > p[0]])
    session.scene.search = Search(body.text, data.draw(st.sampled_from(["a", "日", "b c", "é"])))
    session.view.resize(width, rows)
    if data.draw(st.booleans()):
        session.extend(units=data.draw(st.booleans()))
    for motion in motions:
        move(session, motion)
        session.refresh()
        keys = row_keys(session.view, session.scene)
        assert len(keys) == rows
        carets = 0
        for key in keys:
            parts = row_parts(session.view, key)
            assert sum(cells(text) for text, _ in parts) == width
            assert not any(unicodedata.category(c) == "Cc" for text, _ in parts for c in text)
            carets += sum(1 for _, style in parts if style >= styles.CARET)
        assert carets == 1


def cells_of(text: str) -> list[str]:
    """What stands in each cell: a cluster in its first, nothing in the others that it takes."""
    found: list[str] = []
    at = 0
    while at < len(text):
        after = next_grapheme(text, at)
        found += [text[at:after], *[""] * (cells(text[at:after]) - 1)]
        at = after
    return found


@given(
    bodies(),
    st.integers(20, 120),
    st.builds(Setting, st.integers(20, 100), st.sampled_from(SPACINGS), st.booleans()),
    st.lists(st.sampled_from(["page-down", "line-down", "next-section"]), max_size=4),
)
def test_every_cluster_stands_in_the_cell_that_the_mouse_finds_it_in(
    body: Body, width: int, setting: Setting, motions: list[str]
) -> None:
    session = _session(body, [])
    view = session.view
    view.resize(width, 24)
    view.set(setting)
    for motion in motions:
        move(session, motion)
    session.refresh()
    keys = row_keys(view, session.scene)
    for y, key in enumerate(keys):
        if key.row is None or key.gap:
            assert view.offset_at(width // 2, y) is None
            continue
        drawn = cells_of("".join(text for text, _ in row_parts(view, key)))
        assert len(drawn) == width
        row, left = key.row, view.left + GUTTER + view.layout.indent_of(key.row.block)
        at, end = row.start, min(row.end, body.blocks.ends[row.block])
        while at < end:
            after = next_grapheme(body.text, at)
            x = left + view.layout.column(row, at)
            if x < width - RIGHT + 1:
                assert view.offset_at(x, y) == at
                if body.text[at:after].isprintable() and (body.text[at] != " " or after < end):
                    assert drawn[x] == body.text[at:after]
            at = after


@given(bodies(), st.lists(st.sampled_from(sorted(MOTIONS)), max_size=15))
def test_the_caret_and_the_selection_split_no_cluster(body: Body, motions: list[str]) -> None:
    session = _session(body, [])
    session.view.resize(60, 12)
    for i, motion in enumerate(motions):
        if i == 4:
            session.extend(units=False)
        move(session, motion)
        start, end = session.selection.span if session.selection else session.unit_span()
        for at in (session.caret, start, end):
            assert at == len(body.text) or grapheme_start(body.text, at) == at


def keys_of(reader: Reader) -> list[RowKey]:
    """The keys of the rows under the running head."""
    view = reader.session.view
    return row_keys(view, reader.session.scene)[view.headroom :]


def _styles_of(reader: Reader, row: int) -> list[tuple[str, int]]:
    key = keys_of(reader)[row]
    return [(text.strip(), style) for text, style in row_parts(reader.session.view, key) if text.strip()]


def test_a_highlight_is_painted_with_its_bar() -> None:
    reader = Reader("One. Two.").do("#evidence", "next-unit")
    parts = _styles_of(reader, 0)
    green = styles.COLOUR_NUMBER["green"]
    assert ("▎", styles.gutter(green)) in parts
    assert any(text == "One." and style & styles.HIGHLIGHTS == green for text, style in parts)


def test_what_is_suggested_shows_in_the_gutter_of_its_rows() -> None:
    reader = Reader("One. Two.")
    green = styles.COLOUR_NUMBER["green"]
    reader.session.refresh()
    reader.session.scene.hint = reader.session.scene.unit, green
    assert ("▏", styles.hint(green)) in _styles_of(reader, 0)


def test_two_highlights_blend_and_both_have_a_bar() -> None:
    reader = Reader("One two three.").do("#claim", "escape", "next-word", "extend", "#source", "line-start")
    key = keys_of(reader)[0]
    assert len(key.bars) == 2
    grounds = {g & styles.HIGHLIGHTS for g in key.ground}
    assert len(grounds) == 2 and max(grounds) > len(styles.COLOUR_NUMBER)


def test_equal_states_have_equal_keys_and_a_moved_caret_changes_its_rows_only() -> None:
    reader = Reader("One.\nTwo.\nThree.\nFour.")
    first = keys_of(reader)
    assert keys_of(reader) == first
    second = keys_of(reader.do("next-unit"))
    assert [a == b for a, b in zip(first, second, strict=True)][:4] == [False, False, True, True]


def test_the_byline_stands_under_the_title() -> None:
    text = "A Title\n\nThe standfirst.\n\nBody."
    body = Body(
        text,
        Blocks([Block("title", 0, 7), Block("standfirst", 9, 24), Block("paragraph", 26, 31)]),
        Marks(),
    )
    reader = Reader("", body=body)
    reader.session.scene.byline = Byline(authors="Eva", length="2 min")
    keys = keys_of(reader)
    rows = ["".join(text for text, _ in row_parts(reader.session.view, key)).strip() for key in keys]
    assert rows[:4] == ["A Title", "Eva · 2 min", "", "The standfirst."]
