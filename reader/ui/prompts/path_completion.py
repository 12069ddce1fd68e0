"""What a path that is being typed may go on with."""

from __future__ import annotations

import os
from contextlib import suppress

from reader.text.clean import clean_line
from reader.text.query_completion import Completion

_MOST = 200  # names looked at in sight, so that a folder of a million does not hold a key up
_LONGEST = 500  # code points of a name


def complete_path(text: str, column: int) -> Completion:
    """Return what the path up to a column may become: the folders, which end in a stroke, then the files.

    `~` is one's own folder and stays as it is typed; hidden names are offered once a dot was typed. The case
    counts where a name fits so. Names that cannot be shown as they are, are not offered.
    """
    typed = text[:column]
    if "://" in typed:
        return Completion(column, column)
    if typed == "~":
        return Completion(0, column, ("~/",))
    begun = typed.rpartition("/")[2]
    start = len(typed) - len(begun)
    folders: list[str] = []
    files: list[str] = []
    with suppress(OSError, ValueError), os.scandir(os.path.expanduser(typed[:start]) or ".") as entries:
        for entry in entries:
            name = entry.name
            fits = name.casefold().startswith(begun.casefold()) and (begun or not name.startswith("."))
            if fits and name == clean_line(name, _LONGEST):
                (folders if _is_folder(entry) else files).append(name)
            if len(folders) + len(files) >= _MOST:
                break
    names = [f"{name}/" for name in sorted(folders, key=str.casefold)] + sorted(files, key=str.casefold)
    exact = [name for name in names if name.startswith(begun)]
    return Completion(start, column, tuple(name for name in exact or names if name != begun))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
