from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import Imported
from reader.sources import load
from reader.sources.document import Document
from reader.sources.files import SourceError
from reader.sources.text import read

NEWS = """\
Harbour: Ferries to sail at night again
\u200b
Harbour
Ferries will sail at night again

After three years without a late boat the islands get a timetable back, and a quarrel with it.

The first night ferry leaves on Friday at a quarter past eleven.
It carries forty cars.
ADVERTISEMENT
Nobody knows yet who will pay for it.

The council meets on Monday.
.
source site-34
"""


def load_one(path: Path, encoding: str = "") -> Imported:
    (imported,) = load(str(path), encoding=encoding)
    return imported


def kinds(imported: Imported) -> list[tuple[str, str]]:
    return [(b.kind, imported.body.text[b.start : b.end]) for b in imported.body.blocks]


def test_scraped_news(tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_text(NEWS, "utf-8")
    imported = load_one(path)
    meta = imported.metadata
    assert imported.error == "" and imported.report == ()
    assert imported.origin == str(path) and imported.raw == path.read_bytes()
    assert (meta.kicker, meta.title, meta.site) == ("Harbour", "Ferries will sail at night again", "site-34")
    assert meta.standfirst.startswith("After three years")
    assert meta.dropped == (
        "Harbour: Ferries to sail at night again",
        "ADVERTISEMENT",
        ".",
        "source site-34",
    )
    assert kinds(imported) == [
        ("kicker", "Harbour"),
        ("title", "Ferries will sail at night again"),
        (
            "standfirst",
            "After three years without a late boat the islands get a timetable back, and a quarrel with it.",
        ),
        ("paragraph", "The first night ferry leaves on Friday at a quarter past eleven."),
        ("paragraph", "It carries forty cars."),
        ("paragraph", "Nobody knows yet who will pay for it."),
        ("paragraph", "The council meets on Monday."),
    ]
    assert "\n\n".join(text for _, text in kinds(imported)) == imported.body.text


def test_a_text_without_a_title_is_called_after_its_file(tmp_path: Path) -> None:
    path = tmp_path / "walking_home.txt"
    path.write_text("We walked home. It was late, and the road was empty.", "utf-8")
    assert load_one(path).metadata.title == "walking home"


def test_standard_input_without_a_title_is_called_after_its_first_sentence() -> None:
    imported = read(Document(b"We walked home. It was late, and the road was empty.", "-"))
    assert imported.metadata.title == "We walked home."


def test_a_guess_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "alt.txt"
    path.write_bytes("Gestern trafen sich in Köln die „größten“ Köpfe für ein Gespräch.".encode("cp1252"))
    imported = load_one(path)
    assert imported.report == ("guessed encoding cp1252",)
    assert "„größten“ Köpfe" in imported.body.text
    assert load_one(path, "cp1252").report == ()


def test_mojibake_is_mended(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Title here\n\nThe cafÃ© was â€œopenâ€\x9d.", "utf-8")
    assert load_one(path).body.text == "Title here\n\nThe café was “open”."


@pytest.mark.parametrize("text", ["", "\n\n \t\n", "\u200b\ufeff", "\x1b[2J"])
def test_a_text_with_nothing_in_it_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match=r"x\.txt holds no text"):
        read(Document(text.encode(), "/x.txt", "x.txt"))


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["A: b", "a", "", ".", "- x", "1. y", "---"])).map("\n".join)
)
def test_bodies_keep_their_promises(text: str) -> None:
    try:
        imported = read(Document(text.encode("utf-8"), "-"))
    except SourceError:
        return
    body, at = imported.body, 0
    assert imported.metadata.title
    for block in body.blocks:
        piece = body.text[block.start : block.end]
        assert set(body.text[at : block.start]) <= {"\n"}
        assert piece and piece == piece.strip() and "\n" not in piece
        at = block.end
    assert at == len(body.text)


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("https://example.org/a\nhttps://example.org/b\n", True),
        ("https://example.org/a", False),
        ("See https://example.org/a\nhttps://example.org/b", False),
    ],
)
def test_a_list_of_addresses_is_told_how_to_be_read(text: str, alone: bool, tmp_path: Path) -> None:
    path = tmp_path / "addresses.txt"
    path.write_text(text, "utf-8")
    report = load_one(path).report
    assert any("xargs reader add" in remark for remark in report) == alone
