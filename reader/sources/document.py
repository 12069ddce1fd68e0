"""What a source module is given: bytes, the name they go by, where they came from."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.model import Imported, Metadata
from reader.sources.files import SourceError
from reader.text.clean import CleanError, clean_line
from reader.text.decode import decode
from reader.text.language import guess

if TYPE_CHECKING:
    from reader.text.build import BodyBuilder

_LONGEST_TITLE = 80
_sentence = re.compile(r".+?[.!?…。！？](?=\s|$|[\"”’»)」])|.+")


@dataclass(frozen=True)
class Document:
    """A text as it was read. `name` is what it is called in messages; empty for standard input."""

    raw: bytes
    origin: str
    name: str = ""
    encoding: str = ""

    def fallback_title(self, first: str) -> str:
        """Return a title for a text without one: the file's name, else its first words."""
        stem = os.path.splitext(self.name)[0].strip(" ._-")
        words = stem.replace("_", " ") if " " in stem else stem.replace("_", " ").replace("-", " ")
        title = clean_line(words, _LONGEST_TITLE)
        if title or not first:
            return title or "Untitled"
        found = _sentence.match(first[: 4 * _LONGEST_TITLE])
        return clean_line(found.group() if found else first, _LONGEST_TITLE) or "Untitled"

    def imported(
        self, metadata: Metadata, builder: BodyBuilder, source: str, report: tuple[str, ...] = ()
    ) -> Imported:
        """Return the article; raises SourceError where there is nothing to read in it."""
        if not len(builder):
            raise SourceError(f"{self.called} holds no text.")
        body = builder.body()
        if not metadata.language:
            metadata = replace(metadata, language=guess(body.text))
        return Imported(self.origin, metadata, body, source, self.raw, report)

    @property
    def called(self) -> str:
        """What to call the document in a message."""
        return clean_line(self.name, 120) or "Standard input"


def decoded(document: Document) -> tuple[str, tuple[str, ...]]:
    """Decode a document: its text, and a remark where the encoding was guessed. Raises SourceError."""
    try:
        result = decode(document.raw, document.encoding)
    except CleanError as error:
        raise SourceError(f"{document.called} {error}.") from error
    return result.text, (f"guessed encoding {result.encoding}",) if result.guessed else ()
