"""What lies under the panes takes the theme's background, also of a theme that comes later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Region

from reader.ui.theme.themes import THEMES
from reader.ui.widgets.ground import Ground
from tests.ui.apps import running

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.apps import Running


def backgrounds(run: Running) -> set[str]:
    """Return the colours that screen, columns and the places of list and prompt paint."""
    grounds = [node for node in (run.app.screen, *run.app.screen.query("*")) if isinstance(node, Ground)]
    assert len(grounds) == 4
    found = set()
    for ground in grounds:
        for strip in ground.render_lines(Region(0, 0, 5, 2)):
            assert strip.cell_length == 5
            found |= {
                segment.style.bgcolor.name for segment in strip if segment.style and segment.style.bgcolor
            }
    return found


async def test_the_ground_takes_each_themes_background(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        seen = set()
        for theme in THEMES:
            run.app.theme = theme.name
            await run.pilot.pause()
            painted = backgrounds(run)
            assert painted == {(theme.background or "").lower()}
            seen |= painted
        assert len(seen) > 1
