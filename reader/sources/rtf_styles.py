r"""Bold and italic words of RTF: a character for private use is put where they begin and where they end.

The characters go through striprtf as text; `\b` and `\i` hold until their group ends, or `\b0`, `\i0` or
`\plain` comes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Word -> the signs of its beginning and end, and the mark that it becomes.
SIGNS = {"i": ("\ue004", "\ue005", "emphasis"), "b": ("\ue006", "\ue007", "strong")}
ANY = "[\ue004-\ue007]"
_token = re.compile(r"\\(b|i)(0)?(?![a-zA-Z0-9-]) ?|(\\plain)(?![a-z]) ?|\\[\\{}]|([{}])").finditer


def with_signs(rtf: str) -> str:
    """Return RTF with the signs in it."""
    return "".join(_signed(rtf))


def _signed(rtf: str) -> Iterator[str]:
    on: frozenset[str] = frozenset()
    outer: list[frozenset[str]] = []
    at = 0
    for found in _token(rtf):
        word, off, plain, brace = found.groups()
        yield rtf[at : found.start()]
        at = found.end()
        if brace == "}":
            now = outer.pop() if outer else on
            yield _change(on, now) + brace
        else:
            if brace:
                outer.append(on)
            now = frozenset() if plain else on - {word} if off else on | {word} if word else on
            yield found.group() + _change(on, now)
        on = now
    yield rtf[at:]


def _change(before: frozenset[str], now: frozenset[str]) -> str:
    ends = [SIGNS[word][1] for word in before - now]
    signs = [*ends, *(SIGNS[word][0] for word in now - before)]
    return "".join(f"{{\\uc0\\u{ord(sign)} }}" for sign in signs)
