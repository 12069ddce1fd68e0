"""Opening an address in the person's browser: by the platform's own opener, as one argument of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from threading import Thread

from reader.model import ReaderError
from reader.ui.pane.links import refusal

#: Programs that open an address, the first that is there is used; `wslview` is that of Linux on Windows.
_OPENERS = ("open",) if sys.platform == "darwin" else ("wslview", "xdg-open", "gio")


def open_address(address: str) -> None:
    """Open an http or https address. Raises ReaderError with the reason when it cannot be."""
    reason = refusal(address)
    if reason:
        raise ReaderError(reason)
    if sys.platform == "win32":
        os.startfile(address)
        return
    command = _command(address)
    if command is None:
        raise ReaderError(f"no program here opens addresses: {address[:200]}")
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise ReaderError(f"{command[0]} could not be started: {error.strerror}") from error
    Thread(target=process.wait, daemon=True).start()  # so that no dead process stays behind


def _command(address: str) -> list[str] | None:
    """Return the argument list that opens an address; None where no opener is installed."""
    for name in _OPENERS:
        found = shutil.which(name)
        if found:
            return [found, *(["open"] if name == "gio" else []), address]
    return None
