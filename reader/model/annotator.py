"""How the highlights of an annotator are shown."""

from __future__ import annotations

from reader.tuples import NamedTuple


class Annotator(NamedTuple):
    """An annotator's name; the one colour that all their highlights are shown in, or none; whether at all."""

    name: str
    colour: str = ""
    hidden: bool = False
