"""Random bytes, for a moment; `bench/torture/fuzz.py` gives a million of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile.targets import SEEDS, TARGETS, Target

if TYPE_CHECKING:
    from pathlib import Path

KEPT = sorted(path.relative_to(SEEDS) for path in SEEDS.glob("*/*"))


@pytest.mark.parametrize("seed", KEPT, ids=str)
def test_what_broke_something_once_breaks_it_no_more(seed: Path) -> None:
    TARGETS[(SEEDS / seed).parent.name]((SEEDS / seed).read_bytes())


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_whatever_it_is_given_it_keeps_its_promises(target: Target) -> None:
    @settings(max_examples=25)
    @given(st.one_of(st.binary(max_size=200), st.text(max_size=100).map(str.encode)))
    def tried(raw: bytes) -> None:
        target(raw)

    tried()


def test_every_target_has_seeds() -> None:
    assert {seed.parent.name for seed in KEPT} == set(TARGETS)
