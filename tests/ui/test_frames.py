"""Of a frame for the whole screen the terminal is sent the rows that it does not show yet."""

from __future__ import annotations

import io

import pytest
from rich.console import Console
from rich.segment import Segment
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from reader.ui.terminal.at_once import Rows
from reader.ui.terminal.frames import Frames

CONSOLE = Console(file=io.StringIO(), width=3, color_system=None)


def sent(frames: Frames, *rows: str) -> str:
    """Return what a frame of some rows, three cells wide, becomes."""
    strips = [[Strip([Segment(row)])] for row in rows]
    update = frames.changed(LayoutUpdate(list(strips), Region(0, 0, 3, len(rows))))
    assert isinstance(update, CompositorUpdate)
    return update.render_segments(CONSOLE)


def test_a_row_that_is_shown_is_not_sent_again() -> None:
    frames = Frames()
    assert sent(frames, "one", "two", "six") == "\x1b[1;1Hone\x1b[2;1Htwo\x1b[3;1Hsix"
    assert sent(frames, "one", "ten", "six") == "\x1b[2;1Hten"
    assert sent(frames, "one", "ten", "six") == ""
    frames.forget()
    assert sent(frames, "one", "ten", "six").count("\x1b[") == 3


@pytest.mark.parametrize(
    ("update", "new", "again"),
    [
        (Rows([(0, 1, 3, "two")]), "", ""),
        (Rows([(1, 1, 1, "x")]), "\x1b[2;2Hx", "two"),
        (ChopsUpdate([{}, {0: Strip([Segment("tea")])}], [(1, 0, 3)], [[], [3]]), "\x1b[2;1Htea", "two"),
        (ChopsUpdate([{}, {0: Strip([Segment("tea")])}], [(1, 0, 1)], [[], [3]]), "\x1b[2;1Ht", "two"),
        (ChopsUpdate([{0: Strip([Segment("one")])}], [(0, 0, 3)], [[3]]), "", ""),
    ],
)
def test_what_other_updates_paint_over_is_sent_again(update: CompositorUpdate, new: str, again: str) -> None:
    frames = Frames()
    sent(frames, "one", "two", "six")
    changed = frames.changed(update)
    assert isinstance(changed, CompositorUpdate)
    assert changed.render_segments(CONSOLE) == new
    rows = sent(frames, "one", "two", "six")
    assert [row for row in ("one", "two", "six") if row in rows] == again.split()


def test_what_is_painted_in_a_way_that_is_not_known_lets_all_be_sent_again() -> None:
    frames, other = Frames(), object()
    sent(frames, "one", "two")
    assert frames.changed(None) is None
    assert sent(frames, "one", "two") == ""
    assert frames.changed(other) is other
    assert sent(frames, "one", "two").count("\x1b[") == 2


def test_a_frame_that_is_not_displayed_counts_for_nothing() -> None:
    frames = Frames()
    frames.changed(LayoutUpdate([[Strip([Segment("one")])]], Region(0, 0, 3, 1)))
    assert sent(frames, "one") == "\x1b[1;1Hone"
