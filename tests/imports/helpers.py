"""Files put through an importer, and into libraries."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reader.exports import FORMATS
from reader.library import Brought, Library
from reader.sources.imports import IMPORTERS, importer_of, open_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reader.model import ArticleView, Highlight, Imported


def read(path: Path, content: str | bytes, form: str = "") -> list[Imported]:
    """Write a file and read it as what it is found to be, which is `form` where that is given."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with open_file(str(path)) as file:
        found = importer_of(file)
        assert found and form in ("", found)
        return list(IMPORTERS[found].read(file))


def one(path: Path, content: str | bytes, form: str = "") -> Imported:
    """Read a file that holds one article."""
    (imported,) = read(path, content, form)
    assert not imported.error, imported.error
    return imported


def errors(found: Iterable[Imported]) -> list[str]:
    return [imported.error for imported in found if imported.error]


def bring(library: Library, given: Iterable[Imported]) -> list[Brought]:
    """Bring articles and codebooks into a library; none may be refused."""
    articles = []
    for imported in given:
        library.learn(imported.codebook)
        if not imported.is_codebook:
            articles.append(imported)
    outcomes = library.bring_all(articles, label="import")
    assert all(isinstance(outcome, Brought) for outcome in outcomes), outcomes
    return [outcome for outcome in outcomes if isinstance(outcome, Brought)]


def exported(name: str, views: Iterable[ArticleView]) -> bytes:
    return b"".join(FORMATS[name].write(iter(views)))


def views_of(library: Library) -> list[ArticleView]:
    return [library.view(article.id) for article in library.page()]


def without(mark: Highlight, *fields: str) -> Highlight:
    """Return a highlight without some fields, to compare it by the others."""
    empty: dict[str, Any] = {"id": 0, "article": 0, "start": 0, "end": 0, "was": None, "tags": ()}
    return replace(mark, **{name: empty.get(name, "") for name in fields})
