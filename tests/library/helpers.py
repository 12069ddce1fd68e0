"""Texts and articles that the tests of the library use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import Body, Imported, Metadata

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library import Library

TEXT = "The bridge was closed.\n\nNobody had asked the ferryman. He would have said: not yet.\n\nIt rained."


def imported(text: str = TEXT, *, title: str = "A bridge", origin: str = "/texts/bridge.txt") -> Imported:
    return Imported(
        origin, Metadata(title, site="site-1"), Body.plain(text), raw=text.encode("utf-8", "replace")
    )


def added(library: Library, text: str = TEXT, *, title: str = "A bridge", origin: str = "") -> int:
    """Add a text; return the article's id."""
    return library.add(imported(text, title=title, origin=origin or f"/texts/{title}.txt")).article.id


def history_of(library: Library) -> Path:
    """Return the history's file, once all that was done is in it."""
    library.next_undo()
    return library.root / ".reader" / "history" / "steps.jsonl"
