from __future__ import annotations

from reader.model import STARTING_TAGS, Codebook, Tag
from reader.ui.prompts.tag_choice import TagChoices

BOOK = Codebook(
    (*STARTING_TAGS, Tag("claim/unsourced"), Tag("claim/denied"), Tag("ukraine"), Tag("2nd-hand"))
)


def choices(*recent: str, **counts: int) -> TagChoices:
    return TagChoices(BOOK, recent, counts)


def names(text: str, *recent: str) -> list[str]:
    return [("new: " if row.new else "") + row.name for row in choices(*recent).matches(text)]


def test_no_text_shows_recent_tags_then_the_codebook_then_others_in_use() -> None:
    rows = choices("ukraine", "odd", rare=3, claim=7).matches("")
    assert [row.name for row in rows] == [
        "ukraine", "odd", "claim", "evidence", "source", "question", "context", "claim/unsourced",
        "claim/denied", "2nd-hand", "rare",
    ]  # fmt: skip
    assert {row.name: row.count for row in rows}["claim"] == 7
    assert {row.name: row.tag.definition for row in rows}["source"].startswith("Who says so")


def test_better_ranks_come_first_and_the_new_row_last() -> None:
    assert names("cu") == ["claim/unsourced", "new: cu"]
    assert names("so") == ["source", "claim/unsourced", "question", "new: so"]
    assert names("claim") == ["claim", "claim/unsourced", "claim/denied"]
    assert names("un") == ["claim/unsourced", "question", "ukraine", "new: un"]


def test_ties_go_by_recency() -> None:
    assert names("c", "context")[:2] == ["context", "claim"]
    assert names("c", "claim/denied", "claim")[:3] == ["claim/denied", "claim", "context"]


def test_recency_does_not_outweigh_a_better_match() -> None:
    assert names("claim", "claim/unsourced")[0] == "claim"


def test_a_new_name_is_cleaned_and_an_impossible_one_not_offered() -> None:
    assert names(" #Über uns / Wald ") == ["new: Über uns/Wald"]
    assert names("a,b") == []
    assert names("/") == ["claim/unsourced", "claim/denied"]
    assert names("\x1b[31mred\x1b[0m")[-1] == "new: red"


def test_capitals_make_no_second_tag() -> None:
    assert names("Claim") == ["claim", "claim/unsourced", "claim/denied"]


def test_without_new_names_nothing_is_offered_that_is_not_there() -> None:
    assert choices().matches("nowhere", new=False) == []
    assert [row.name for row in choices().matches("ukr", new=False)] == ["ukraine"]
