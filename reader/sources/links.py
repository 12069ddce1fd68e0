"""Addresses in texts: which may be kept on a link."""

from __future__ import annotations

import re

_LONGEST = 2000  # characters
_is_safe = re.compile(r"(?:https?://|mailto:)[^\s\\<>\"\x00-\x20\x7f-\x9f]+", re.IGNORECASE).fullmatch


def safe_href(href: str) -> str:
    """Return an address that may be opened (http, https, mailto), or an empty string."""
    href = href.strip(" \t\n")
    return href if len(href) <= _LONGEST and _is_safe(href) else ""
