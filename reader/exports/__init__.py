"""How articles and highlights leave: one module a format, and the registry that chooses."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reader.exports.chunk import Chunk
    from reader.model import ArticleView

__all__ = ["FORMATS", "Format"]


class Format:
    """A format to write. Its module, imported when first used, has `write` and `lost`.

    What is `binary` is not for a terminal; the module of a `living` one has `chunks`, and files of it are
    brought up to date.
    """

    def __init__(
        self, name: str, suffix: str, about: str, module: str, binary: bool = False, *, living: bool = False
    ) -> None:
        self.name, self.suffix, self.about, self.module = name, suffix, about, module
        self.binary, self.living = binary, living

    def write(self, views: Iterable[ArticleView]) -> Iterator[bytes]:
        """Yield the bytes of an export of these articles, as they come."""
        return cast("Iterator[bytes]", import_module(self.module).write(views))

    def chunks(self, views: Iterable[ArticleView]) -> Iterator[Chunk]:
        """Yield the same in pieces that can be found again in a file; of a living format only."""
        return cast("Iterator[Chunk]", import_module(self.module).chunks(views))

    def lost(self, view: ArticleView) -> Mapping[str, int]:
        """Count what the format cannot carry of an article: a noun in the singular, and how many."""
        return cast("Mapping[str, int]", import_module(self.module).lost(view))


FORMATS: dict[str, Format] = {
    form.name: form
    for form in (
        Format(
            "markdown",
            ".md",
            "passages, tags and notes, as in Obsidian",
            "reader.exports.markdown",
            living=True,
        ),
        Format(
            "markdown-plain",
            ".md",
            "the same without what only Obsidian knows",
            "reader.exports.plain",
            living=True,
        ),
        Format("org", ".org", "passages as headings, for Emacs", "reader.exports.org", living=True),
        Format(
            "html", ".html", "one page of texts and passages, for browser or paper", "reader.exports.page"
        ),
        Format("json", ".json", "everything, for programs", "reader.exports.native"),
        Format("jsonl", ".jsonl", "a passage a line, for programs", "reader.exports.jsonl"),
        Format("csv", ".csv", "a passage a row, for spreadsheets", "reader.exports.table"),
        Format("w3c", ".jsonld", "Web Annotation (JSON-LD)", "reader.exports.w3c"),
        Format("hypothesis", ".json", "what Hypothesis imports", "reader.exports.hypothesis"),
        Format("readwise", ".csv", "what Readwise imports", "reader.exports.readwise"),
        Format("bibtex", ".bib", "references to the articles (BibLaTeX)", "reader.exports.bibtex"),
        Format("csl-json", ".json", "references to the articles (Zotero, pandoc)", "reader.exports.csl"),
        Format("anki", ".apkg", "cards to learn passages by", "reader.exports.anki", True),
        Format("refi-qda", ".qdpx", "a project for NVivo, MAXQDA, QualCoder …", "reader.exports.refi", True),
        Format("refi-codebook", ".qdc", "the codebook for the same", "reader.exports.qdc"),
        Format("taguette", ".csv", "the codebook for Taguette", "reader.exports.taguette"),
        Format("spacy", ".jsonl", "texts with labelled spans for spaCy", "reader.exports.spacy"),
        Format("doccano", ".jsonl", "texts with labelled spans for doccano", "reader.exports.doccano"),
        Format("label-studio", ".json", "tasks for Label Studio", "reader.exports.label_studio"),
    )
}
