"""What was last written into files outside that people edit: what tells their words from ours.

A file of its own for each, on this machine only: `.reader/written/<a checksum of the path>.jsonl`, a line of
JSON for the path, then one for each piece.
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager, suppress
from hashlib import sha256
from typing import TYPE_CHECKING

from reader.library.disk.files import make_folder, open_beside, read_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import IO

    from reader.library.disk.store import Store

Piece = tuple[str, str]  # a name and a text


class Written:
    """The folder of what was written last."""

    def __init__(self, store: Store) -> None:
        self._disk, self.folder = store.disk, f"{store.private}/written"

    def get(self, path: Path) -> list[Piece] | None:
        """Return the pieces last written into a file; `None` when that is not known."""
        try:
            raw, _, _ = read_file(self._disk, self._path(path))
            own, *lines = raw.decode("utf-8").splitlines()
            pieces = [(name, text) for name, text in map(json.loads, lines)]
            known = json.loads(own) == str(path)
        except (OSError, ValueError, TypeError):
            return None
        return pieces if known and all(isinstance(part, str) for each in pieces for part in each) else None

    def names(self, path: Path) -> Iterator[str]:
        """Give the names of the pieces last written into a file, as far as they are asked for."""
        with suppress(OSError, ValueError, TypeError), open(self._path(path), encoding="utf-8") as file:
            if json.loads(next(file, "null")) == str(path):
                yield from (str(name) for name, _ in map(json.loads, file))

    @contextmanager
    def keeping(self, path: Path) -> Iterator[Callable[[Piece], None]]:
        """Take the pieces that are written into a file; they are known from then on that all went well.

        Where they cannot be kept, as in a library that may only be read, nothing is known of the file.
        """
        target = self._path(path)
        try:
            make_folder(self.folder)
            descriptor, beside = open_beside(self._disk, target)
        except OSError:
            yield lambda piece: None
            return
        failed = False
        file = open(descriptor, "w", encoding="utf-8")

        def keep(piece: Piece | str) -> None:
            nonlocal failed
            try:
                file.write(f"{json.dumps(piece)}\n")
            except OSError:
                failed = True

        keep(str(path))
        try:
            yield keep
        except BaseException:
            self._drop(file, beside)
            raise
        try:
            file.close()
            if not failed:
                self._disk.rename(beside, target)
        except OSError:
            failed = True
        if failed:
            self._drop(file, beside, target)  # what was known before is wrong now

    def _drop(self, file: IO[str], *paths: str) -> None:
        with suppress(OSError):
            file.close()
        for path in paths:
            with suppress(OSError):
                self._disk.unlink(path)

    def _path(self, path: Path) -> str:
        name = sha256(str(path).encode("utf-8", "surrogateescape")).hexdigest()[:32]
        return os.path.join(self.folder, f"{name}.jsonl")
