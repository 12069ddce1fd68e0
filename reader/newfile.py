"""A file of a person's own: whole or not at all, and its owner's alone."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NoReturn

from reader.model import ReaderError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

_ENDS = ("SIGTERM", "SIGHUP")


@contextmanager
def new_file(path: Path, *, force: bool = False) -> Iterator[BinaryIO]:
    """Give a file to write to; it gets its name, durably, when all went well. `force` replaces what is there.

    Raises:
        ReaderError: something of that name is there, or, with `force`, something that is no file.
        OSError: it could not be written.
    """
    if os.path.lexists(path) and not (force and path.is_file()):
        raise ReaderError(f"{path} exists; nothing was written.")
    beside = path.with_name(f".{path.name[:60]}.{os.getpid()}.part")
    try:
        descriptor = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error  # by the name that a person gave
    try:
        with ending(), open(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if force:
            beside.replace(path)
        else:
            _put(beside, path)
        try:
            _sync_folder(path.parent)
        except OSError:
            if not force:
                path.unlink()  # what is told not to be written is not to be found
            raise
    except OSError as error:
        if error.filename is None:  # of a file that is written the system tells no name
            raise OSError(error.errno, error.strerror, str(path)) from error
        raise
    finally:
        with suppress(OSError):  # a name too many is no reason to say that it failed
            beside.unlink()


@contextmanager
def ending() -> Iterator[None]:
    """Let a signal that would end the program at once end it as ctrl+c does: what is half-written goes."""

    def end(number: int, _: object) -> NoReturn:
        raise SystemExit(128 + number)

    numbers = [getattr(signal, name) for name in _ENDS if hasattr(signal, name)]
    here = threading.current_thread() is threading.main_thread()  # no other may ask for signals
    taken = [number for number in numbers if here and signal.getsignal(number) is signal.SIG_DFL]
    try:
        for number in taken:
            signal.signal(number, end)
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)


def _sync_folder(folder: Path) -> None:
    """Wait until the folder's entries are on disk, where the system can do that."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _put(beside: Path, path: Path) -> None:
    """Give the finished file its name, unless another has taken it meanwhile."""
    try:
        os.link(beside, path)
    except FileExistsError:
        raise ReaderError(f"{path} exists; nothing was written.") from None
    except (OSError, NotImplementedError):  # no hard links here
        if os.path.lexists(path):
            raise ReaderError(f"{path} exists; nothing was written.") from None
        beside.rename(path)
