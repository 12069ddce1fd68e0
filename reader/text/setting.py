"""How a text is set: what a person may choose of the page."""

from __future__ import annotations

from reader.tuples import NamedTuple

MEASURES = range(40, 121)  # cells
SPACINGS = ("lines", "indents")


class Setting(NamedTuple):
    """The widest line in cells; what parts paragraphs: empty lines or first lines that are indented.

    Justified lines end flush right, and words are hyphenated.
    """

    measure: int = 72
    spacing: str = "lines"
    justified: bool = False


PLAIN = Setting()
