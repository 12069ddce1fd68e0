from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.ids import read_id, short_id, show_id

IDS = st.integers(0, 2**63 - 1)


def test_an_id_is_thirteen_characters() -> None:
    assert show_id(0) == "0000000000000"
    assert show_id(33) == "0000000000011"
    assert show_id(2**63 - 1) == "7zzzzzzzzzzzz"
    assert short_id(2**63 - 1) == "zzzzzz"


@given(IDS)
def test_what_is_shown_can_be_read(number: int) -> None:
    assert read_id(show_id(number)) == number
    assert read_id(f" {show_id(number).upper()} ") == number


@given(IDS, IDS)
def test_ids_sort_as_they_are_shown(one: int, other: int) -> None:
    assert (one < other) == (show_id(one) < show_id(other))


@pytest.mark.parametrize(
    "text", ["", "last", "000000000000", "00000000000000", "000000000000o", "zzzzzzzzzzzzz"]
)
def test_what_is_no_id(text: str) -> None:
    assert read_id(text) is None
