"""A highlight: a marked passage of an article."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Highlight:
    """A marked passage: `quote == body.text[start:end]`. `colour` is empty unless a person chose one."""

    id: int
    article: int
    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""
    colour: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""
    annotator: str = ""
    anchor: str = "exact"
    created: str = ""
    updated: str = ""
