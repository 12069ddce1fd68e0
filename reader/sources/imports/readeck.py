"""Readeck: what its API answers for bookmarks and for annotations, which it lists apart."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reader.model import Imported, Kept, Metadata, Passage
from reader.model.shades import colour_near
from reader.sources.imports.values import Fields, fields, items, line, lines, moment, objects, tags, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.sources.imports.file import File


def read(file: File) -> Iterator[Imported]:
    """Yield the bookmarks, and an article for those that annotations are of. Raises SourceError."""
    document = file.json()
    given = document if isinstance(document, list) else fields(document).get("items") or [document]
    marked: dict[str, list[Fields]] = {}
    bookmarks: list[Fields] = []
    for each in objects(given):
        if "bookmark_id" in each:
            marked.setdefault(text(each["bookmark_id"]), []).append(each)
        elif "url" in each:
            bookmarks.append(each)
    for bookmark in file.through(bookmarks):
        yield _bookmark(file, bookmark, marked.pop(text(bookmark.get("id")), []))
    for group in marked.values():
        first = group[0]
        about = {"title": first.get("bookmark_title"), "url": first.get("bookmark_url")}
        site = {"site_name": first.get("bookmark_site_name")}
        yield _bookmark(file, {**about, **site}, group)


def _bookmark(file: File, bookmark: Fields, apart: list[Fields]) -> Imported:
    lost: Counter[str] = Counter()
    progress = bookmark.get("read_progress")
    labels = [text(label) for label in items(bookmark.get("labels"))]
    starred = ["starred"] if bookmark.get("is_marked") is True else []
    return Imported(
        file.origin,
        Metadata(
            line(bookmark.get("title")),
            authors=lines(bookmark.get("authors") or []),
            published=moment(bookmark.get("published"))[:10],
            site=line(bookmark.get("site_name") or bookmark.get("site")),
            url=line(bookmark.get("url"), 2000),
            language=line(bookmark.get("lang"), 40),
        ),
        status="archived" if bookmark.get("is_archived") is True else "",
        tags=tags([*labels, *starred], lost),
        kept=Kept(
            added=moment(bookmark.get("created")),
            progress=progress / 100 if isinstance(progress, int | float) else 0.0,
        ),
        passages=tuple(
            Passage(
                text(each.get("text")),
                f"readeck:{text(each.get('id'))}",
                colour=colour_near(text(each.get("color"))),
                note=text(each.get("note")),
                created=moment(each.get("created")),
            )
            for each in [*objects(bookmark.get("annotations")), *apart]
        ),
        lost=lost,
    )
