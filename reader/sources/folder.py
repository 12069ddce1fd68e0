"""Folders: the texts in them, recursively, in order; hidden files and links are passed over."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml"})


def walk(folder: Path) -> Iterator[Path | OSError]:
    """Yield the texts under `folder`, files before folders; an error for a folder that cannot be listed."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                found = sorted((e for e in entries if not e.name.startswith(".")), key=_order)
        except OSError as error:
            yield error
            continue
        for entry in found:
            if os.path.splitext(entry.name)[1].lower() in SUFFIXES and entry.is_file(follow_symlinks=False):
                yield here / entry.name
        waiting += reversed([here / e.name for e in found if e.is_dir(follow_symlinks=False)])


def _order(entry: os.DirEntry[str]) -> tuple[str, str]:
    return entry.name.casefold(), entry.name
