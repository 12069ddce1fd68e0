"""The chapters of an EPUB, inside the worker process: each with the footnotes that it refers to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.sources.epub_parts import Part, taken_apart
from reader.sources.pieces import sent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.sources.pieces import Piece


def extract(raw: bytes) -> dict[str, Any]:
    """Return the book's `fields` and its `chapters`: path, title and blocks. Raises Refused."""
    book = taken_apart(raw)
    chapters = list(_with_notes(list(_joined(book.parts))))
    shaped = [{"path": c.path, "title": c.title, "blocks": sent(c.pieces)} for c in chapters]
    return {"fields": book.fields, "chapters": shaped}


def _joined(parts: list[Part]) -> Iterator[Part]:
    """Put what the contents do not name to the chapter before it, where they name any.

    Without contents each document that begins with a heading is a chapter.
    """
    has_contents = any(part.title for part in parts)
    chapter: Part | None = None
    for part in parts:
        heading = next((piece.text for piece in part.pieces[:1] if piece.kind == "heading"), "")
        title = part.title if has_contents else heading
        if chapter is None or title:
            if chapter is not None:
                yield chapter
            chapter = Part(part.path, title or heading, list(part.pieces))
        else:
            chapter.pieces.extend(part.pieces)
    if chapter is not None:
        yield chapter


def _with_notes(chapters: list[Part]) -> Iterator[Part]:
    """Put each footnote at the end of the first chapter that refers to it; what then has no text is none."""
    home: dict[str, int] = {}
    for number, chapter in enumerate(chapters):
        for label in _references(chapter.pieces):
            home.setdefault(label, number)
    notes: dict[int, list[Piece]] = {}
    for number, chapter in enumerate(chapters):
        for piece in chapter.pieces:
            if piece.kind == "footnote":
                notes.setdefault(home.get(piece.label, number), []).append(piece)
    for number, chapter in enumerate(chapters):
        texts = [piece for piece in chapter.pieces if piece.kind != "footnote"]
        pieces = [*texts, *notes.get(number, ())]
        if any(piece.kind != "heading" for piece in pieces):
            yield chapter._replace(pieces=pieces)


def _references(pieces: list[Piece]) -> Iterator[str]:
    for piece in pieces:
        yield from (mark.href for mark in piece.marks if mark.kind == "footnote")
