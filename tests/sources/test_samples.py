"""The articles that travel with the program, and others for trying it, are read as what they are."""

from pathlib import Path

import pytest

from reader.model import Imported
from reader.sources import load
from reader.text.clean import is_clean

TESTS = Path(__file__).parents[1]
FOLDERS = (TESTS.parent / "sample_articles", TESTS / "texts")
SAMPLES = {path.name: path for folder in FOLDERS for path in folder.iterdir()}


def sample(name: str) -> Imported:
    (imported,) = load(str(SAMPLES[name]))
    return imported


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_every_sample_is_an_article(name: str) -> None:
    imported = sample(name)
    kinds = [block.kind for block in imported.body.blocks]
    assert imported.error == "" and imported.report == ()
    assert is_clean(imported.body.text.replace("\t", ""))
    assert imported.metadata.title and kinds.count("title") <= 1
    assert "paragraph" in kinds


def test_the_news_piece() -> None:
    imported = sample("cis-summit.txt")
    meta, text = imported.metadata, imported.body.text
    blocks = imported.body.blocks
    assert meta.kicker and meta.title and meta.standfirst
    assert meta.site == "site-34"
    assert [block.kind for block in blocks[:4]] == ["kicker", "title", "standfirst", "paragraph"]
    assert [text[b.start : b.end] for b in blocks[:3]] == [meta.kicker, meta.title, meta.standfirst]
    assert text.count(meta.title) == 1
    lines = text.split("\n")
    assert "." not in lines and not any(line.startswith("source") for line in lines)
    assert meta.dropped[0].startswith(f"{meta.kicker}: ")
    assert meta.dropped[-2:] == (".", "source site-34")


def test_the_saved_page() -> None:
    imported = sample("saved-page.html")
    assert imported.source == "html"
    assert imported.metadata.site and imported.metadata.authors and imported.metadata.published
    assert {"heading", "item", "quote", "image"} <= {block.kind for block in imported.body.blocks}
    assert "cookie" not in imported.body.text.lower()
