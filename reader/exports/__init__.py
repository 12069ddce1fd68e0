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

    `about` says what it is, `readers` which programs read it. What is `binary` is not for a terminal; the
    module of a `living` one has `chunks`, and files of it are brought up to date.
    """

    def __init__(
        self,
        name: str,
        suffix: str,
        about: str,
        module: str,
        *,
        readers: str = "",
        group: str = "",
        binary: bool = False,
        living: bool = False,
    ) -> None:
        self.name, self.suffix, self.about, self.module = name, suffix, about, module
        self.readers, self.group = readers, group
        self.binary, self.living = binary, living

    @property
    def words(self) -> str:
        """What it is, and for which programs."""
        return f"{self.about} · {self.readers}" if self.readers else self.about

    def write(self, views: Iterable[ArticleView]) -> Iterator[bytes]:
        """Yield the bytes of an export of these articles, as they come."""
        return cast("Iterator[bytes]", import_module(self.module).write(views))

    def chunks(self, views: Iterable[ArticleView]) -> Iterator[Chunk]:
        """Yield the same in pieces that can be found again in a file; of a living format only."""
        return cast("Iterator[Chunk]", import_module(self.module).chunks(views))

    def lost(self, view: ArticleView) -> Mapping[str, int]:
        """Count what the format cannot carry of an article: a noun in the singular, and how many."""
        return cast("Mapping[str, int]", import_module(self.module).lost(view))


_QDA = "NVivo, MAXQDA, ATLAS.ti, QualCoder"

#: By what one is after: name, suffix, module, what it is, which programs read it.
_GROUPS: dict[str, tuple[tuple[str, str, str, str, str], ...]] = {
    "notes": (
        ("markdown", ".md", "markdown", "passages, tags and notes, kept up to date", "Obsidian"),
        ("markdown-plain", ".md", "plain", "the same, of Markdown that all know", "any editor, pandoc"),
        ("org", ".org", "org", "a heading for each passage, kept up to date", "Emacs"),
    ),
    "to look at": (
        ("html", ".html", "page", "one page of texts, passages and notes", "any browser; paper"),
        ("docx", ".docx", "docx", "passages, tags and notes, to send", "Word, LibreOffice, Pages"),
        ("pdf", ".pdf", "pdf", "the same page on paper; needs reader-tui[pdf]", "any PDF viewer"),
        ("csv", ".csv", "table", "a passage a row", "Excel, LibreOffice, R"),
    ),
    "references": (
        ("bibtex", ".bib", "bibtex", "the articles as references", "BibLaTeX, JabRef, Zotero"),
        ("csl-json", ".json", "csl", "the articles as references", "Zotero, pandoc"),
    ),
    "annotation": (
        ("w3c", ".jsonld", "w3c", "Web Annotations, JSON-LD", "annotation servers and tools"),
        ("hypothesis", ".json", "hypothesis", "annotations, to import there", "Hypothesis"),
        ("readwise", ".csv", "readwise", "highlights, to import there", "Readwise"),
    ),
    "learning": (("anki", ".apkg", "anki", "a card for each passage", "Anki"),),
    "coding": (
        ("refi-qda", ".qdpx", "refi", "a project: texts, codes, coded passages", _QDA),
        ("refi-codebook", ".qdc", "qdc", "the codebook alone", _QDA),
        ("taguette", ".csv", "taguette", "the codebook alone", "Taguette"),
    ),
    "training": (
        ("spacy", ".jsonl", "spacy", "texts with labelled spans", "spaCy"),
        ("doccano", ".jsonl", "doccano", "texts with labelled spans", "doccano"),
        ("label-studio", ".json", "label_studio", "tasks with labelled spans", "Label Studio"),
    ),
    "programs": (
        ("json", ".json", "native", "everything there is", "scripts; reader import"),
        ("jsonl", ".jsonl", "jsonl", "a passage a line", "jq, fzf, scripts"),
    ),
}
_BINARY = ("anki", "refi-qda", "pdf", "docx")
_LIVING = ("markdown", "markdown-plain", "org")

FORMATS: dict[str, Format] = {
    name: Format(
        name,
        suffix,
        about,
        f"reader.exports.{module}",
        readers=readers,
        group=group,
        binary=name in _BINARY,
        living=name in _LIVING,
    )
    for group, rows in _GROUPS.items()
    for name, suffix, module, about, readers in rows
}
