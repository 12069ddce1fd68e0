"""Colours of other programs, by name or in hexadecimal, and what they are here."""

from __future__ import annotations

import pytest

from reader.model import COLOURS
from reader.model.shades import HEX, colour_near

#: Zotero's palette, Readwise's and KOReader's names, other spellings; what is none.
NEAR = {
    "#ffd400": "yellow",
    "#ff6666": "red",
    "#5fb236": "green",
    "#2ea8e5": "blue",
    "#a28ae5": "purple",
    "#f19837": "orange",
    "#aaaaaa": "grey",
    "#f00": "red",
    "ff00ff00": "green",
    "Pink": "red",
    "cyan": "teal",
    "gray": "grey",
    "yellow": "yellow",
    "#12345": "",
    "underline": "",
    "": "",
}


@pytest.mark.parametrize("written", NEAR)
def test_the_nearest_colour_is_meant(written: str) -> None:
    assert colour_near(written) == NEAR[written]


def test_our_own_colours_come_back() -> None:
    assert HEX.keys() == COLOURS.keys()
    assert {name: colour_near(value) for name, value in HEX.items()} == {name: name for name in COLOURS}
