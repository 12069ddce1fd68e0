from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library", annotator="kim") as opened:
        yield opened
