"""The code of what a start imports, in one file instead of hundreds.

Python looks each module up in folders, opens its file and reads it: an eighth of the time until keys are
answered. So the program keeps, when it ends, the compiled code of all that it had loaded, as Python does one
by one in `__pycache__`. A start takes from there what was compiled of a source that is as it was; whatever
is not there, and all of it where the file is missing, damaged, of another Python or not this person's alone,
is loaded as ever. It is done by what Python has for it, a finder on `sys.meta_path`.
"""

from __future__ import annotations

import marshal
import os
import sys
from importlib.machinery import ModuleSpec, SourceFileLoader
from zlib import crc32

from reader.early.record import replace, state_of
from reader.folders import cache_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import CodeType, ModuleType
    from typing import TypeAlias

    from reader.early.record import State

    #: Of a module: its source and the state of it, its code's place behind the index, length and check sum.
    Kept: TypeAlias = tuple[str, State, int, int, int]

_HEAD = 20  # bytes: check sum and length of the index
_OTHERS = 0o022  # may be written by others than its owner
_FILES = 3  # that are kept: the program can be called in more than one way


class _Loader(SourceFileLoader):
    """Loads a module as Python does, the first time from code that is at hand."""

    code = b""

    def get_code(self, fullname: str) -> CodeType | None:
        code, self.code = self.code, b""
        kept: CodeType | None = marshal.loads(code) if code else super().get_code(fullname)
        return kept


class Finder:
    """Finds modules whose code is kept in a file, or none where the file cannot be used."""

    def __init__(self, path: str) -> None:
        self.path, self._file, self._begin = path, -1, 0
        self._modules: dict[str, Kept] = {}
        try:
            self._file = os.open(path, os.O_RDONLY)
            self._open()
        except (OSError, ValueError):
            self.close()

    def _open(self) -> None:
        status = os.fstat(self._file)
        check, length = os.pread(self._file, _HEAD, 0).split()
        index = os.pread(self._file, int(length), _HEAD)
        if status.st_uid != os.geteuid() or status.st_mode & _OTHERS or crc32(index) != int(check):
            raise ValueError
        self._begin, self._modules = _HEAD + len(index), marshal.loads(index)

    def close(self) -> None:
        """Find nothing any more."""
        self._modules = {}
        if self._file >= 0:
            os.close(self._file)
        self._file = -1

    def code(self, name: str) -> bytes:
        """Return a module's compiled code; nothing where its source is not as it was, or it is not kept."""
        if name not in self._modules:
            return b""
        path, state, at, length, check = self._modules[name]
        try:
            code = os.pread(self._file, length, self._begin + at) if state_of(path) == state else b""
        except OSError:  # of a disk that fails, or is away
            return b""
        return code if crc32(code) == check else b""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find a module, as `sys.meta_path` asks for it: where Python found it, or nowhere."""
        code = self.code(fullname)
        if not code:
            return None
        source = self._modules[fullname][0]
        home, name = os.path.split(source)
        is_package = name == "__init__.py"
        if path is not None and (os.path.dirname(home) if is_package else home) not in path:
            return None  # its package is another's
        loader = _Loader(fullname, source)
        loader.code = code
        spec = ModuleSpec(fullname, loader, origin=source, is_package=is_package)
        spec.has_location = True
        if spec.submodule_search_locations is not None:
            spec.submodule_search_locations.append(home)
        return spec

    def keep(self) -> None:
        """Write the code of what is loaded now, and of what was kept, unless all of it stands there."""
        loaded = {
            name: loader for name, module in list(sys.modules.items()) if (loader := _loader(name, module))
        }
        # without those that were taken away meanwhile
        states = {name: state for name, loader in loaded.items() if (state := state_of(loader.path))}
        if all(name in self._modules and self._modules[name][1] == state for name, state in states.items()):
            return
        index: dict[str, Kept] = {}
        codes: list[bytes] = []
        at = 0
        for name in {**states, **self._modules}:
            code = self.code(name)
            if code:
                path, state = self._modules[name][:2]
            elif name in states:
                path, state = loaded[name].path, states[name]
                code = marshal.dumps(loaded[name].get_code(name))
            else:
                continue
            index[name] = path, state, at, len(code), crc32(code)
            codes.append(code)
            at += len(code)
        head = marshal.dumps(index)
        replace(self.path, [f"{crc32(head):010} {len(head):08}\n".encode(), head, *codes], _FILES)


def _loader(name: str, module: ModuleType) -> SourceFileLoader | None:
    """Return what loaded a module from its source; None for all that came otherwise, or by another name."""
    spec = getattr(module, "__spec__", None)
    if spec is None or spec.name != name or type(spec.loader) not in (SourceFileLoader, _Loader):
        return None
    loader: SourceFileLoader = spec.loader
    return loader


#: The one of this process, where it began as the program.
_finders: list[Finder] = []


def use() -> None:
    """Take what is imported from now on from what another start kept, where that can be."""
    if os.name != "posix":
        return
    # where Python looks for modules, and all that makes its compiled code another
    way = repr([sys.path, sys.version, sys.flags.optimize]).encode("utf-8", "surrogateescape")
    _finders.append(Finder(f"{cache_path()}/code/{crc32(way):08x}"))
    sys.meta_path.insert(0, _finders[-1])


def keep() -> None:
    """Keep what this process has loaded for the next, where it began with `use`."""
    try:
        for finder in _finders:
            finder.keep()
    except OSError:
        return
