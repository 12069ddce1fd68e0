"""The second row of an article in a list: where it is from, how long it is, how far one is with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.cells import cells, clip
from reader.ui.widgets.painted import Part, shown, width_of

if TYPE_CHECKING:
    from reader.model import Article, Pace

_BLOCKS = 5  # of the progress
_FOR_WORDS = 36  # cells from which on highlights are told in words
_LEAST_SITE, _LEAST_KICKER = 6, 12  # cells a site, a kicker is cut to at most


def meta(article: Article, width: int, pace: Pace) -> list[Part]:
    """Return kicker or site, minutes, progress and highlights in at most `width` cells; the first gives way.

    A kicker stays as long as anything of it can be read: an article is known by that.
    """
    author = article.authors[0] if article.authors else ""
    site = shown(article.kicker or article.site or author)
    minutes, *how_far = _state(article, pace)
    words: list[Part] = []
    sign: list[Part] = []
    if article.highlights:
        plural = "s" if article.highlights != 1 else ""
        words = [(f" · {article.highlights} highlight{plural}", "row--dim")]
        sign = [(f" ▎{article.highlights}", "row--dim")]
    fuller = [minutes, *how_far, *words]
    shorter = ([minutes, *how_far, *sign], [*_least(minutes, how_far), *sign], _least(minutes, how_far))
    for rest in (fuller, shorter[0]) if width >= _FOR_WORDS else shorter[:1]:  # the same in all rows
        if cells(site) + width_of(rest) + 3 <= width:
            return _after(site, rest)
    least = min(cells(site), _LEAST_KICKER if article.kicker else _LEAST_SITE)
    for rest in shorter:
        room = width - width_of(rest) - 3
        if site and room >= least:
            return _after(clip(site, room), rest)
    return next((rest for rest in shorter if width_of(rest) <= width), [minutes])


def _least(minutes: Part, how_far: list[Part]) -> list[Part]:
    """Return what is told where there is least room: the status, of which the length is no longer asked."""
    return [(how_far[0][0].removeprefix(" · "), "row--dim")] if len(how_far) == 1 else [minutes]


def _after(site: str, rest: list[Part]) -> list[Part]:
    return [(site, "row--dim"), (" · " if site else "", "row--dim"), *rest]


def _state(article: Article, pace: Pace) -> list[Part]:
    """Return minutes, and how far it was read where it was begun; else its status, if it is not the inbox."""
    if not article.has_text:
        return [("no text yet", "row--dim")]
    minutes: Part = (pace.length(article.words), "row--dim")
    if article.status in ("done", "archived") or not article.progress:
        return [minutes, *[(f" · {article.status}", "row--dim")] * (article.status != "inbox")]
    full = round(article.progress * _BLOCKS)
    if article.progress < 1:
        full = max(1, min(_BLOCKS - 1, full))
    return [minutes, (" " + "▰" * full, "row--dim"), ("▱" * (_BLOCKS - full), "row--faint")]
