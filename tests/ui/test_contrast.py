"""What stands on the screens is readable in every theme: contrast as WCAG 2.2 (AA) asks it, cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.theme import BUILTIN_THEMES

from reader.ui.screens.popup import Popup
from reader.ui.theme.contrast import SIGN, TEXT, contrast
from reader.ui.theme.themes import THEMES
from tests.ui.apps import running

if TYPE_CHECKING:
    from pathlib import Path

    from rich.color import Color
    from textual.app import App

    from tests.ui.apps import Running

#: Bars, dots and arrows that are no text; a blank shows no ink.
SIGNS = set("▌▐▎▏▍│─━▰▱●○•✓−·…↑↓←→▔▁⎯")
#: Keys to states that between them show all panes, prompts, popups and looks of rows; each begins anew.
STATES: dict[str, tuple[str, ...]] = {
    "text": ("1", "right", "h"),
    "selection": ("1", "right", "V"),
    "sidebar": ("1", "tab"),
    "list": ("A", "A", "shift+tab"),
    "tags": ("1", "t", "c"),
    "colours": ("c",),
    "menu": ("enter",),
    "note": ("a", "x"),
    "details": ("d",),
    "find": ("/", "o"),
    "command line": (":", "e"),
    "export": ("E",),
    "wrong": (":", "x", "x", "enter"),
    "error": ("x",),
    "passages": ("1", "H"),
    "help": ("?",),
    "palette": ("ctrl+p",),
    "outline": ("D", "o"),
    "codebook": ("1", "T"),
}
#: The toolkit's themes but those that leave the colours to the terminal, where nobody knows them.
FOREIGN = [name for name in BUILTIN_THEMES if not name.startswith("ansi-")]
_NEARLY = 0.02  # Textual's blending rounds


def _rgb(colour: Color | None) -> tuple[int, int, int]:
    assert colour
    red, green, blue = colour.get_truecolor()
    return red, green, blue


def faults(app: App[None], least: float = TEXT) -> list[tuple[str, float]]:
    """Return what is written with too little contrast, each with the contrast it has."""
    screen = app.screen
    seen = screen.box.region if isinstance(screen, Popup) else Region(0, 0, *app.size)
    found = {}
    for y, strip in enumerate(screen._compositor.render_strips()):
        if not seen.y <= y < seen.bottom:
            continue
        for segment in strip.crop(seen.x, seen.right):
            ink = segment.text.strip()
            if not ink or segment.style is None or segment.style.reverse:
                continue
            has = contrast(_rgb(segment.style.color), _rgb(segment.style.bgcolor))
            if has < (SIGN if set(ink) <= SIGNS | {" "} else least) - _NEARLY:
                found[ink] = has
    return sorted(found.items())


async def _state(run: Running, name: str) -> None:
    for _ in range(6):
        await run.press("escape")
    run.app.main.panes.focus("text")
    await run.press("g", *STATES[name])
    await run.app.workers.wait_for_complete()
    await run.pilot.pause()


async def test_all_that_is_written_is_readable_in_our_themes(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        for name in STATES:
            await _state(run, name)
            for theme in THEMES:
                run.app.theme = theme.name
                await run.pilot.pause()
                await run.pilot.pause()
                assert faults(run.app) == [], (name, theme.name)


async def test_and_in_those_of_the_toolkit(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        for name in ("tags", "codebook"):
            await _state(run, name)
            for theme in FOREIGN:
                run.app.theme = theme
                await run.pilot.pause()
                await run.pilot.pause()
                assert faults(run.app) == [], (name, theme)


async def test_too_little_contrast_would_be_found(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        found = dict(faults(run.app, least=22))  # more than black has on white
        assert {"READ", "Highlights", "No highlights yet", "? keys", "First"} <= set(found)
        assert all(1 < has <= 21 for has in found.values())
