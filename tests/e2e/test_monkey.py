"""A monkey at the keyboard for a while; for half an hour it is in `bench/torture`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.e2e.monkey import Zoo

if TYPE_CHECKING:
    from pathlib import Path


def test_what_nobody_would_do_leaves_the_program_the_terminal_and_the_library_whole(tmp_path: Path) -> None:
    zoo = Zoo(tmp_path, seed=1)
    zoo.open(enough=lambda told: told.actions > 200)
    assert zoo.told.acknowledged
