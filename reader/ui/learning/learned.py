"""What a person has learned here, as lines of a file in the cache: lost, it is taught again."""

from __future__ import annotations

import os
from collections import Counter
from contextlib import suppress

from reader.folders import cache_path


class Learned:
    """Counts how often something was done; read when it is first asked for."""

    def __init__(self) -> None:
        self._counts: Counter[str] | None = None

    @property
    def _path(self) -> str:
        return os.path.join(cache_path(), "learned")

    def count(self, name: str) -> int:
        """Return how often it was done."""
        if self._counts is None:
            self._counts = Counter()
            with suppress(OSError, UnicodeDecodeError), open(self._path, encoding="utf-8") as file:
                self._counts.update(file.read().split())
        return self._counts[name]

    def add(self, name: str) -> None:
        """Note that it was done once more; kept in the file, unless that fails."""
        self.count(name)
        assert self._counts is not None
        self._counts[name] += 1
        with suppress(OSError):
            os.makedirs(cache_path(), mode=0o700, exist_ok=True)
            with open(self._path, "a", encoding="utf-8") as file:
                file.write(f"{name}\n")

    def forget(self, names: set[str]) -> None:
        """Take it that these were never done."""
        if not any(map(self.count, names)):
            return
        assert self._counts is not None
        for name in names:
            del self._counts[name]
        with suppress(OSError), open(self._path, "w", encoding="utf-8") as file:
            file.writelines(f"{name}\n" for name in self._counts.elements())
