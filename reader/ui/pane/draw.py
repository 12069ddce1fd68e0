"""The text and the styles of a row of the pane: what a row key looks like."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.text.cells import CONTROLS, SHOWN_FOR_CONTROL, cell_widths, cells, fit, is_plain
from reader.text.spacing import KIND
from reader.ui.pane import styles
from reader.ui.pane.furniture import between, prefix
from reader.ui.pane.line import Line
from reader.ui.pane.rows import BARS, MOST
from reader.ui.pane.view import GUTTER, RIGHT

if TYPE_CHECKING:
    from reader.text.gaps import Gaps
    from reader.text.wrap import Row
    from reader.ui.pane.line import Parts
    from reader.ui.pane.scene import RowKey
    from reader.ui.pane.view import View

_KICKER, _CODE, _PARAGRAPH = KIND["kicker"], KIND["code"], KIND["paragraph"]
_CONTROL = re.compile(f"[{CONTROLS}]")
_runs = re.compile(rb"(..)\1*", re.DOTALL).finditer
_MARK, _THUMB, _FOUND = "▌", "▐", "━"

Run = tuple[int, int, int, int]  # start, end, ground, ink


def row_parts(view: View, key: RowKey) -> Parts:
    """Return the text and style numbers of a row, exactly `view.width` cells in all."""
    edge, inner = view.left + GUTTER, max(0, view.width - RIGHT + 1)
    if key.is_bare and key.row and view.layout.is_bare(key.row):  # as most rows are
        text = " " * edge + _shown(_broken_off(view, key.row, key.caret), _PARAGRAPH)
        if (room := inner - cells(text)) >= 0:
            return _joined(text + " " * room, _scroll_bar(key))
    line = Line()
    if key.row is None or key.gap:
        line.add(" " * edge, styles.BLANK, edge)
        if key.row is None:
            line.add(fit(key.head, view.layout.width) if key.head else "", styles.HEAD)
        elif any(key.byline):
            line.add(key.byline.fitted(view.layout.width), styles.BYLINE)
        else:
            between(line, view, key.row)
    else:
        line.begin(_gutter(view.left, key.bars, *_sign(key), key.hint))
        prefix(line, view, key.row)
        _text(line, view, key)
        if view.body.blocks.kinds[key.row.block] == _CODE and line.width < edge + view.layout.width:
            line.add(" " * (edge + view.layout.width - line.width), styles.text_style(_CODE, 0, 0, 0))
    line.pad(inner)
    if key.dimmed:
        line.dim()
    for text, style in _scroll_bar(key):
        line.add(text, style, len(text))
    return line.parts


def _joined(text: str, bar: Parts) -> Parts:
    """Return bare text with what stands right of it."""
    first, style = bar[0]
    return [(text + first, style), *bar[1:]] if style == styles.BLANK else [(text, styles.BLANK), *bar]


@lru_cache(256)  # of the rows on a screen most have that of others
def _gutter(left: int, bars: tuple[int, ...], sign: str, sign_style: int, hint: int) -> Line:
    """Draw a sign, and a bar for each colour; of too many, how many highlights."""
    line = Line()
    line.add(" " * left, styles.BLANK)
    line.add(sign, sign_style)
    shown = list(dict.fromkeys(bars))
    if len(shown) > BARS:
        line.add(str(min(MOST, len(bars))), styles.MORE)
        shown = shown[: BARS - 1]
    else:
        free = BARS - len(shown)
        hinted = int(bool(hint and free))
        line.add("▏" * hinted, styles.hint(hint))
        line.add(" " * (free - hinted), styles.BLANK)
    for colour in reversed(shown):
        line.add("▎", styles.gutter(colour))
    line.add(" ", styles.BLANK)
    return line


def _sign(key: RowKey) -> tuple[str, int]:
    """Return the sign of a state, or of a note, and its style."""
    if key.state:
        return key.state, styles.STATE
    return ("•", styles.NOTE) if key.note else (" ", styles.BLANK)


def _scroll_bar(key: RowKey) -> Parts:
    """Return the bar's cell and the margin: left in it what lies there, right the part on the screen."""
    if not (key.mark or key.thumb):
        return [("  ", styles.BLANK)]
    sign = _FOUND if key.mark == styles.FOUND else _MARK if key.mark else _THUMB
    return [(sign, styles.scroll(key.mark, thumb=key.thumb)), (" ", styles.BLANK)]


def _text(line: Line, view: View, key: RowKey) -> None:
    """Draw the text of a row in runs of one style, the caret's cluster apart."""
    assert key.row is not None
    index, blocks = key.row.block, view.body.blocks
    text = _broken_off(view, key.row, key.caret)
    widths = None if is_plain(text) else cell_widths(text)
    kind, level = blocks.kinds[index], blocks.levels[index]
    parted = kind == KIND["row"] and not (level and view.layout.tables.of(index).is_records)
    shown = _shown(text, kind, tab=" " if parted else "│")
    asleep = styles.CARET if key.awake else styles.CARET_ASLEEP
    gaps = view.layout.gaps(key.row)
    drawn = dict(gaps)
    style = 0
    for a, b, ground, ink in _parted(_styled_runs(key, len(text), widths), gaps):
        if a in drawn:
            line.add(" " * drawn[a], styles.text_style(kind, level, *_across(key, a)), drawn[a])
        style = styles.text_style(kind, level, ground, ink)
        line.add(
            shown[a:b],
            style | asleep if a == key.caret else style,
            b - a if widths is None else sum(widths[a:b]),
        )
    if view.layout.has_hyphen(key.row):
        line.add("-", style)
    if key.labels:
        _labels(line, view, key)


def _broken_off(view: View, row: Row, caret: int) -> str:
    """Return a row's text, without the space at which it was broken unless the caret is there."""
    start, end, index = row
    text, end = view.text, min(end, max(view.body.blocks.ends[index], start + 1))
    return text[start : end - 1 if text[end - 1] in " \t" and caret != end - 1 - start else end]


def _shown(text: str, kind: int, *, tab: str = "│") -> str:
    """Return a row's text as it is drawn, code point for code point."""
    shown = text.replace("\t", tab)
    if not shown.isprintable():
        shown = _CONTROL.sub(lambda m: " " if m.group() == "\n" else SHOWN_FOR_CONTROL, shown)
    return shown.upper() if kind == _KICKER and len(shown.upper()) == len(shown) else shown


def _labels(line: Line, view: View, key: RowKey) -> None:
    """Write the labels of places over the text that begins there."""
    assert key.row is not None
    left = view.left + GUTTER + view.layout.indent_of(key.row.block)
    for at, label in key.labels:
        line.write(left + view.layout.column(key.row, key.row.start + at), label, styles.LABEL)


def _across(key: RowKey, index: int) -> tuple[int, int]:
    """Return ground and ink of the blanks drawn before a code point: what lies on both sides."""
    if not index:
        return 0, 0
    ground = _common(key.ground, index)
    return ground & ~styles.MATCH, _common(key.ink, index) & (styles.UNIT | styles.PICKED)


def _common(painted: bytes, index: int) -> int:
    if index >= len(painted):
        return 0
    before, after = painted[index - 1], painted[index]
    lies_on_both = before & after & ~styles.HIGHLIGHTS & 255
    same = before & styles.HIGHLIGHTS == after & styles.HIGHLIGHTS
    return lies_on_both | (before & styles.HIGHLIGHTS if same else 0)


def _parted(runs: list[Run], gaps: Gaps) -> list[Run]:
    """Cut runs where blanks are drawn before a code point."""
    if not gaps:
        return runs
    cuts = [at for at, _ in gaps]
    found: list[Run] = []
    for a, b, ground, ink in runs:
        edges = [a, *(at for at in cuts if a < at < b), b]
        found += [(low, high, ground, ink) for low, high in pairwise(edges)]
    return found


def _styled_runs(key: RowKey, size: int, widths: bytes | None) -> list[Run]:
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
    cut: list[Run] = []
    for a, b, ground, ink in runs:
        if a < caret:
            cut.append((a, min(b, caret), ground, ink))
        if a <= caret < b:
            cut.append((caret, stop, ground, ink))
        if b > stop:
            cut.append((max(a, stop), b, ground, ink))
    return cut


def _on_clusters(runs: list[Run], widths: bytes) -> list[Run]:
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
