"""A piece of an export with a name of its own: it can be found again in a file that a person edits."""

from __future__ import annotations

from reader.text.ids import show_id
from reader.tuples import NamedTuple

FRONT = "front"


class Chunk(NamedTuple):
    """What belongs to a passage (`hl-` and its id), to an article (its id), or stands before all (`FRONT`).

    An export is its chunks' texts, one after another; all begin with the blank lines that part them.
    """

    key: str
    text: str


def passage_key(highlight: int) -> str:
    """Name the chunk of a highlight."""
    return f"hl-{show_id(highlight)}"


def is_passage(key: str) -> bool:
    """Tell whether a chunk is a passage's."""
    return key.startswith("hl-")
