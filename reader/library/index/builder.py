"""Reading many articles into the index in another process, so that a person need not wait for it.

At most one works on an index: it holds a lock that the system drops when it dies. What it has read stays, so
that one that is killed is gone on with by the next.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from reader.library.disk.one_at_a_time import try_lock

if TYPE_CHECKING:
    import subprocess


def lock_path(folder: str) -> str:
    """Name the lock of what reads for the index in a folder."""
    return f"{folder}/builder.lock"


class Builder:
    """The process that reads for the index in `folder`; it may have been started by another program."""

    def __init__(self, root: str, folder: str) -> None:
        self._root, self._folder = root, folder
        self._started: subprocess.Popen[bytes] | None = None

    def start(self) -> bool:
        """Start the process and leave it to itself; tell whether that could be done."""
        import subprocess

        import reader

        found = os.path.dirname(os.path.dirname(os.path.abspath(reader.__file__)))
        paths = filter(None, (found, os.environ.get("PYTHONPATH", "")))
        try:
            self._started = subprocess.Popen(
                [sys.executable, "-P", "-m", "reader.library.index.build", self._root, self._folder],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
                start_new_session=True,
            )
        except OSError:
            return False
        return True

    def runs(self) -> bool:
        """Tell whether the process, or one that another program started, is still at work."""
        if self._started and self._started.poll() is None:
            return True
        try:
            with try_lock(lock_path(self._folder)) as held:
                return not held
        except OSError:
            return False
