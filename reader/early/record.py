"""What a start may rely on: the article that a file is, and the first screen, as long as nothing has changed.

Records are derived: they may be wrong, old or missing without harm. There is one for each library and file
that were asked for, and one for each size of a terminal that they were shown in; they stand in the cache
folder, not in the library, for they are this machine's alone.
"""

from __future__ import annotations

import os
from zlib import crc32

from reader.folders import cache_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TypeAlias

    State: TypeAlias = list[int] | None
    Size: TypeAlias = tuple[int, int]  # columns and rows

FORMAT = 2
NO_SIZE = 0, 0
_KEPT = 100  # records
_SIZES = 3  # of which a start is painted anew when anything has changed
#: What in the environment says how Textual paints, and where the configuration and the library are.
_SETTINGS = (
    *("COLORTERM", "TERM", "TERM_PROGRAM", "FORCE_COLOR", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_THEME"),
    *("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"),
)


class Asked:
    """A plain start: the library that was named (or none), the one file that was (or none)."""

    def __init__(self, library: str = "", file: str = "", *, quiet: bool = False) -> None:
        self.library = os.path.abspath(os.path.expanduser(library)) if library else ""
        self.word, self.quiet = file, quiet
        self.file = os.path.abspath(file) if file else ""

    @classmethod
    def of(cls, words: Sequence[str]) -> Asked | None:
        """Read a command line; None where it is anything but a plain start."""
        library, files, quiet, rest = os.environ.get("READER_LIBRARY", ""), [], False, iter(words)
        for word in rest:
            if word == "--no-early-paint":
                quiet = True
            elif word == "--library":
                value = next(rest, None)
                if value is None:
                    return None
                library = value or library
            elif word.startswith("--library="):
                library = word[10:] or library
            elif not word or word.startswith("-") or "\0" in word:
                return None
            else:
                files.append(word)
        return cls(library, files[0] if files else "", quiet=quiet) if len(files) < 2 else None

    @property
    def name(self) -> list[str]:
        """What tells one record from another."""
        return [self.library, self.file]


class Run:
    """A piece of a row: where it begins (from 0), how it looks (the numbers of `CSI … m`), its text."""

    __slots__ = ("look", "text", "x", "y")

    def __init__(self, y: int, x: int, look: str, text: str) -> None:
        self.y, self.x, self.look, self.text = y, x, look, text


class Layer:
    """A part of the screen, with the files that it was made of and their states."""

    __slots__ = ("files", "runs")

    def __init__(self, files: dict[str, State], runs: list[Run]) -> None:
        self.files, self.runs = files, runs

    def holds(self) -> bool:
        """Tell whether every file is as it was."""
        return all(state_of(path) == state for path, state in self.files.items())


class Record:
    """What is known of a plain start; `source` is the state of the file when `article` was read from it."""

    def __init__(
        self,
        asked: Asked,
        *,
        article: int = 0,
        digest: str = "",
        source: State = None,
        size: Size = NO_SIZE,
        layers: Sequence[Layer] = (),
    ) -> None:
        self.asked, self.article, self.digest, self.source = asked, article, digest, source
        self.size, self.layers = size, layers

    def stands(self) -> bool:
        """Tell whether the file that was asked for, if there is one, is as it was read."""
        return not self.asked.file or (self.source is not None and state_of(self.asked.file) == self.source)


def state_of(path: str) -> State:
    """Return what tells one state of a file from another: inode, size and time; None where it is not."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return [status.st_ino, status.st_size, status.st_mtime_ns]


def find(asked: Asked, size: Size = NO_SIZE) -> Record | None:
    """Return the record of a start, if there is one that this program can use in a terminal of that size.

    Without a size it is the one that only tells which article a file is.
    """
    try:
        with open(_path(asked, size), "rb") as file:
            return _read(asked, size, file.read().decode("utf-8", "surrogateescape").split("\n"))
    except (OSError, ValueError, IndexError):
        return None


def keep(record: Record) -> None:
    """Write a record, in one step; what cannot be written is not kept."""
    try:
        lines = "\n".join(_written(record)).encode("utf-8", "surrogateescape")
        replace(_path(record.asked, record.size), [lines], _KEPT)
    except (OSError, ValueError):
        return


def replace(path: str, parts: Iterable[bytes], kept: int) -> None:
    """Write a file in one step, and keep only so many of its folder, the newest. Raises OSError."""
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    draft = f"{path}.{os.getpid()}"
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.writelines(parts)
    os.replace(draft, path)
    files = [entry for entry in os.scandir(os.path.dirname(path)) if entry.is_file(follow_symlinks=False)]
    for entry in sorted(files, key=lambda entry: entry.stat().st_mtime_ns)[:-kept]:
        os.unlink(entry.path)


def sizes(asked: Asked, first: Size) -> list[Size]:
    """Return the sizes in which a start is shown: one of now, and those in which it was shown of late."""
    folder, name = os.path.split(_path(asked, NO_SIZE))
    name = name.partition("-")[0]
    try:
        found = [entry for entry in os.scandir(folder) if entry.name.startswith(name)]
        found.sort(key=lambda entry: entry.stat().st_mtime_ns, reverse=True)
        others = [_size(entry.name.partition("-")[2]) for entry in found if "." not in entry.name]
    except (OSError, ValueError):
        others = []
    return [first, *(size for size in others if size not in (first, NO_SIZE))][:_SIZES]


def _path(asked: Asked, size: Size) -> str:
    number = crc32("\0".join(asked.name).encode("utf-8", "surrogateescape"))
    return f"{cache_path()}/starts/{number:08x}-{size[0]}x{size[1]}"


def _size(text: str) -> Size:
    columns, rows = text.split("x")
    return int(columns), int(rows)


def _maker() -> str:
    """Return what a record must agree with: this program, and what the environment says."""
    from reader import __version__

    return repr([FORMAT, __version__, [os.environ.get(name) for name in _SETTINGS]])


def _written(record: Record) -> Iterator[str]:
    """Give the lines of a record: a word, and what it is about. JSON would have to be imported."""
    yield _maker()
    yield repr(record.asked.name)
    yield f"{record.article} {record.digest}"
    yield _state_written(record.source)
    yield "x".join(map(str, record.size))
    for layer in record.layers:
        yield "layer"
        for path, state in layer.files.items():
            if "\n" in path:
                raise ValueError
            yield f"file {_state_written(state)} {path}"
        for run in layer.runs:
            yield f"run {run.y} {run.x} {run.look} {run.text}"
    yield "end"


def _read(asked: Asked, size: Size, lines: list[str]) -> Record | None:
    maker, name, article, source, written, *rest, end = lines
    if maker != _maker() or name != repr(asked.name) or _size(written) != size or end != "end":
        return None
    number, digest = article.split(" ")
    layers: list[Layer] = []
    for line in rest:
        kind, _, about = line.partition(" ")
        if kind == "layer":
            layers.append(Layer({}, []))
        elif kind == "file":
            *state, path = about.split(" ", 3)
            layers[-1].files[path] = _state_read(state)
        elif kind == "run":
            layers[-1].runs.append(_run(about.split(" ", 3), *size))
    return Record(
        asked,
        article=int(number),
        digest=digest,
        source=_state_read(source.split(" ")),
        size=size,
        layers=layers,
    )


def _state_written(state: State) -> str:
    return " ".join(map(str, state or (0, 0, 0)))


def _state_read(words: list[str]) -> State:
    state = [int(word) for word in words]
    return state if any(state) else None


def _run(words: list[str], columns: int, rows: int) -> Run:
    """Take a run that stands on the screen and can hold nothing but text and colours."""
    y, x, look, text = int(words[0]), int(words[1]), words[2], words[3]
    if not (0 <= y < rows and 0 <= x < columns and is_plain_text(text)) or look.strip("0123456789;"):
        raise ValueError
    return Run(y, x, look, text)


def is_plain_text(text: str) -> bool:
    """Tell whether a terminal takes nothing in a text for a command, nor for a turn of direction."""
    return text.isprintable() or not any(
        c < " " or "\x7f" <= c <= "\x9f" or "\ud800" <= c <= "\udfff" or c in _TURNS for c in text
    )


_TURNS = "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
