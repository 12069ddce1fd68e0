"""What stands in for a text that is not here: its title and authors, and how it comes here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.text.build import BodyBuilder
from reader.text.clean import clean_line

if TYPE_CHECKING:
    from reader.model import Imported

_FROM_ADDRESS = "The text is not here yet. `reader refresh` reads it from its address"
_FROM_FILE = "The text is not here. Add it, and it takes this place"
_PASSAGES = "; the passages that were marked in it find their places in it then."


def stand_in(imported: Imported) -> Imported:
    """Give an article without a text one that says so."""
    data = imported.metadata
    title = clean_line(data.title) or clean_line(data.url) or "Untitled"
    builder = BodyBuilder()
    builder.add("title", title)
    builder.add("paragraph", ", ".join(data.authors))
    is_read_from_there = data.url.lower().startswith(("http://", "https://"))
    if is_read_from_there:
        builder.add("paragraph", data.url)
    told = _FROM_ADDRESS if is_read_from_there else _FROM_FILE
    builder.add("paragraph", f"{told}{_PASSAGES}" if imported.passages else f"{told}.")
    return replace(imported, metadata=replace(data, title=title), body=builder.body())
