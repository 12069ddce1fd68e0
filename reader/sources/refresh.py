"""Pages that a browser leaves at once for another: `<meta http-equiv="refresh">`."""

from __future__ import annotations

import html
import re

_LOOKED_AT = 1 << 16  # bytes of a page
_SOON = 10  # seconds; a page that waits longer is one to be read, and loads itself again
_unseen = re.compile(rb"<!--.*?-->|<noscript\b.*?</noscript\s*>|<script\b.*?</script\s*>", re.I | re.S).sub
_metas = re.compile(rb"<meta\b[^>]{0,4000}>", re.I).findall
_is_refresh = re.compile(rb"""http-equiv\s*=\s*["']?\s*refresh\b""", re.I).search
_content = re.compile(rb"""\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I).search
_where = re.compile(r"""\s*(\d{1,5})[\d.]*\s*[;,]\s*url\s*=\s*["']?([^"']+)""", re.I).match


def leads_to(page: bytes) -> str:
    """Return the address, as it is written there, to which a page leads within seconds; else nothing."""
    for meta in _metas(_unseen(b"", page[:_LOOKED_AT])):
        content = _content(meta)
        if content is None or not _is_refresh(meta):
            continue
        found = _where(html.unescape((content[1] or content[2] or b"").decode("utf-8", "replace")))
        if found and int(found[1]) <= _SOON:
            return found[2].strip()
    return ""
