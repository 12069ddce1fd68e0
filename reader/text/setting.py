"""How a text is set: what a person may choose of the page."""

from __future__ import annotations

from dataclasses import dataclass

MEASURES = range(40, 121)  # cells
SPACINGS = ("lines", "indents")


@dataclass(frozen=True, slots=True)
class Setting:
    """The widest line in cells; what parts paragraphs: empty lines or first lines that are indented.

    Justified lines end flush right, and words are hyphenated.
    """

    measure: int = 72
    spacing: str = "lines"
    justified: bool = False


PLAIN = Setting()
