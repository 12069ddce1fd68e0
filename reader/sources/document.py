"""What a source module is given: bytes, the name they go by, where they came from."""

from __future__ import annotations

import codecs
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
    """A text as it was read. `name` is what it is called in messages; empty for standard input.

    `encoding` was asked for by a person, `charset` is what the text came with says; `url` is where it was;
    `kind` is the reader's, where it need not be found out; `chapters` asks for one article a chapter.
    """

    raw: bytes
    origin: str
    name: str = ""
    encoding: str = ""
    charset: str = ""
    url: str = ""
    kind: str = ""
    chapters: bool = False

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


#: Names that are said where a larger set is meant (WHATWG Encoding).
_MEANT = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "gb2312": "gb18030"}


def _declared(document: Document) -> str:
    """Return the encoding that a text came with, where its bytes are not UTF-8 and are of that encoding."""
    name = _MEANT.get(document.charset.lower(), document.charset.lower())
    if not name:
        return ""
    try:
        document.raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return ""
    if document.raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ""
    try:
        document.raw.decode(name)
    except (LookupError, ValueError):
        return ""
    return name


def decoded(document: Document) -> tuple[str, tuple[str, ...]]:
    """Decode a document: its text, and a remark where the encoding was guessed. Raises SourceError."""
    try:
        result = decode(document.raw, document.encoding or _declared(document))
    except CleanError as error:
        raise SourceError(f"{document.called} {error}.") from error
    return result.text, (f"guessed encoding {result.encoding}",) if result.guessed else ()
