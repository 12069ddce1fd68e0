"""Photograph every screen of the program at the sizes and in the themes people have, to be looked at.

    python docs/photographs.py DIR                    all scenes, as contact sheets DIR/*.png
    python docs/photographs.py DIR help palette …     only the scenes whose names begin so
    python docs/photographs.py DIR --size 80x24 --theme reader-paper

The scenes are in `scenes`. A sheet holds a few photographs of one size and theme; each photograph stays in
DIR as SVG, and as the text of the screen beside it. What it needs to make PNG is said in `picture`.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from picture import BROWSERS, TERMINAL, tidy
from scenes import SCENES, Scene, fill

if TYPE_CHECKING:
    from textual.pilot import Pilot
    from textual.strip import Strip

    from reader.ui.app import ReaderApp

SIZES = ((80, 24), (120, 40), (200, 60))
THEMES = ("reader-night", "reader-paper", "reader-contrast")
_SHEET = 1560  # pixels, the most that a sheet is wide
_CELL = 9.5  # pixels of a column: below that letters run together
_PATIENCE, _STILL = 40, 6  # turns of the loop: the most that are waited for, those in which nothing changes


async def photograph(
    scene: Scene, size: tuple[int, int], themes: tuple[str, ...], filled: Path, ids: dict[str, int]
) -> dict[str, tuple[str, str]]:
    """Run the program to a scene; return by theme its screen as SVG and as text."""
    from reader.config import Config
    from reader.library import Library
    from reader.ui.app import ReaderApp

    with tempfile.TemporaryDirectory() as folder:
        if not scene.bare:
            shutil.copytree(filled, Path(folder) / "library")
        os.environ.update(TERMINAL, XDG_CACHE_HOME=str(Path(folder) / "cache"))
        with Library(Path(folder) / "library", annotator="eva") as library:
            config = Config(theme=themes[0], path=Path(folder) / "config.toml", animation=False)
            app = ReaderApp(
                library,
                article=ids[scene.article] if scene.article else None,
                focus_list=scene.focus_list,
                config=config,
                message=scene.message,
            )
            found: dict[str, tuple[str, str]] = {}
            async with app.run_test(size=size, notifications=True) as pilot:
                await pilot.pause()
                if scene.before:
                    scene.before(app)
                for key in scene.keys:
                    await pilot.press(key)
                    await pilot.pause()
                if scene.waits:
                    await app.workers.wait_for_complete()
                if scene.after:
                    scene.after(app)
                for theme in themes:
                    app.theme = theme
                    strips = await _rest(app, pilot)
                    text = "\n".join(strip.text.rstrip() for strip in strips)
                    found[theme] = tidy(app.export_screenshot(title=f"{scene.name} · {theme}")), text
                if wait := getattr(app, "photographed", None):
                    wait.set()
            return found


async def _rest(app: ReaderApp, pilot: Pilot[None]) -> list[Strip]:
    """Wait until a screen has come to rest; return its rows."""
    seen: list[list[Strip]] = []
    for _ in range(_PATIENCE):
        await pilot.pause()
        seen = [*seen, app.screen._compositor.render_strips()][-_STILL:]
        if len(seen) == _STILL and all(strips == seen[-1] for strips in seen):
            break
    return seen[-1]


def sheet(photographs: list[Path], columns: int, target: Path) -> None:
    """Set photographs side by side in one PNG; raises SystemExit without a browser."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        sys.exit(f"docs/photographs.py: a sheet needs one of {', '.join(BROWSERS)}")
    cells = "".join(
        f"<figure><figcaption>{path.stem}</figcaption><img src='{path.resolve().as_uri()}'></figure>"
        for path in photographs
    )
    style = (
        "body{margin:0;background:#777;font:13px sans-serif;display:grid;gap:6px;"
        f"grid-template-columns:repeat({columns},1fr)}} figure{{margin:0}} img{{width:100%;display:block}}"
    )
    page = target.with_suffix(".html")
    page.write_text(f"<!doctype html><meta charset=utf-8><style>{style}</style>{cells}", encoding="utf-8")
    rows = -(-len(photographs) // columns)
    width, height = _pixels(photographs[0])
    tall = rows * (round(_SHEET / columns * height / width) + 28)
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    window = [f"--window-size={_SHEET},{tall}", f"--screenshot={target.resolve()}"]
    subprocess.run([browser, *flags, *window, page.resolve().as_uri()], check=True, capture_output=True)
    page.unlink()


def _pixels(svg: Path) -> tuple[float, float]:
    box = svg.read_text(encoding="utf-8").partition('viewBox="0 0 ')[2].partition('"')[0]
    width, height = map(float, box.split())
    return width, height


def main() -> int:
    """Do what the arguments say."""
    parser = argparse.ArgumentParser(description="Photograph every screen of the program.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("scene", nargs="*", help="only those whose names begin so")
    parser.add_argument("--size", action="append", metavar="WxH")
    parser.add_argument("--theme", action="append")
    parser.add_argument("--no-sheets", action="store_true", help="SVG and text only")
    wanted = parser.parse_intermixed_args()
    sizes = tuple((int(w), int(h)) for w, _, h in (s.partition("x") for s in wanted.size or ())) or SIZES
    themes = tuple(wanted.theme or THEMES)
    scenes = [s for s in SCENES if not wanted.scene or s.name.startswith(tuple(wanted.scene))]
    wanted.folder.mkdir(parents=True, exist_ok=True)
    taken: dict[tuple[tuple[int, int], str], list[Path]] = {}
    with tempfile.TemporaryDirectory() as folder:
        filled = Path(folder) / "library"
        ids = fill(filled)
        for scene in scenes:
            for size in scene.sizes or sizes:
                found = asyncio.run(photograph(scene, size, themes, filled, ids))
                for theme, (svg, text) in found.items():
                    path = wanted.folder / f"{scene.name}-{size[0]}x{size[1]}-{theme}.svg"
                    path.write_text(svg, encoding="utf-8")
                    path.with_suffix(".txt").write_text(text, encoding="utf-8")
                    taken.setdefault((size, theme), []).append(path)
            print(scene.name, flush=True)
    if not wanted.no_sheets:
        for (size, theme), paths in taken.items():
            columns = max(1, min(3, int(_SHEET // (size[0] * _CELL))))
            step = columns * columns
            for number, at in enumerate(range(0, len(paths), step), 1):
                target = wanted.folder / f"sheet-{size[0]}x{size[1]}-{theme}-{number:02}.png"
                sheet(paths[at : at + step], columns, target)
                print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
