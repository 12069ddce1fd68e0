"""What a fault of the program leaves for those who mend it: where it arose, no text of a person."""

from __future__ import annotations

import os
import sys
from traceback import extract_tb
from typing import TYPE_CHECKING

from reader.folders import cache_path

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGE = os.path.dirname(os.path.abspath(__file__))
_MOST_CAUSES = 10
_MOST_FRAMES = 200


def place_of(error: BaseException) -> str:
    """Name an error's kind and the line of the program where it arose; its own words may be a person's."""
    frames = extract_tb(error.__traceback__)
    ours = [frame for frame in frames if frame.filename.startswith(_PACKAGE + os.sep)] or frames
    if not ours:
        return type(error).__name__
    at = ours[-1]
    return f"{type(error).__name__} in {at.name}, {os.path.basename(at.filename)}:{at.lineno}"


def lines_of(error: BaseException) -> Iterator[str]:
    """Give the report: versions, and for the error and its causes the kind and the lines that led there.

    No words of an error, no source, no values and no path outside the program are in it.
    """
    import platform
    from importlib.metadata import PackageNotFoundError, version

    from reader import __version__

    yield f"reader {__version__}, Python {platform.python_version()}, {sys.platform} {platform.machine()}"
    for name in ("textual", "rich", "tinydb"):
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"{name} is not installed"
    cause: BaseException | None = error
    for _ in range(_MOST_CAUSES):
        if cause is None:
            return
        yield ""
        yield f"{type(cause).__module__}.{type(cause).__qualname__}"
        for frame in extract_tb(cause.__traceback__)[-_MOST_FRAMES:]:
            yield f"  {_named(frame.filename)}:{frame.lineno} {frame.name}"
        cause = cause.__cause__ or cause.__context__


def _named(filename: str) -> str:
    """Name a file by its package, without where that is installed."""
    path = filename.replace(os.sep, "/")
    if filename.startswith(_PACKAGE + os.sep):
        return f"reader{path[len(_PACKAGE) :]}"
    for folder in ("/site-packages/", "/dist-packages/", f"/python3.{sys.version_info.minor}/"):
        if folder in path:
            return path.rpartition(folder)[2]
    return os.path.basename(path)


def write(error: BaseException) -> str:
    """Write the report into the cache folder; return where it lies, or nothing if that failed."""
    from datetime import UTC, datetime

    folder = os.path.join(cache_path(), "reports")
    path = os.path.join(folder, f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{os.getpid()}.txt")
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines_of(error))
    except OSError:
        return ""
    return path


def apology(error: BaseException) -> str:
    """Say in two sentences that the program is at fault, and where the report lies."""
    path = write(error)
    where = f"A report without any text of yours lies at {path}" if path else "Of use to those who mend it"
    return (
        "The reader had to stop, by a fault of its own; what was done before is saved. "
        f"{where} ({place_of(error)})."
    )
