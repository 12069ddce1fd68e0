"""Formats that other packages offer: modules with `write(views)`, under the group `reader.exports`.

`write` takes the articles one after another and yields bytes. Such a module may have `SUFFIX`, `BINARY` and
`lost(view)`, as ours do in the registry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.exports import Format
from reader.model import ReaderError
from reader.model.plugins import plugins

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from types import ModuleType

    from reader.model import ArticleView
    from reader.model.plugins import Plugin

GROUP = "reader.exports"


class Plugged(Format):
    """A format that a plug-in writes. Whatever goes wrong in it is one sentence."""

    def __init__(self, name: str, suffix: str, plugin: Plugin, code: ModuleType) -> None:
        binary = bool(getattr(code, "BINARY", False))
        super().__init__(name, suffix, f"by {plugin.package}", "", binary=binary)
        self.plugin, self.code = plugin, code

    def write(self, views: Iterable[ArticleView]) -> Iterator[bytes]:
        """Yield what the plug-in makes of these articles.

        Raises:
            ReaderError: it failed.
        """
        try:
            for piece in self.code.write(iter(views)):
                if not isinstance(piece, bytes):
                    raise self.plugin.fault(f"it gave {type(piece).__name__}, not bytes")
                yield piece
        except (ReaderError, GeneratorExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            raise self.plugin.fault(error) from error

    def lost(self, view: ArticleView) -> Mapping[str, int]:
        """Count what the plug-in says that it does not carry."""
        count = getattr(self.code, "lost", None)
        if count is None:
            return {}
        try:
            return {str(noun): int(number) for noun, number in count(view).items() if int(number) > 0}
        except Exception as error:
            raise self.plugin.fault(error) from error


def offered() -> dict[str, str]:
    """Return the formats that plug-ins offer, each with its package; none of them is imported for that."""
    return {name: plugin.package for name, plugin in plugins(GROUP).items()}


def plugged(name: str) -> Format | None:
    """Return a plug-in's format, if there is one of that name.

    Raises:
        ReaderError: it cannot be imported.
    """
    plugin = plugins(GROUP).get(name)
    if plugin is None:
        return None
    code = plugin.module("write")
    suffix = str(getattr(code, "SUFFIX", ""))
    if not suffix.startswith(".") or not suffix[1:].isalnum():
        suffix = ".txt"
    return Plugged(name, suffix, plugin, code)
