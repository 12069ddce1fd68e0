"""Who is at the machine."""

from __future__ import annotations

import os


def login_name() -> str:
    """Return the name of the person at this machine."""
    name = os.environ.get("LOGNAME") or os.environ.get("USER") or ""
    if not name:
        from getpass import getuser

        try:
            name = getuser()
        except (OSError, KeyError, ImportError):  # a user without a name in the system's tables
            name = ""
    return clean_name(name)


def clean_name(name: str) -> str:
    """Return a person's name as it is written on highlights: one clean line."""
    if name.isascii() and name.isprintable():
        return name[:100]
    from reader.text.clean import clean_line

    return clean_line(name, 100)
