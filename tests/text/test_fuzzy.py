import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.fuzzy import EXACT, Names


def rank(name: str, text: str, separator: str = "/") -> int | None:
    found = Names([name], separator).matches(text)
    return found[0][0] if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("claim/unsourced", EXACT), ("CLAIM/Unsourced", EXACT), ("cl", 1), ("claim/u", 1), ("cu", 2),
        ("un", 3), ("sour", 4), ("cms", 5), ("clmuns", 5), ("dc", None), ("claimx", None),
    ],
)  # fmt: skip
def test_ranks(text: str, expected: int | None) -> None:
    assert rank("claim/unsourced", text) == expected


def test_initials_are_those_of_the_parts() -> None:
    assert rank("claim", "c") == 1
    assert rank("cold-uses", "cu") == 5
    assert rank("a/b/c", "abc") == 2
    assert rank("The Old Wall", "tow", " ") == 2
    assert rank("The Old Wall", "wal", " ") == 3


@given(
    st.lists(st.text("abAB/ß", max_size=6), max_size=8),
    st.lists(st.text("abAB/ß", min_size=1, max_size=3), min_size=1, max_size=5),
)
def test_typing_on_and_back_finds_what_typing_at_once_finds(names: list[str], typed: list[str]) -> None:
    kept = Names(names)
    for text in [*typed, "".join(typed), *typed]:
        found = kept.matches(text)
        assert found == Names(names).matches(text)
        for index, name in enumerate(names):
            letters = iter(name.casefold())
            assert any(i == index for _, i in found) == all(c in letters for c in text.casefold())
        assert [r for r, _ in found] == sorted(r for r, _ in found)


def test_a_letter_that_is_missing_is_not_sought_behind_every_way_to_the_others() -> None:
    assert Names(["ab " * 60], " ").matches("ab" * 20 + "z") == []  # it took longer than anybody waits
