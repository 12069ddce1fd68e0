"""The README's figures are those that the benches kept."""

from __future__ import annotations

import pytest

from bench import figures


def test_the_readme_has_the_figures_that_are_kept() -> None:
    assert figures.in_readme() == figures.rendered(), "run bench/figures.py"


@pytest.mark.parametrize("name", figures.kept())
def test_a_result_is_a_few_rows_of_a_bench_that_is_there(name: str) -> None:
    of, rows = figures.kept()[name]
    assert (figures.ROOT / figures.program(name)).exists()
    assert of
    assert 0 < len(rows) <= 20
    for cell in [of, *(cell for row in rows for cell in row)]:
        assert cell.strip() == cell != ""
        assert not set(cell) & set("|\n/\\") - {"/"}, "a cell would break the table"
    assert all(any(digit.isdigit() for digit in row.reached) for row in rows)
