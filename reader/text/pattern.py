"""Regular expressions that are compiled when they are first used.

Compiling those of `text` takes as long as laying out a screen, and most are for texts that it does not show.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Match = re.Match[str] | None


class _Late:
    """Stands for a pattern. Its methods may be taken before it is compiled, as `pattern(…).match`."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._source, self._flags)

    def match(self, *where: str | int) -> Match:
        return cast("Callable[..., Match]", self._compiled.match)(*where)

    def search(self, *where: str | int) -> Match:
        return cast("Callable[..., Match]", self._compiled.search)(*where)

    def fullmatch(self, *where: str | int) -> Match:
        return cast("Callable[..., Match]", self._compiled.fullmatch)(*where)

    def finditer(self, *where: str | int) -> Iterator[re.Match[str]]:
        return cast("Callable[..., Iterator[re.Match[str]]]", self._compiled.finditer)(*where)

    def __getattr__(self, name: str) -> object:
        return getattr(self._compiled, name)


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what behaves as `re.compile(source, flags)`; a mistake in it is told at the first use."""
    return cast("re.Pattern[str]", _Late(source, flags))
