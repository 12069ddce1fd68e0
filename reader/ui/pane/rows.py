"""What each row of the pane shows, as a hashable key, from which `draw` makes text.

Equal keys paint equal rows: whoever paints may keep what it painted for a key, nothing is ever invalid. What
does not go with the caret is worked out once for a screen; a motion on it changes the keys of few rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.body import BLOCK_KINDS
from reader.ui.pane import styles
from reader.ui.pane.painter import Laid, Painter, laid
from reader.ui.pane.scene import RowKey, Scene, Span, Still
from reader.ui.reading.byline import NO_BYLINE, Byline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.text.wrap import Row
    from reader.ui.pane.view import View

_TITLE = BLOCK_KINDS.index("title")
BARS = 2  # cells of the gutter for the bars of the highlights beside a row
MOST = 9  # highlights beside a row that are told apart


def row_keys(view: View, scene: Scene) -> list[RowKey]:
    """Return the keys of the rows on the screen, from the running head (if there is one) down."""
    rows = view.layout.window(view.top, view.rows)
    still = _still(view, scene, rows)
    keys = list(still.keys)
    if not rows:
        return keys
    caret, moving = view.caret, _moving(still.painter, scene)
    for y in {*moving, *still.painter.touched(caret, caret + 1)}:
        row, at = rows[y], y + view.headroom
        key, (grounds, inks) = keys[at], moving.get(y, ([], []))
        keys[at] = key._replace(
            ground=key.ground if key.gap else laid(grounds, row, key.ground),
            ink=key.ink if key.gap else laid(inks, row, key.ink),
            caret=caret - row.start if row.start <= caret < row.end else -1,
        )
    return keys


def _still(view: View, scene: Scene, rows: Sequence[Row]) -> Still:
    """Return the screen without what goes with the caret; it is kept as long as nothing else changes."""
    first, last = (rows[0].start, rows[-1].end) if rows else (0, 0)
    matches = scene.search.between(first, last) if scene.search else []
    thumb = _thumb(view, first, last)
    # where all is on the screen, a bar would say again, elsewhere, what stands there
    marks = _marks(view, scene) if thumb else (0,) * view.rows
    hint, labels = _hint(scene), tuple(scene.labels.items())
    others = (view.rows, view.headroom, scene.version, scene.awake, scene.lone, scene.byline)
    made_of = (rows, matches, thumb, marks, hint, labels, *others)
    if scene.still is None or scene.still.made_of != made_of:
        painter = Painter(rows)
        _lay_still(painter, view, scene, matches)
        scene.still = Still(made_of, _keys(painter, view, scene, (thumb, marks), hint), painter)
    return scene.still


def _keys(
    painter: Painter, view: View, scene: Scene, bar: tuple[range, Sequence[int]], hint: tuple[Span, int]
) -> list[RowKey]:
    thumb, marks = bar
    keys = [RowKey(None, head=view.section())] * view.headroom
    rows, awake, labels = painter.rows, scene.awake, scene.labels
    grounds, inks = painter.grounds, painter.inks
    lone, ((low, high), colour), starts = scene.lone, hint, view.body.blocks.starts
    for y, row in enumerate(rows):
        start, end, block = row
        gap = start < starts[block]
        keys.append(
            RowKey(
                row,
                laid(grounds[y], row) if grounds[y] and not gap else b"",
                laid(inks[y], row) if inks[y] and not gap else b"",
                -1,
                awake,
                () if gap else tuple(painter.bars[y]),
                painter.notes[y],
                painter.states[y],
                _byline(view, scene, row) if gap else NO_BYLINE,
                y in thumb,
                gap,
                marks[y],
                "",
                lone is not None and not (start < lone[1] and end > lone[0]),
                _labels(scene, row) if labels else (),
                colour if not gap and start < high and end > low else 0,
            )
        )
    keys += (RowKey(None, thumb=y in thumb, mark=marks[y]) for y in range(len(rows), view.rows))
    return keys


def _marks(view: View, scene: Scene) -> Sequence[int]:
    """Return what the scroll bar shows beside each row: matches, where some are known, else highlights."""
    if scene.search and scene.search.total:
        return scene.overview.with_matches(scene.search.starts, view.rows)
    return scene.overview.rows(view.rows)


def _hint(scene: Scene) -> tuple[Span, int]:
    """Return what a tag is suggested for, while that is what is selected or the current unit."""
    if scene.hint and scene.hint[0] in (scene.unit, scene.selection):
        return scene.hint
    return (0, 0), 0


def _labels(scene: Scene, row: Row) -> tuple[tuple[int, str], ...]:
    return tuple((at - row[0], label) for at, label in scene.labels.items() if row[0] <= at < row[1])


def _lay_still(painter: Painter, view: View, scene: Scene, matches: list[Span]) -> None:
    """Lay on the marks of the text, highlights and matches: each sets bits of its own, so in any order."""
    rows = painter.rows
    first, last = (rows[0].start, rows[-1].end) if rows else (0, 0)
    for mark in view.body.marks.between(first, last):
        if bit := styles.INK_OF_MARK[mark.kind]:
            painter.lay(painter.inks, mark.start, mark.end, styles.bit_table(bit))
    for start, end, key in sorted(scene.index.query(first, last)):
        colour = scene.colours[key]
        touched = painter.lay(painter.grounds, start, end, styles.highlight_table(colour))
        for i in touched:
            if colour not in painter.bars[i] or len(painter.bars[i]) < MOST:
                painter.bars[i].append(colour)
        if key in scene.notes and start >= first and touched:
            painter.notes[touched[0]] = True
        if key in scene.states and start >= first and touched:
            painter.tell(touched[0], scene.states[key])
    for start, end in matches:
        painter.lay(painter.grounds, start, end, styles.bit_table(styles.MATCH))


def _moving(painter: Painter, scene: Scene) -> dict[int, tuple[list[Laid], list[Laid]]]:
    """Return what is laid on with the caret (unit, pick, selection), by row: over its ground and its ink."""
    first, last = painter.rows[0].start, painter.rows[-1].end
    found: dict[int, tuple[list[Laid], list[Laid]]] = {}
    for which, span, bit in (
        (1, scene.unit, styles.UNIT),
        (1, scene.counted.get(scene.picked or 0), styles.PICKED),
        (0, scene.selection, styles.SELECTED),
    ):
        if span and span[1] > first and span[0] < last:
            for y in painter.touched(*span):
                found.setdefault(y, ([], []))[which].append((*span, styles.bit_table(bit)))
    return found


def _thumb(view: View, first: int, last: int) -> range:
    """Return the rows beside which the scroll bar's thumb stands; none when all is on the screen."""
    size, rows = len(view.text), view.rows
    if last - first >= size or not size:
        return range(0)
    length = max(1, round(rows * (last - first) / size))
    start = round((rows - length) * min(1.0, first / max(1, size - (last - first))))
    return range(start, start + length)


def _byline(view: View, scene: Scene, row: Row) -> Byline:
    """Return the byline for the first empty row under the title."""
    block = row[2]
    under_title = block > 0 and view.body.blocks.kinds[block - 1] == _TITLE
    return scene.byline if under_title and row[0] == view.body.blocks.ends[block - 1] else NO_BYLINE
