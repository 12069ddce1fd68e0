"""The pages of `pages/`, each with its gold text, and the segments that must and must not be found.

`NAME.txt` is what a person would copy out of `NAME.html` to read it: the headline first, then every block on
a line, kicker, standfirst, lists, tables (cells behind tabs), code, captions and notes among them; no byline,
no button, no teaser, no comment. Of a forum all posts are the text, of questions also the answers.
`segments.json` has for each page, as trafilatura's own evaluation does, up to six pieces of the gold text
(`with`) and up to six of the rest of the page (`without`).
"""

import json
import re
from html import unescape
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).with_name("pages")
SEGMENTS = Path(__file__).with_name("segments.json")


class Page(NamedTuple):
    """A page as it came, and what should be made of it."""

    name: str
    raw: bytes
    headline: str
    gold: str  # without the headline
    found: tuple[str, ...]
    left: tuple[str, ...]

    @property
    def text(self) -> str:
        """All that stands between the page's tags, entities read."""
        declared = re.search(rb"charset=[\"']?([\w-]+)", self.raw)
        page = self.raw.decode(declared.group(1).decode() if declared else "utf-8")
        return unescape(re.sub(r"<[^>]*>", "", page))


def names_of_segments() -> list[str]:
    """Return the names of the pages that have segments."""
    return list(json.loads(SEGMENTS.read_text("utf-8")))


def load() -> list[Page]:
    """Return all pages by name."""
    segments = json.loads(SEGMENTS.read_text("utf-8"))
    return [_page(path, segments[path.stem]) for path in sorted(FOLDER.glob("*.html"))]


def _page(path: Path, segments: dict[str, list[str]]) -> Page:
    headline, gold = path.with_suffix(".txt").read_text("utf-8").split("\n", 1)
    found, left = segments["with"], segments["without"]
    return Page(path.stem, path.read_bytes(), headline, gold, tuple(found), tuple(left))
