"""What is shown first is read while the toolkit is loaded; a fault of it is told to whoever opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.library import Library
from reader.library.errors import ShardDamaged
from reader.model import Body, Imported, Metadata
from reader.ui import _read_ahead

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library of two articles, of which the first was read last; nothing of it is read yet."""
    with Library(tmp_path) as made:
        ids = [made.add(Imported(f"/{text}", Metadata(text), Body.plain(text))).article.id for text in "ab"]
        made.place(ids[0], 0, 1.0)
    with Library(tmp_path) as opened:
        yield opened


def read_and_gone(library: Library) -> set[str]:
    """Return the texts that can still be shown when no file of a text is left."""
    for path in library.root.glob("texts/*/*.txt"):
        path.unlink()
    found = set()
    for article in library.page():
        try:
            found.add(library.body(article.id).text)
        except ShardDamaged:
            continue
    return found


def test_the_article_read_last_is_read(library: Library) -> None:
    _read_ahead(library, None)
    assert read_and_gone(library) == {"a"}


def test_the_article_that_is_asked_for_is_read(library: Library) -> None:
    _read_ahead(library, next(each.id for each in library.page() if each.title == "b"))
    assert read_and_gone(library) == {"b"}


def test_a_text_that_is_gone_is_told_to_who_opens_it(library: Library) -> None:
    last = library.last_read()
    assert last
    for path in library.root.glob("texts/*/*.txt"):
        path.unlink()
    _read_ahead(library, None)
    with pytest.raises(ShardDamaged, match="missing"):
        library.body(last.id)


def test_an_empty_library_has_nothing_to_read(tmp_path: Path) -> None:
    with Library(tmp_path) as empty:
        _read_ahead(empty, None)
        assert empty.count() == 0
