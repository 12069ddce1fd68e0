"""How articles and highlights leave: one module a format, and the registry that chooses."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reader.model import ArticleView

__all__ = ["FORMATS", "Format"]


@dataclass(frozen=True)
class Format:
    """A format to write. Its module, imported when first used, has `write` and `lost`."""

    name: str
    suffix: str
    about: str
    module: str

    def write(self, views: Iterable[ArticleView]) -> Iterator[bytes]:
        """Yield the bytes of an export of these articles, as they come."""
        return cast("Iterator[bytes]", import_module(self.module).write(views))

    def lost(self, view: ArticleView) -> Mapping[str, int]:
        """Count what the format cannot carry of an article: a noun in the singular, and how many."""
        return cast("Mapping[str, int]", import_module(self.module).lost(view))


FORMATS: dict[str, Format] = {
    form.name: form
    for form in (
        Format("markdown", ".md", "passages, tags and notes, as in Obsidian", "reader.exports.markdown"),
        Format("json", ".json", "everything, for programs", "reader.exports.native"),
    )
}
