"""Texts that are much alike: offered, kept, and found among many."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from reader.library import Library
from reader.library.index.near import Near
from reader.model import Body, Imported, Metadata
from reader.text.sketch import bands, shingles, sketch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.model import Article

CHANCE = random.Random(3)
TEXT = " ".join(CHANCE.choices([f"word{n}" for n in range(900)], k=300))
LIKE = TEXT.replace(" word1", " another", 4)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library", cache=tmp_path / "cache") as library:
        yield library


def add(library: Library, name: str, text: str) -> Article:
    return library.add(Imported(f"/{name}.txt", Metadata(name), Body.plain(text))).article


def groups(library: Library, least: float = 0.8) -> list[list[tuple[str, float]]]:
    return [
        [(each.article.title, round(each.likeness, 2)) for each in group]
        for group in library.duplicates(least)
    ]


def test_an_article_much_like_another_is_told(library: Library) -> None:
    one = add(library, "One", TEXT)
    assert library.alike(one) is None
    found = library.alike(add(library, "Like", LIKE))
    assert found and found.article.title == "One" and 0.8 < found.likeness < 1
    same = library.alike(add(library, "Same words", TEXT.upper().replace(" ", "\n\n")))
    assert same and (same.article.title, same.likeness) == ("One", 1.0)
    assert library.alike(add(library, "Other", " ".join(CHANCE.choices(TEXT.split(), k=300)))) is None


def test_groups_have_the_one_added_first_on_top(library: Library) -> None:
    for name, text in (
        ("One", TEXT),
        ("Other", "A few words only."),
        ("Like", LIKE),
        ("Copy", f"{TEXT} End."),
    ):
        add(library, name, text)
    seen: list[tuple[int, int]] = []
    found = library.duplicates(0.8, lambda done, total: seen.append((done, total)))
    (group,) = found
    assert (group[0].article.title, group[0].likeness) == ("One", 1.0)
    assert {each.article.title for each in group} == {"One", "Like", "Copy"}
    assert seen == [(4, 4)]
    assert groups(library, 0.99) == [[("One", 1.0), ("Copy", 1.0)]]
    assert len(library.page()) == 4


def test_what_is_in_the_trash_is_not_offered(library: Library) -> None:
    one = add(library, "One", TEXT)
    library.alike(one)
    library.trash(one.id)
    assert library.alike(add(library, "Like", LIKE)) is None
    assert groups(library) == []


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 100])
def test_a_damaged_file_is_made_anew(library: Library, tmp_path: Path, damage: bytes) -> None:
    add(library, "One", TEXT)
    assert groups(library) == []
    library.close()
    (path,) = (tmp_path / "cache").rglob("near.sqlite")
    path.write_bytes(damage)
    with Library(tmp_path / "library", cache=tmp_path / "cache") as again:
        add(again, "Like", LIKE)
        assert [len(group) for group in groups(again)] == [2]


def test_every_copy_among_many_texts_is_found() -> None:
    near = Near(":memory:")
    texts = [" ".join(CHANCE.choices(TEXT.split(), k=120)) for _ in range(300)]
    copies = [f"{text} and one more" for text in texts[:40]]
    near.put((f"t{n}", bands(sketch(shingles(text)))) for n, text in enumerate(texts))
    near.put((f"c{n}", bands(sketch(shingles(text)))) for n, text in enumerate(copies))
    found = {frozenset(pair) for pair in near.pairs()}
    assert {frozenset((f"t{n}", f"c{n}")) for n in range(40)} <= found
    assert len(found) < 60
    near.close()
