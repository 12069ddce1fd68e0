"""Paints what a key changed at once, past the turns that Textual's messages take, and past its compositor.

Textual paints a change after five turns of its loop, and asks every widget that lies under one for its rows.
What a key changes are rows of a few widgets that nothing covers: their strips can go out as they are, in half
the time. All else (another layout, something that lies over them, another screen) is left to Textual. This is
the one module that looks at how Textual notes what is to be painted, which it keeps to itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual._compositor import CompositorUpdate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import RenderableType
    from textual.geometry import Region
    from textual.screen import Screen
    from textual.widget import Widget

    from reader.ui.widgets.sending import Sending


class Rows(CompositorUpdate):
    """Rows: where on the screen each begins (x, y), its cells, and what the terminal is sent for it."""

    def __init__(self, rows: Sequence[tuple[int, int, int, str]]) -> None:
        self.rows = rows


class AtOnce:
    """Paints rows of some widgets of a screen, which paint themselves, as soon as it is asked."""

    def __init__(self, screen: Screen[None], widgets: Sequence[Sending], holders: Sequence[Widget]) -> None:
        self.screen, self.widgets = screen, widgets
        self._all = (screen, *holders, *widgets)
        self._laid_out: Mapping[Widget, tuple[Region, Region]] | None = None  # what `_places` was made of
        self._places: dict[Widget, Region] = {}  # of the widgets that nothing covers

    def paint(self) -> None:
        """Paint what was refreshed, unless it is for Textual to paint it."""
        screen = self.screen
        if not screen.is_current or screen._dirty_widgets or any(map(_waits, self._all)):
            return
        if screen.app.is_headless or screen.app._batch_count:
            return
        places = self._uncovered()
        changed = [each for each in self.widgets if each._repaint_required and each.display]
        if not changed or any(each not in places for each in changed):
            return
        rows: list[tuple[int, int, int, str]] = []
        for widget in changed:
            x, y, width, height = places[widget]
            regions = widget._exchange_repaint_regions()
            numbers = sorted({at for region in regions for at in range(region.y, min(region.bottom, height))})
            rows += [(x, y + at, width, sent) for at, sent in zip(numbers, widget.sent(numbers), strict=True)]
            widget._repaint_required = False
        screen.app._display(screen, cast("RenderableType", Rows(rows)))

    def _uncovered(self) -> dict[Widget, Region]:
        """Return where the widgets are that are wholly on the screen with nothing over them."""
        shown = self.screen._compositor.visible_widgets
        if shown is not self._laid_out:
            self._laid_out, self._places = shown, {}
            above: list[Region] = []
            for widget, (region, clip) in shown.items():  # from front to back
                if clip.contains_region(region) and not any(region.overlaps(other) for other in above):
                    self._places[widget] = region
                above.append(region)
        return self._places


def _waits(widget: Widget) -> bool:
    """Tell whether a widget is about to be laid out or dressed otherwise."""
    return widget._layout_required or widget._refresh_styles_required or widget._scroll_required
