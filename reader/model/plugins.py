"""Plug-ins: what other packages that are installed offer under an entry-point group of ours."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reader.model import ReaderError
from reader.text.clean import clean_line
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint
    from types import ModuleType


class Plugin(NamedTuple):
    """A module that another package offers under a name; it is imported when it is first used."""

    name: str
    package: str
    entry: EntryPoint

    def module(self, *functions: str) -> ModuleType:
        """Return the module, which has these functions.

        Raises:
            ReaderError: it cannot be imported, or lacks one.
        """
        try:
            module: ModuleType = self.entry.load()
        except (Exception, SystemExit) as error:  # whatever the code of others does
            raise self.fault(error) from error
        for function in functions:
            if not callable(getattr(module, function, None)):
                raise self.fault(f"it has no function {function}")
        return module

    def fault(self, error: BaseException | str) -> ReaderError:
        """Word what went wrong in it."""
        words = error if isinstance(error, str) else f"{type(error).__name__}: {error}".removesuffix(": ")
        return ReaderError(f"The plug-in {self.name} ({self.package}) failed: {clean_line(words, 200)}.")


@cache
def plugins(group: str) -> dict[str, Plugin]:
    """Return the plug-ins of a group by their names, the first of each name."""
    from importlib.metadata import entry_points

    found: dict[str, Plugin] = {}
    for entry in entry_points(group=group):
        package = f"{entry.dist.name} {entry.dist.version}" if entry.dist else "unknown"
        found.setdefault(entry.name, Plugin(entry.name, clean_line(package, 80), entry))
    return found
