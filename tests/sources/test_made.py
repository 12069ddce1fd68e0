"""Files that each format's own tools made: their bodies are those that were looked at by eye.

`made/README.md` tells how each file was made. After a change that is meant,
`python -m tests.sources.test_made` writes the bodies anew; look at each difference before it is kept.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.sources import load
from reader.text.clean import is_clean
from tests.support.articles import told

MADE = Path(__file__).parent / "made"
BODIES = Path(__file__).parent / "bodies"
NOT_READ = {"README.md", "wall.typ", ".gitattributes"}  # how the others were made
FILES = sorted(path.name for path in MADE.iterdir() if path.name not in NOT_READ)
BOOKS = [name for name in FILES if name.endswith(".epub")]
_BETWEEN = "\n" + "=" * 40 + "\n\n"


def read(name: str, *, chapters: bool = False) -> str:
    return _BETWEEN.join(told(imported) for imported in load(str(MADE / name), chapters=chapters))


def body(name: str) -> str:
    return (BODIES / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_as_it_was_seen_to_be_right(name: str) -> None:
    found = read(name)
    assert is_clean(found)
    assert found == body(name)


@pytest.mark.parametrize("name", BOOKS)
def test_so_are_the_chapters_of_a_book(name: str) -> None:
    assert read(name, chapters=True) == body(f"{name}.chapters")


def test_no_body_is_left_over() -> None:
    wanted = {f"{name}.txt" for name in FILES} | {f"{name}.chapters.txt" for name in BOOKS}
    assert {path.name for path in BODIES.iterdir()} == wanted


def write() -> None:
    """Write all bodies as they are read now."""
    BODIES.mkdir(exist_ok=True)
    for name in FILES:
        (BODIES / f"{name}.txt").write_text(read(name), "utf-8")
    for name in BOOKS:
        (BODIES / f"{name}.chapters.txt").write_text(read(name, chapters=True), "utf-8")


if __name__ == "__main__":
    write()
