"""The text and the styles of a row of the pane: what a row key looks like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.text.body import BLOCK_KINDS
from reader.text.cells import SHOWN_FOR_CONTROL, cell_widths, cells, clip, fit, is_plain
from reader.ui.pane import styles
from reader.ui.pane.rows import BARS
from reader.ui.pane.view import GUTTER

if TYPE_CHECKING:
    from reader.text.wrap import Row
    from reader.ui.pane.rows import RowKey
    from reader.ui.pane.view import View

Parts = list[tuple[str, int]]

_KICKER = BLOCK_KINDS.index("kicker")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_runs = re.compile(rb"(..)\1*", re.DOTALL).finditer


def row_parts(view: View, key: RowKey) -> Parts:
    """Return the text and style numbers of a row, exactly `view.width` cells in all."""
    line = Line()
    edge = view.left + GUTTER
    if key.row is None or key.gap:
        line.add(" " * edge, styles.BLANK)
        line.add(clip(key.byline, view.layout.width), styles.BYLINE)
    else:
        _gutter(line, view, key)
        _prefix(line, view, key.row)
        _text(line, view, key)
    line.pad(view.width - 1)
    line.add("▕" if key.thumb else " ", styles.THUMB if key.thumb else styles.BLANK)
    return line.parts


class Line:
    """Parts that grow to the right; parts of one style are joined."""

    def __init__(self) -> None:
        self.parts: Parts = []
        self.width = 0

    def add(self, text: str, style: int, width: int | None = None) -> None:
        """Append text; `width` is its cells, where they are known."""
        if not text:
            return
        self.width += cells(text) if width is None else width
        if self.parts and self.parts[-1][1] == style:
            self.parts[-1] = (self.parts[-1][0] + text, style)
        else:
            self.parts.append((text, style))

    def pad(self, width: int) -> None:
        """Cut what hangs over `width` cells, at a cluster, and fill up to it with blanks."""
        while self.width > width:
            text, style = self.parts.pop()
            self.width -= cells(text)
            self.add(clip(text, width - self.width, ""), style)
        if self.width < width:
            self.add(" " * (width - self.width), styles.BLANK)


def _gutter(line: Line, view: View, key: RowKey) -> None:
    line.add(" " * view.left, styles.BLANK)
    line.add("•" if key.note else " ", styles.NOTE if key.note else styles.BLANK)
    line.add(" " * (BARS - len(key.bars)), styles.BLANK)
    for colour in reversed(key.bars):
        line.add("▎", styles.gutter(colour))
    line.add(" ", styles.BLANK)


def _prefix(line: Line, view: View, row: Row) -> None:
    """Draw the bullet, bar or indentation before the text."""
    start, _, index = row
    room = view.layout.indent_of(index)
    if not room:
        return
    block = view.body.blocks[index]
    opens = start == block.start
    if block.kind == "item":
        sign = f"{block.label or '•'} " if opens else ""
        drawn = " " * (room - cells(sign)) + sign
    elif block.kind == "footnote":
        sign = f"[{block.label}] " if opens else ""
        drawn = " " * (room - cells(sign)) + sign
    elif block.kind == "quote":
        drawn = "▏ " * (room // 2)
    else:
        drawn = " " * room
    line.add(fit(drawn, room), styles.PREFIX)


def _text(line: Line, view: View, key: RowKey) -> None:
    """Draw the text of a row in runs of one style, the caret's cluster apart."""
    assert key.row is not None
    start, end, index = key.row
    blocks = view.body.blocks
    end = min(end, max(blocks.ends[index], start + 1))
    if view.text[end - 1] == " " and key.caret != end - 1 - start:
        end -= 1  # the space at which the row was broken
    text = view.text[start:end]
    widths = None if is_plain(text) else cell_widths(text)
    shown = text.replace("\t", "│")
    if not shown.isprintable():
        shown = _CONTROL.sub(lambda m: " " if m.group() == "\n" else SHOWN_FOR_CONTROL, shown)
    kind, level = blocks.kinds[index], blocks.levels[index]
    if kind == _KICKER and len(shown.upper()) == len(shown):
        shown = shown.upper()
    asleep = styles.CARET if key.awake else styles.CARET_ASLEEP
    for a, b, ground, ink in _styled_runs(key, len(text), widths):
        style = styles.text_style(kind, level, ground, ink)
        if a == key.caret:
            style |= asleep
        line.add(shown[a:b], style, b - a if widths is None else sum(widths[a:b]))


def _styled_runs(key: RowKey, size: int, widths: bytes | None) -> list[tuple[int, int, int, int]]:
    """Return (start, end, ground, ink) of runs that look alike; the caret's cluster is its own run."""
    if not key.ground and not key.ink:
        runs = [(0, size, 0, 0)]
    else:
        both = bytearray(2 * size)
        both[0::2] = key.ground[:size] or bytes(size)
        both[1::2] = key.ink[:size] or bytes(size)
        runs = [(m.start() // 2, m.end() // 2, m[1][0], m[1][1]) for m in _runs(both)]
        if widths and 0 in widths:
            runs = _on_clusters(runs, widths)
    caret = key.caret
    if not 0 <= caret < size:
        return runs
    stop = caret + 1
    while widths and stop < size and not widths[stop]:
        stop += 1
    cut: list[tuple[int, int, int, int]] = []
    for a, b, ground, ink in runs:
        if a < caret:
            cut.append((a, min(b, caret), ground, ink))
        if a <= caret < b:
            cut.append((caret, stop, ground, ink))
        if b > stop:
            cut.append((max(a, stop), b, ground, ink))
    return cut


def _on_clusters(runs: list[tuple[int, int, int, int]], widths: bytes) -> list[tuple[int, int, int, int]]:
    """Move the ends of runs to cluster bounds: a cluster looks as its first code point does."""
    whole = []
    start = 0
    for _, b, ground, ink in runs:
        end = b
        while end < len(widths) and not widths[end]:
            end += 1
        if end > start:
            whole.append((start, end, ground, ink))
            start = end
    return whole
