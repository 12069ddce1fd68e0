"""The cells that the terminal gives to a cluster: terminals do not agree on vowel signs and emoji."""

from __future__ import annotations

import os
from functools import cache, partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_PANES = ("TMUX", "STY")  # what tmux and screen set
#: Variables of terminals that do not say their name, and what wcwidth calls them; the first set counts.
_SIGNS = (("TERM_PROGRAM", ""), ("KONSOLE_VERSION", "konsole"), ("VTE_VERSION", "vte"), ("TERM", ""))
_ANYBODY = "xterm"  # as containers call whatever terminal there is


@cache
def measure() -> Callable[[str], int]:
    """Return what tells the cells of a cluster here; less than one for what takes none, or for a control."""
    if any(map(os.environ.get, _PANES)):
        return _added_up
    from wcwidth import wcstwidth

    return partial(wcstwidth, term_program=_name())


def _name() -> str:
    said = next((known or os.environ[sign] for sign, known in _SIGNS if os.environ.get(sign)), "")
    return "" if said == _ANYBODY else said


def _added_up(cluster: str) -> int:
    """Return the cells of all code points of a cluster of letters, of any other those of the whole."""
    from unicodedata import category

    from wcwidth import wcswidth, wcwidth

    if not cluster[0].isalpha():
        return wcswidth(cluster)
    return sum(wcwidth(each) + (category(each) == "Mc") for each in cluster)
