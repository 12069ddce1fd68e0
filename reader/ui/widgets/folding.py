"""Short texts in narrow columns: folded as lines of the pane are, a few rows at most."""

from __future__ import annotations

from reader.text.breaking import wrap_paragraph
from reader.text.cells import cells, clip


def fold(text: str, width: int, most: int) -> list[str]:
    """Fold `text` into at most `most` rows of `width` cells; an ellipsis stands for what is left out.

    White space counts as one space. The last word of all is cut between clusters where a third of its row
    would else be empty. Only as much of a long text is read as the rows can hold.
    """
    if width < 1 or most < 1:
        return []
    enough = most * width * 4 + 64  # a cell may hold a letter with marks; more never comes to be shown
    line = " ".join(text[:enough].split())
    starts: list[int] = []
    wrap_paragraph(line, 0, len(line), width, starts)
    ends = [*starts[1:], len(line)][:most]
    rows = [line[start:end].rstrip() for start, end in zip(starts, ends, strict=False) if end > start]
    rest = line[ends[-1] :]
    if rest and cells(rows[-1]) <= width * 2 // 3:
        rows[-1] = clip(f"{rows[-1]} {rest}", width)
    elif rows and (rest or len(text) > enough):
        rows[-1] = clip(f"{rows[-1]}…", width) if cells(rows[-1]) < width else clip(f"{rows[-1]} …", width)
    return rows
