"""What is given random bytes: each target takes any, may refuse them in a sentence, and keeps its promises.

`bench/torture/fuzz.py` gives them a million inputs; those that once broke one are kept under `seeds`, by the
target's name, and are tried again with every run of the tests.
"""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from reader.exports.filenames import stem
from reader.library.disk import codec
from reader.model import ReaderError, codebook_toml
from reader.sources import markdown, subtitles
from reader.sources import text as plain
from reader.sources.document import Document
from reader.sources.imports import IMPORTERS, File, importer_of
from reader.text.bulk import BulkError, read_bulk
from reader.text.clean import CleanError, clean_inline, clean_line, clean_note, is_clean
from reader.text.query import parse
from reader.text.query_nodes import QueryError
from reader.text.tags import TagError, normalise_tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reader.model import Imported

Target: TypeAlias = "Callable[[bytes], None]"
SEEDS = Path(__file__).parent / "seeds"
_LONGEST = 500  # characters of a title
#: Formats of files that are read in this process; the others are taken apart in another, with limits.
_READ_HERE = tuple(
    name for name in IMPORTERS if name not in {"kobo", "taguette", "refi-qda", "pocket-zip", "omnivore"}
)


def _text(raw: bytes) -> str:
    """Return a string of bytes, whatever they are; lone surrogates, as file names bring them, among them."""
    try:
        return raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def title(raw: bytes) -> None:
    """A title, a name, a note: clean, no longer than it may be, and not changed by cleaning it again."""
    given = _text(raw)
    for clean in (clean_inline, clean_note, clean_line):
        once = clean(given)
        assert is_clean(once)
        assert clean(once) == once
    line = clean_line(given)
    assert len(line) <= _LONGEST
    assert "\n" not in line
    name = stem(line)
    assert name
    assert all(letter.isalnum() or letter == "-" for letter in name)
    assert len(name.encode()) <= 240


def tag(raw: bytes) -> None:
    """The name of a tag: what it is made is left as it is."""
    with suppress(TagError):
        name = normalise_tag(_text(raw))
        assert name
        assert is_clean(name)
        assert normalise_tag(name) == name


def query(raw: bytes) -> None:
    """A query: read, or refused with a column that is in it."""
    given = _text(raw)
    try:
        parse(given)
    except QueryError as error:
        assert 0 <= error.column <= len(given)
        assert error.message


def order(raw: bytes) -> None:
    """A line that says what is to be done to the hits of a pattern."""
    given = _text(raw)
    try:
        read_bulk(given)
    except BulkError as error:
        assert str(error)


def codebook(raw: bytes) -> None:
    """A codebook as a file: what is read is written, and read again as it was."""
    with suppress(ReaderError):
        book = codebook_toml.read(_text(raw))
        assert codebook_toml.read(codebook_toml.write(book)) == book


def shard(raw: bytes) -> None:
    """An article's file in whatever state: it never raises, and what it holds can be written."""
    parsed = codec.parse(raw)
    assert all(codec.is_key(key) for key in parsed.docs)
    again = codec.parse(codec.dump(parsed.docs))
    assert again.docs == parsed.docs


def _article(read: Callable[[Document], Imported]) -> Target:
    def target(raw: bytes) -> None:
        with suppress(ReaderError, CleanError):
            _look(read(Document(raw, "/some/file.txt", "file.txt")))

    target.__doc__ = f"A file for {read.__module__}: clean text, with headings, lists and links inside it."
    return target


def _look(imported: Imported) -> None:
    metadata = imported.metadata
    assert is_clean(metadata.title)
    assert is_clean(imported.body.text)
    size = len(imported.body.text)
    blocks, marks = imported.body.blocks, imported.body.marks
    assert all(0 <= each.start <= each.end <= size for each in (*blocks, *marks))
    assert all(first.end <= second.start for first, second in zip(blocks, list(blocks)[1:], strict=False))


def _read_as(name: str, raw: bytes) -> Iterator[Imported]:
    with File("/some/file", io.BytesIO(raw), len(raw)) as file:
        yield from IMPORTERS[name].read(file)


def imports(raw: bytes) -> None:
    """A file of another program: told by its content, and read as each format, whatever it is."""
    with File("/some/file", io.BytesIO(raw), len(raw)) as file, suppress(ReaderError):
        importer_of(file)
    number = raw[0] % len(_READ_HERE) if raw else 0
    _look_at_all(_read_as(_READ_HERE[number], raw[1:]))


def _look_at_all(found: Iterable[Imported]) -> None:
    for imported in found:
        if imported.error:
            assert is_clean(imported.error)
        else:
            _look(imported)


TARGETS: dict[str, Target] = {
    "title": title,
    "tag": tag,
    "query": query,
    "order": order,
    "codebook": codebook,
    "shard": shard,
    "text": _article(plain.read),
    "markdown": _article(markdown.read),
    "subtitles": _article(subtitles.read),
    "imports": imports,
}
