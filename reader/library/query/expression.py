"""Regular expressions: read, and tried on a text for half a second."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.library.errors import BadPattern

if TYPE_CHECKING:
    from regex import Pattern

_SECONDS = 0.5
_escapes = re.compile(r"\\(?:[pPN]\{[^}]*\}|.)|\[\[:\w+:\]\]|\(\?[^:=!>]*[>:)]", re.DOTALL)


class Expression:
    """A pattern, whatever the case unless a letter of it is a capital; texts that it took too long for.

    Raises:
        BadPattern: when it is none.
    """

    def __init__(self, pattern: str) -> None:
        self.stopped = 0
        self._pattern = _compiled(pattern)

    def place(self, text: str) -> int | None:
        """Return where the pattern first fits; `None` when nowhere, or when half a second was not enough."""
        try:
            match = self._pattern.search(text, timeout=_SECONDS)
        except TimeoutError:
            self.stopped += 1
            return None
        return match.start() if match else None


def _compiled(pattern: str) -> Pattern[str]:
    import regex

    written = _escapes.sub("", pattern)
    flags = regex.IGNORECASE if written == written.lower() else 0
    try:
        return regex.compile(pattern, flags)
    except regex.error as error:
        column = f" (character {error.pos + 1})" if error.pos is not None else ""
        raise BadPattern(f"This is no regular expression: {error.msg}{column}.") from error
    except (OverflowError, RecursionError, MemoryError) as error:
        raise BadPattern("This regular expression is too large.") from error
