"""Errors to one line on standard error, and to an exit code. What is not expected leaves a report."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from reader.model import ReaderError

NOT_READ = 141  # as a shell says of a program that SIGPIPE ended: what read the output has gone away


class UsageError(Exception):
    """The command line asks for something that is not offered; one sentence."""


def explain(error: Exception) -> int:
    """Say what went wrong and return the exit code; a fault of the program leaves a report."""
    from reader.cli.output import complain

    match error:
        case UsageError():
            complain(str(error))
            return 2
        case BrokenPipeError():  # nobody reads our output any more: nothing to say
            _give_up_output()
            return NOT_READ
        case ReaderError():
            complain(str(error))
            return 1
        case OSError():
            complain(os_sentence(error))
            _give_up_output()
            return 1
        case _:
            from reader.report import apology

            complain(apology(error))
            return 1


def _give_up_output() -> None:
    """Send what standard output cannot take nowhere, lest it be tried, and fail, once more at the end."""
    try:
        sys.stdout.flush()
    except OSError:
        with suppress(OSError):  # not a real file
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def os_sentence(error: OSError) -> str:
    """Word an error of the operating system: the file, and what is wrong with it."""
    is_of_file = isinstance(error.filename, str | bytes)
    match error:
        case FileNotFoundError():
            folder = os.path.dirname(os.fsdecode(error.filename)) if is_of_file else ""
            # what was to be written there is not what is missing
            is_lost = folder and not os.path.lexists(folder)
            reason = f"there is no folder {folder}" if is_lost else "there is no such file or folder"
        case PermissionError():
            reason = "permission was denied"
        case _:
            reason = (error.strerror or str(error) or type(error).__name__).rstrip(".")
    return f"{os.fsdecode(error.filename)}: {reason}." if is_of_file else f"{reason}."
