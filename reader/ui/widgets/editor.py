"""A person's own editor, run on a note: an argument list, no shell; a private file that is taken away."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from reader.model import ReaderError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import FrameType

#: A note may hold a modeline, which Vim would obey while it reads the file: it has to be off before that,
#: also where a person's own settings turn it on.
_VIM_WITHOUT_MODELINES = (
    "--cmd",
    "set nomodeline",
    "--cmd",
    "autocmd BufReadPre * setlocal nomodeline",
    "-c",
    "set nomodeline",
)


def editor_command(environment: Mapping[str, str]) -> list[str]:
    """Return the arguments that start the person's editor. Raises ReaderError when it cannot be told."""
    named = environment.get("VISUAL") or environment.get("EDITOR") or "vi"
    try:
        program, *options = shlex.split(named)
    except ValueError as error:
        raise ReaderError(f"$EDITOR cannot be read: {error}.") from error
    found = shutil.which(program, path=environment.get("PATH"))
    if found is None:
        raise ReaderError(f"There is no editor “{program}”; $EDITOR names another.")
    names = (Path(program).name, Path(found).resolve().name)  # vi is often a link to Vim
    if any(name.startswith(("vim", "nvim", "gvim")) for name in names):
        options = [*_VIM_WITHOUT_MODELINES, *options]
    return [found, *options]


@contextmanager
def _ending_together() -> Iterator[Callable[[subprocess.Popen[bytes]], None]]:
    """Pass on to the editor what ends the reader, lest it stay behind with the terminal.

    Gives what is told the process once it runs; a signal that comes before that is passed on then.
    """
    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    running: list[subprocess.Popen[bytes]] = []
    came: list[int] = []

    def leave(number: int, frame: FrameType | None) -> None:
        came.append(number)
        for process in running:
            process.send_signal(number)
        handler = before[number]
        if callable(handler):
            handler(number, frame)

    def begun(process: subprocess.Popen[bytes]) -> None:
        running.append(process)
        for number in came:
            process.send_signal(number)

    for number in numbers:
        signal.signal(number, leave)
    try:
        yield begun
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def edit_text(text: str, command: list[str]) -> str:
    """Let a person edit `text`; return what they saved. Raises ReaderError when the editor fails."""
    handle, name = tempfile.mkstemp(prefix="note-", suffix=".md")  # readable by its owner alone
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        with _ending_together() as begun, subprocess.Popen([*command, name]) as process:
            begun(process)
            ended = process.wait()
        if ended:
            raise ReaderError(f"The editor ended with status {ended}; the note is as it was.")
        return path.read_bytes().decode("utf-8", "replace")
    except OSError as error:
        raise ReaderError(f"The editor cannot be run: {error.strerror}.") from error
    finally:
        path.unlink(missing_ok=True)
