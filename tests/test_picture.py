"""The pictures of the README: what docs/picture.py makes of a screenshot."""

import importlib.util
import io
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

SCRIPT = Path(__file__).resolve().parent.parent / "docs" / "picture.py"


@pytest.fixture(scope="module")
def tidy() -> Callable[[str], str]:
    spec = importlib.util.spec_from_file_location("picture", SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["picture"] = module  # its dataclass looks itself up there
    spec.loader.exec_module(module)
    tidied: Callable[[str], str] = module.tidy
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


def test_no_picture_fetches_anything(tidy: Callable[[str], str]) -> None:
    before = screenshot("text")
    assert "url(&quot;http" in before or 'url("http' in before
    assert not re.search(r"url\([\"']?http|@font-face|@import", tidy(before))
