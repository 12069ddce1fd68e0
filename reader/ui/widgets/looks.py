"""How a part of a row looks, by name: a colour of the theme, a ground of it, a style of letters.

A component class would do it too, but Textual works each of them out for each widget anew, twice until the
first screen stands: with twenty looks and ten widgets that was a quarter of the start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from textual.color import Color

from reader.model import COLOURS
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Look(NamedTuple):
    """The theme's variables for text and ground, empty for what lies below; bold and italic."""

    text: str = ""
    ground: str = ""
    bold: bool | None = None
    italic: bool | None = None


LOOKS = {
    "row--text": Look("ink"),
    "row--dim": Look("dim"),
    "row--faint": Look("faint"),
    "row--hint": Look("dim", bold=True),
    "row--accent": Look("ink-accent"),
    "row--strong": Look(bold=True),
    "row--quiet": Look("dim", italic=True),
    "row--warning": Look("ink-warning"),
    "row--key": Look("ink-accent", bold=True),
    "row--key-lit": Look("ink-accent", "lit", bold=True),
    "row--lit": Look(ground="lit"),
    "row--lit-strong": Look(ground="lit", bold=True),
    "row--asleep": Look(ground="asleep"),
    **{f"tint--{colour}": Look(f"ink-{colour}") for colour in COLOURS},
    **{f"passage--{colour}": Look(ground=f"hl-{colour}") for colour in COLOURS},
}


def tint(colour: str) -> str:
    """Return the look of a highlight colour; of an unknown one that of dim text."""
    return f"tint--{colour}" if colour in COLOURS else "row--dim"


def style_of(look: str, variables: Mapping[str, str]) -> Style:
    """Return the style of a look in a theme of some variables, to be laid over what is below."""
    text, ground, bold, italic = LOOKS[look]
    return Style(
        color=Color.parse(variables[text]).rich_color if text else None,
        bgcolor=Color.parse(variables[ground]).rich_color if ground else None,
        bold=bold,
        italic=italic,
    )
