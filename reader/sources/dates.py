"""Dates as sources write them."""

from __future__ import annotations

from datetime import date, datetime

_FORMATS = ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%d.%m.%Y", "%Y/%m/%d", "%Y%m%d")


def iso_date(text: str) -> str:
    """Return an ISO date, or date and time, for `text`; empty where it is neither that nor a plain date."""
    text = text.strip()[:40]
    try:
        if len(text) > 10:
            return datetime.fromisoformat(text).isoformat()
        return date.fromisoformat(text).isoformat()
    except ValueError:
        pass  # not ISO 8601; the forms below
    for form in _FORMATS:
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    return ""
