"""Take the README's pictures: run the real program without a terminal, type keys, and keep the screen as SVG.

    python docs/picture.py                      write docs/reader-night.svg and docs/reader-paper.svg
    python docs/picture.py --png DIR            the same, and each as a PNG in DIR, to look at
    python docs/picture.py --pages              write docs/pages/*.png: six pages, each in another theme
    python docs/picture.py --png DIR A.svg …    only turn these SVG files into PNG

A PNG needs Chromium or Chrome and the fonts named below: on Debian
`apt-get install chromium fonts-dejavu-core fonts-noto-cjk fonts-noto-color-emoji`. (librsvg knows no
`textLength`: with it the columns do not stand under one another.) Any screenshot of the program that Textual
made may be given; it is tidied first.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path

from small_png import small
from wcwidth import iter_graphemes

from reader.text.cells import cells
from reader.text.setting import PLAIN, Setting

DOCS = Path(__file__).resolve().parent
SAMPLES, TEXTS = DOCS.parent / "sample_articles", DOCS.parent / "tests" / "texts"
SIZE = (120, 36)
TERMINAL = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}  # whose colours the pictures have
CELL = 12.2
FONTS = '"DejaVu Sans Mono", Menlo, Consolas, "Noto Sans Mono CJK JP", "Noto Color Emoji", monospace'
_RUN = re.compile(r'<text class="([^"]*)" x="([^"]*)" y="([^"]*)" textLength="[^"]*" ([^>]*)>([^<]*)</text>')
_NAMES = {">": "greater_than_sign", "?": "question_mark"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


@dataclass(frozen=True)
class Picture:
    """A picture's name, the theme, the sample that is open and the keys typed before it is taken."""

    name: str
    theme: str
    sample: str
    keys: tuple[str, ...]
    setting: Setting = PLAIN


STORY = ("p", "p", "p", "1", "right", "3", "p", "right", "2", "left", "left")
PICTURES = (
    Picture("reader-night", "reader-night", "cis-summit.txt", STORY),
    Picture("reader-paper", "reader-paper", "cis-summit.txt", STORY),
)
OVERLAPS = (
    *("right", "right", "V", "right", "1", "escape", "right", "v", *["w"] * 14, "2", "escape"),
    *("left", "v", *["w"] * 24, "3", "escape", "left", "v", *["w"] * 6, "a", *"who?", "escape"),
    *("right",) * 4,
)
BOOK = Setting(64, "indents", justified=True)
#: Pages of each kind: news, an essay, code and a table, Japanese, one giant paragraph, a book.
PAGES = (
    Picture("news", "reader-night", "cis-summit.txt", STORY),
    Picture("essay", "reader-paper", "a-finger-in-the-margin.md", (">",) * 4),
    Picture("table", "reader-sepia", "how-to-read-a-number.md", (*">>>>ppp", "z", "3")),
    Picture("japanese", "reader-bright", "night-library-ja.txt", ("p", "p", "p", "1", "right", "right", "4")),
    Picture("breath", "reader-contrast", "one-breath.txt", OVERLAPS),
    Picture(
        "book", "reader-night", "der-letzte-wagen.txt", (*"pppp", "2", "C"), Setting(64, "indents", True)
    ),
)


async def take(picture: Picture) -> str:
    """Run the program on a new library of the samples and return its screen as SVG."""
    from reader import sources
    from reader.config import Config
    from reader.library import Library
    from reader.ui.app import ReaderApp

    os.environ.update(TERMINAL)
    with (
        tempfile.TemporaryDirectory() as folder,
        Library(Path(folder) / "library", annotator="you") as library,
    ):
        added = {}
        others = [] if (SAMPLES / picture.sample).exists() else [TEXTS / picture.sample]
        for imported in chain.from_iterable(sources.load(str(path)) for path in (*others, SAMPLES)):
            added[Path(imported.origin).name] = library.add(imported).article.id
        app = ReaderApp(
            library,
            article=added[picture.sample],
            config=Config(theme=picture.theme, setting=picture.setting),
        )
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            for key in picture.keys:
                await pilot.press(_NAMES.get(key, key))
                await pilot.pause()
            return tidy(app.export_screenshot(title="reader"))


def tidy(svg: str) -> str:
    """Fetch no font from elsewhere, name none by chance, and set every wide character in its cells."""
    svg = re.sub(r"\s*@font-face \{.*?\n    \}", "", svg, flags=re.DOTALL)
    svg = svg.replace("font-family: Fira Code, monospace;", f"font-family: {FONTS};")
    svg = svg.replace("font-variant-east-asian: full-width;", "white-space: pre;")
    svg = re.sub(r"(?<=\W)terminal-\d+(?=-)", "terminal", svg)
    return _RUN.sub(_set, svg)


def _set(element: re.Match[str]) -> str:
    """Cut a run where widths change: Rich gives one length, by characters, also where they are wide."""
    kind, x, y, rest, text = element.groups()
    pieces = []
    at = float(x)
    for width, run in groupby(iter_graphemes(html.unescape(text).strip("\n")), cells):
        graphemes = list(run)
        length = len(graphemes) * width * CELL
        piece = html.escape("".join(graphemes))
        if piece.strip():
            pieces.append(
                f'<text class="{kind}" x="{at:g}" y="{y}" textLength="{length:g}" {rest}>{piece}</text>'
            )
        at += length
    return "".join(pieces)


def turn_to_png(source: Path, folder: Path, scale: float = 2) -> Path:
    """Let a browser draw an SVG file, `scale` times as large; raises SystemExit without a browser."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        sys.exit(f"docs/picture.py: a PNG needs one of {', '.join(BROWSERS)}")
    svg = tidy(source.read_text(encoding="utf-8"))
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    if size is None:
        sys.exit(f"docs/picture.py: {source} has no size")
    width, height = (math.ceil(float(side)) for side in size.groups())
    target = folder.resolve() / f"{source.stem}.png"
    flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        f"--force-device-scale-factor={scale:g}",
    ]
    window = [f"--window-size={width},{height}", f"--screenshot={target}"]
    with tempfile.NamedTemporaryFile("w", suffix=".svg", encoding="utf-8") as tidied:
        tidied.write(svg)
        tidied.flush()
        address = Path(tidied.name).as_uri()
        subprocess.run([browser, *flags, *window, address], check=True, capture_output=True)
    return target


def take_pages() -> None:
    """Write docs/pages/*.png."""
    folder = DOCS / "pages"
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as drawn:
        for picture in PAGES:
            svg = Path(drawn) / f"{picture.name}.svg"
            svg.write_text(asyncio.run(take(picture)), encoding="utf-8")
            page = turn_to_png(svg, folder, 1)
            page.write_bytes(small(page.read_bytes()))
            print(page, page.stat().st_size)


def main() -> int:
    """Do what the arguments say."""
    parser = argparse.ArgumentParser(description="Take the README's pictures.")
    parser.add_argument("svg", nargs="*", type=Path, help="only turn these into PNG")
    parser.add_argument("--png", type=Path, metavar="DIR", help="put a PNG of each into DIR")
    parser.add_argument("--pages", action="store_true", help="take the six pages, as PNG")
    wanted = parser.parse_args()
    if wanted.pages:
        take_pages()
        return 0
    files = wanted.svg
    if not files:
        for picture in PICTURES:
            files.append(DOCS / f"{picture.name}.svg")
            files[-1].write_text(asyncio.run(take(picture)), encoding="utf-8")
            print(files[-1])
    if wanted.png:
        wanted.png.mkdir(parents=True, exist_ok=True)
        for file in files:
            print(turn_to_png(file, wanted.png))
    return 0


if __name__ == "__main__":
    sys.exit(main())
