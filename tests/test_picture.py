"""The pictures of the README: what docs/picture.py makes of a screenshot."""

import importlib.util
import io
import re
import struct
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from rich.console import Console

SCRIPT = Path(__file__).resolve().parent.parent / "docs" / "picture.py"


@pytest.fixture(scope="module")
def picture() -> ModuleType:
    sys.path.insert(0, str(SCRIPT.parent))  # beside it is what it imports
    spec = importlib.util.spec_from_file_location("picture", SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["picture"] = module  # its dataclass looks itself up there
    spec.loader.exec_module(module)
    sys.path.remove(str(SCRIPT.parent))
    return module


@pytest.fixture(scope="module")
def tidy(picture: ModuleType) -> Callable[[str], str]:
    tidied: Callable[[str], str] = picture.tidy
    return tidied


def screenshot(line: str) -> str:
    console = Console(width=40, record=True, file=io.StringIO(), force_terminal=True)
    console.print(line, markup=False, highlight=False)
    return console.export_svg(title="reader")


def runs(svg: str) -> list[tuple[float, float, str]]:
    """Where each run of text stands: its x, its length and the text."""
    pattern = r'<text class="[^"]*-r\d+" x="([\d.]+)" y="[\d.]+" textLength="([\d.]+)"[^>]*>([^<]*)<'
    return [(float(x), float(length), text) for x, length, text in re.findall(pattern, svg)]


def test_wide_characters_have_the_room_of_two(tidy: Callable[[str], str]) -> None:
    found = runs(tidy(screenshot("a 漢字 & b")))
    assert [text for _, _, text in found] == ["a\u00a0", "漢字", "\u00a0&amp;\u00a0b"]
    assert [x for x, _, _ in found] == pytest.approx([0, 24.4, 73.2])
    assert [length for _, length, _ in found] == pytest.approx([24.4, 48.8, 48.8])


def test_tidying_twice_changes_nothing_more(tidy: Callable[[str], str]) -> None:
    once = tidy(screenshot("a 漢字 & e\u0301 👩‍👩‍👧 b"))
    assert tidy(once) == once


def test_the_pages_are_there_and_small(picture: ModuleType) -> None:
    for page in picture.PAGES:
        data = (SCRIPT.parent / "pages" / f"{page.name}.png").read_bytes()
        assert data.startswith(b"\x89PNG")
        assert 10_000 < len(data) < 150_000
    assert len({page.sample for page in picture.PAGES}) == 6


def png(rows: list[bytes], kind: int) -> bytes:
    """A PNG of rows that begin with their filter's number."""
    depth = {2: 3, 6: 4}[kind]
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", (len(rows[0]) - 1) // depth, len(rows), 8, kind, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"".join(rows))),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )


def test_a_small_png_has_the_same_pixels(picture: ModuleType) -> None:
    one, two = bytes((10, 20, 30)), bytes((200, 100, 50))
    rows = [
        b"\0" + one + two + one,
        b"\1" + one + bytes(3) + bytes(3),  # as the one to the left
        b"\2" + bytes(9),  # as the one above
        b"\3" + bytes((5, 10, 15)) + bytes(3) + bytes(3),  # as the mean of both
        b"\4" + bytes(9),  # as Paeth guesses
    ]
    done = picture.small(png(rows, 2))
    parts = dict(picture.small.__globals__["_chunks"](done))
    palette = parts[b"PLTE"]
    packed = zlib.decompress(parts[b"IDAT"])
    shown = [[palette[3 * i : 3 * i + 3] for i in packed[y * 4 + 1 : y * 4 + 4]] for y in range(5)]
    assert shown[0] == [one, two, one]
    assert shown[1] == shown[2] == [one] * 3
    assert shown[3][0] == one
    assert shown[4] == shown[3]


def test_no_picture_fetches_anything(tidy: Callable[[str], str]) -> None:
    before = screenshot("text")
    assert "url(&quot;http" in before or 'url("http' in before
    assert not re.search(r"url\([\"']?http|@font-face|@import", tidy(before))
