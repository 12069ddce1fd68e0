"""A bar that shows how much of something is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.ui.widgets.painted import Part

_CELLS = 20


def bar(done: int, total: int, width: int = _CELLS) -> list[Part]:
    """Return a bar and two cells behind it, in which words may follow; of no total it is empty."""
    full = min(width, width * done // max(1, total))
    return [("━" * full, "row--accent"), ("╌" * (width - full), "row--faint"), ("  ", "")]
