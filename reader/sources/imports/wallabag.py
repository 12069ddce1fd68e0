"""The JSON that wallabag exports: articles with their texts and annotations."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reader.model import Imported, Kept, Metadata, Passage
from reader.sources.imports.page import body_of
from reader.sources.imports.values import (
    Fields,
    digest,
    fields,
    items,
    line,
    lines,
    moment,
    objects,
    tags,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.sources.imports.file import File


def read(file: File) -> Iterator[Imported]:
    """Yield the articles. Raises SourceError."""
    document = file.json()
    if isinstance(document, dict):  # as its API answers
        document = fields(document.get("_embedded")).get("items")
    for entry in file.through(list(objects(document))):
        yield _article(entry)


def _article(entry: Fields) -> Imported:
    lost: Counter[str] = Counter()
    title, url = line(entry.get("title")), line(entry.get("url"), 2000)
    names = [text(each.get("label") or each.get("slug")) if isinstance(each, dict) else text(each)
             for each in items(entry.get("tags"))]  # fmt: skip
    starred = entry.get("is_starred") in (1, True)
    return Imported(
        url,
        Metadata(
            title,
            authors=lines(entry.get("published_by") or []),
            published=moment(entry.get("published_at"))[:10],
            site=line(entry.get("domain_name")),
            url=url,
            language=line(entry.get("language"), 40).replace("_", "-"),
        ),
        body_of(text(entry.get("content")), title, url, lost),
        "html",
        status="archived" if entry.get("is_archived") in (1, True) else "",
        tags=tags([*names, *(["starred"] if starred else [])], lost),
        kept=Kept(added=moment(entry.get("created_at"))),
        passages=tuple(_passage(url, each) for each in objects(entry.get("annotations"))),
        lost=lost,
    )


def _passage(url: str, each: Fields) -> Passage:
    key = text(each.get("id")) or digest(each.get("quote"), each.get("created_at"))
    return Passage(
        text(each.get("quote")),
        f"wallabag:{digest(url)}-{key}",
        note=text(each.get("text")),
        created=moment(each.get("created_at")),
    )
