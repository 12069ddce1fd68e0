"""Names of the copies that synchronising programs leave beside a file that was changed on two machines."""

from __future__ import annotations

import re

#: What stands behind a file's name: of Syncthing; of Dropbox, iCloud, OneDrive, Google Drive, Nextcloud.
_is_rest = re.compile(r"(?:\.sync-conflict-|[ (_-]).*\.json").fullmatch


def is_copy(name: str, stem: str) -> bool:
    """Tell whether a file's name is that of a copy of `stem`.json."""
    return name.startswith(stem) and _is_rest(name[len(stem) :]) is not None
