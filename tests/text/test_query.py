"""The query language: what it reads, and where it says that something is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import model
from reader.text import query_nodes
from reader.text.query import (
    And,
    Compare,
    Field,
    Has,
    Near,
    Not,
    Or,
    Phrase,
    Query,
    QueryError,
    Since,
    Tagged,
    Word,
    parse,
)

A, B, C = Word("a"), Word("b"), Word("c")

READ: list[tuple[str, Query | None]] = [
    ("", None),
    (" \t\n", None),
    ("a", A),
    ("a b c", And((A, B, C))),
    ("a and b AND c", And((A, B, C))),
    ("a or b OR c", Or((A, B, C))),
    ("a b or c", Or((And((A, B)), C))),
    ("a (b or c)", And((A, Or((B, C))))),
    ("((a))", A),
    ("a(b)c", And((A, B, C))),
    ("-a", Not(A)),
    ("--a", A),
    ("-(a b)", Not(And((A, B)))),
    ('-"a  b"', Not(Phrase("a b"))),
    ('"a (b) or #c"', Phrase("a (b) or #c")),
    ('"or"', Phrase("or")),
    ("well-known", Word("well-known")),
    ("a - b", And((A, Word("-"), B))),
    ("12:30", Word("12:30")),
    ("https://example.org/a_b", Word("https://example.org/a_b")),
    ("夜の図書館", Word("夜の図書館")),
    ("#claim", Tagged("claim")),
    ("#claim/unsourced", Tagged("claim/unsourced")),
    ("#/claim//unsourced/", Tagged("claim/unsourced")),
    ('#"second hand"', Tagged("second hand")),
    ("(#a)", Tagged("a")),
    ("-#a b", And((Not(Tagged("a")), B))),
    ("status:Inbox", Field("status", "inbox")),
    ("title:walk", Field("title", "walk")),
    ('title:"a walk"', Field("title", "a walk")),
    ("AUTHOR:Ana", Field("author", "Ana")),
    ("site:site-34", Field("site", "site-34")),
    ("lang:de", Field("lang", "de")),
    ("by:eva", Field("by", "eva")),
    ("colour:Green", Field("colour", "green")),
    ("note:why?", Field("note", "why?")),
    ("-has:note", Not(Has("note"))),
    ("has:highlight", Has("highlight")),
    ("has:orphan", Has("orphan")),
    ("has:waiting", Has("waiting")),
    ("added:7d", Since(7)),
    ("added:2w", Since(14)),
    ("added:1y", Since(365)),
    ("added:>2026-11-01", Compare("added", ">", "2026-11-01")),
    ("added:<2026", Compare("added", "<", "2026")),
    ("added:2026-11", Compare("added", "=", "2026-11")),
    ("words:>2000", Compare("words", ">", 2000)),
    ("words:>=2000", Or((Compare("words", ">", 2000), Compare("words", "=", 2000)))),
    ("progress:<50", Compare("progress", "<", 0.5)),
    ("progress:100%", Compare("progress", "=", 1.0)),
    ("#a overlaps #b", Near(Tagged("a"), Tagged("b"))),
    ("#a within:2p #b", Near(Tagged("a"), Tagged("b"), 2)),
    ("#a within:0p #b c", And((Near(Tagged("a"), Tagged("b"), 0), C))),
    ("-#a overlaps #b or c", Or((Not(Near(Tagged("a"), Tagged("b"))), C))),
    ("a overlaps", And((A, Word("overlaps")))),
]

REFUSED = [
    ("(a", 0, "never closed"),
    ("a (", 2, "never closed"),
    ("()", 0, "nothing in these brackets"),
    ("a)", 1, "closes nothing"),
    (")", 0, "closes nothing"),
    ('a "b', 2, "never closed"),
    ('""', 0, "nothing between"),
    ('title:"walk', 6, "never closed"),
    ("#", 0, "needs a name"),
    ("a #//", 2, "needs a name"),
    ("#a,b", 0, "comma"),
    ("or a", 0, "both sides"),
    ("a or", 2, "both sides"),
    ("a or or b", 2, "both sides"),
    ("(a and)", 3, "both sides"),
    ("-or", 0, "after this minus"),
    ("titel:walk", 0, "no field “titel”"),
    ("a title: walk", 2, "must follow “title:”"),
    ("status:newer", 6, "one of new, inbox, reading, done, archived"),
    ("has:tag", 3, "one of note, highlight, orphan, waiting"),
    ("colour:pink", 6, "one of yellow"),
    ("added:soon", 0, "added:7d"),
    ("added:>7d", 0, "added:7d"),
    ("added:2026-13", 0, "added:7d"),
    ("words:many", 0, "words:>2000"),
    ("words:=<3", 0, "words:>2000"),
    ("progress:<", 0, "progress:<50"),
    ("words:²", 0, "words:>2000"),
    ("within:2p #b", 0, "between two tags"),
    ("#a within:2s #b", 3, "number of paragraphs"),
    ("#a overlaps b", 3, "tag must follow"),
    ("#a overlaps", 3, "tag must follow"),
    ("#a overlaps #b overlaps #c", 15, "Only two tags"),
    ("(" * 60 + "a" + ")" * 60, 50, "too many brackets"),
]


@pytest.mark.parametrize(("text", "tree"), READ)
def test_reads(text: str, tree: Query | None) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(("text", "column", "message"), REFUSED)
def test_says_where_it_is_wrong(text: str, column: int, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert message in caught.value.message
    assert caught.value.message == str(caught.value)
    assert caught.value.column == column


PIECES = st.sampled_from(
    [
        "(",
        ")",
        "-",
        "#",
        '"',
        ":",
        " ",
        "or",
        "and",
        "a",
        "/",
        "overlaps",
        "within:2p",
        "#a",
        "title:",
        "has:",
        "added:",
        "words:",
        ">",
        "<=",
        "7d",
        "2026-11-01",
        "note",
        "\n",
        "\x00",
        "é",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map(" ".join)))
def test_any_text_is_read_or_refused_at_one_of_its_characters(text: str) -> None:
    try:
        tree = parse(text)
    except QueryError as error:
        assert 0 <= error.column < len(text)
        assert "\n" not in error.message
    else:
        assert (tree is None) == (not text.strip())


@pytest.mark.parametrize("depth", [51, 20_000])
def test_depth_never_ends_in_a_recursion_error(depth: int) -> None:
    with pytest.raises(QueryError):
        parse("-(" * depth)


def test_the_choices_are_the_models() -> None:
    assert tuple(model.STATUSES) == query_nodes.STATUSES
    assert tuple(model.COLOURS) == query_nodes.COLOURS
