"""Folders: the texts in them, recursively; hidden files and links are passed over."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader.sources.kinds import is_known
from reader.sources.plugged import claimant

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def walk(folder: Path) -> Iterator[Path | OSError]:
    """Yield the texts under `folder`; an error for a folder that cannot be listed.

    The last comes first: lists show what was added last on top, and so they stand in order there.
    """
    waiting: list[tuple[Path, bool]] = [(folder, True)]
    while waiting:
        here, is_folder = waiting.pop()
        if not is_folder:
            yield here
            continue
        try:
            with os.scandir(here) as entries:
                found = sorted((e for e in entries if not e.name.startswith(".")), key=_order)
        except OSError as error:
            yield error
            continue
        waiting += [(here / e.name, False) for e in found if _is_text(e)]
        waiting += [(here / e.name, True) for e in found if e.is_dir(follow_symlinks=False)]


def _is_text(entry: os.DirEntry[str]) -> bool:
    return entry.is_file(follow_symlinks=False) and (is_known(entry.name) or claimant(entry.path) is not None)


def _order(entry: os.DirEntry[str]) -> tuple[str, str]:
    return entry.name.casefold(), entry.name
