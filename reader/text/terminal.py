"""The cells that the terminal gives to a cluster: terminals do not agree on vowel signs and emoji."""

from __future__ import annotations

import os
from functools import cache, partial
from importlib import import_module
from typing import TYPE_CHECKING

from reader.late import put_off

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

_PANES = ("TMUX", "STY")  # what tmux and screen set
#: Variables of terminals that do not say their name, and what wcwidth calls them; the first set counts.
_SIGNS = (("TERM_PROGRAM", ""), ("KONSOLE_VERSION", "konsole"), ("VTE_VERSION", "vte"), ("TERM", ""))
_ANYBODY = "xterm"  # as containers call whatever terminal there is


@cache
def wcwidth() -> ModuleType:
    """Return the library of that name, without OpenSSL, which its wrapping loads for a name of links."""
    with put_off("secrets"):
        return import_module("wcwidth")


@cache
def measure() -> Callable[[str], int]:
    """Return what tells the cells of a cluster here; less than one for what takes none, or for a control."""
    if any(map(os.environ.get, _PANES)):
        return _added_up
    return partial(wcwidth().wcstwidth, term_program=_name())


def _name() -> str:
    said = next((known or os.environ[sign] for sign, known in _SIGNS if os.environ.get(sign)), "")
    return "" if said == _ANYBODY else said


def _added_up(cluster: str) -> int:
    """Return the cells of all code points of a cluster of letters, of any other those of the whole."""
    from unicodedata import category

    if not cluster[0].isalpha():
        return int(wcwidth().wcswidth(cluster))
    return sum(wcwidth().wcwidth(each) + (category(each) == "Mc") for each in cluster)
