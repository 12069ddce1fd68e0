"""What is doubtful about a codebook: unused, unknown, undefined and nearly equal tags."""

from __future__ import annotations

import pytest

from reader.analysis.codebook_check import check, near
from reader.model import Codebook, Tag


def test_each_doubt_is_told_of_the_tag_that_it_is_about() -> None:
    book = Codebook(
        (
            Tag("claim", definition="d"),
            Tag("claim/old", definition="d"),
            Tag("source"),
            Tag("spare", definition="d"),
        )
    )
    found = list(check(book, {"claim/old", "source", "Sources", "rumour"}))
    assert [(doubt.kind, doubt.tag, doubt.other) for doubt in found] == [
        ("unused", "spare", ""),
        ("unknown", "Sources", ""),
        ("unknown", "rumour", ""),
        ("undefined", "source", ""),
        ("near", "Sources", "source"),
    ]
    assert all(doubt.words for doubt in found)
    assert list(check(Codebook((Tag("a", definition="d"),)), {"a"})) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("claim", "Claim"),
        ("second hand", "second-hand"),
        ("party", "parties"),
        ("box", "boxes"),
        ("sources/said", "source/Said"),
        ("evidence", "evidense"),
        ("organisation", "organization"),
        ("evidence", "evidnece"),
    ],
)
def test_names_that_may_be_meant_to_be_one_are_near(one: str, other: str) -> None:
    assert list(near(sorted([one, other, "else"]))) == [tuple(sorted([one, other]))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("war", "was"),
        ("wave 1", "wave 2"),
        ("claim", "claim/old"),
        ("claim", "context"),
        ("a/source", "b/source/x"),
    ],
)
def test_names_that_are_others_are_not_near(one: str, other: str) -> None:
    assert list(near(sorted([one, other]))) == []
