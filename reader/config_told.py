"""What is wrong with the configuration file, in the one line that the app has for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAME = "config.toml"
_USED = ("; the default is used.", "; the defaults are used.")


def in_short(remarks: Sequence[str]) -> str:
    """Return the first remark without its folder, line and key first, and how many more there are."""
    if not remarks:
        return ""
    first = remarks[0][max(0, remarks[0].find(_NAME)) :]
    for end in _USED:
        first = first.removesuffix(end)
    return first if len(remarks) == 1 else f"{first} · {len(remarks) - 1} more: reader config check"
