"""What is sent for runs of style paints the same cells, however the blanks between them were joined."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.ui.widgets.runs import Runs
from tests.support.escapes import violations
from tests.support.screen import ScreenReader

_STYLES = [
    Style.parse(words)
    for words in (
        "#111111 on #eeeeee",
        "bold #222222 on #eeeeee",
        "#111111 on #333333",
        "underline #111111 on #eeeeee",
        "reverse #111111 on #eeeeee",
        "italic #444444 on #eeeeee",
        "#111111",
    )
]
_COLS = 60


def _seen(sent: str) -> list[object]:
    """Return what is seen of each cell."""
    read = ScreenReader(_COLS, 1)
    read.feed(sent.encode())
    return [read.cell(x, 0).seen for x in range(_COLS)]


@given(
    st.lists(
        st.tuples(st.sampled_from(["a", " ", "  ", "b c", " d ", "世"]), st.integers(0, len(_STYLES) - 1)),
        max_size=12,
    )
)
@settings(max_examples=150)
def test_joined_blanks_look_the_same(runs: list[tuple[str, int]]) -> None:
    console = Console(color_system="truecolor", force_terminal=True)
    sent = Runs(_STYLES.__getitem__, console).sent(runs)
    apart = Strip([Segment(text, _STYLES[number]) for text, number in runs]).render(console)
    assert _seen(sent) == _seen(apart)
    assert len(sent) <= len(apart)
    assert not violations(b"\x1b[?1049h" + sent.encode(), _COLS, 1)


def test_blanks_between_signs_cost_no_run() -> None:
    console = Console(color_system="truecolor", force_terminal=True)
    sent = Runs(_STYLES.__getitem__, console).sent([("  ", 0), ("|", 1), (" ", 0), ("text", 2), ("  ", 0)])
    assert sent.count("\x1b[0m") == 3
