"""The photographs of every screen: what docs/scenes.py lists is there, and is reached."""

from __future__ import annotations

import asyncio
import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.ui.commands import BY_ID
from reader.ui.keys.command_line import read_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

DOCS = Path(__file__).resolve().parent.parent / "docs"
SAMPLES = (DOCS.parent / "sample_articles", DOCS.parent / "tests" / "texts")
MADE = {"book.md", "hebrew.txt"}  # articles of the scenes' own
#: Of each kind of scene one, and what is to be read on it.
REACHED = {
    "greeting": "Welcome to reader",
    "codebook": "What shows that a claim holds.",
    "hits-loading": "Looking…",
    "error-stays": "Not saved",
}


@pytest.fixture(scope="module")
def photographs() -> Iterator[ModuleType]:
    sys.path.insert(0, str(DOCS))  # its scripts import what lies beside them
    yield importlib.import_module("photographs")
    sys.path.remove(str(DOCS))


def test_every_scene_has_a_name_of_its_own_an_article_and_commands_that_there_are(
    photographs: ModuleType,
) -> None:
    scenes = photographs.SCENES
    assert len({scene.name for scene in scenes}) == len(scenes) > len(REACHED)
    samples = {path.name for folder in SAMPLES for path in folder.iterdir()} | MADE
    assert {scene.article for scene in scenes if scene.article} <= samples
    for scene in scenes:
        if scene.keys[:1] == (":",) and scene.keys[-1] == "enter" and scene.name != "command-line-wrong":
            typed = read_line("".join(" " if key == "space" else key for key in scene.keys[1:-1]))
            assert {"g": "each"}.get(typed.name, typed.name) in BY_ID, scene.name


def test_scenes_are_reached_and_photographed_in_each_theme(photographs: ModuleType, tmp_path: Path) -> None:
    filled = tmp_path / "library"
    ids = photographs.fill(filled)
    themes = ("reader-night", "reader-paper")
    for scene in photographs.SCENES:
        if scene.name in REACHED:
            found = asyncio.run(photographs.photograph(scene, (100, 30), themes, filled, ids))
            assert tuple(found) == themes
            for svg, text in found.values():
                assert svg.startswith("<svg")
                assert REACHED[scene.name] in text, scene.name
            (night, _), (paper, _) = found.values()
            assert night != paper
