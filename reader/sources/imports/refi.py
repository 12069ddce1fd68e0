"""REFI-QDA: projects (`.qdpx`) and codebooks (`.qdc`) of NVivo, ATLAS.ti, MAXQDA, QualCoder, this program."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from unicodedata import is_normalized

from reader.model import Body, Imported, Kept, Passage, Tag
from reader.model.shades import HEX, colour_near
from reader.sources import text as plain
from reader.sources.document import Document
from reader.sources.files import SourceError
from reader.sources.imports.values import line, moment, tags
from reader.sources.worker import WorkerError, shared
from reader.text.clean import clean_note, is_clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.sources.imports.file import File

_CONTEXT = 32  # code points kept before and after a quote
_OWN = "reader"  # what our exports name as the program, and as the user without a name


def read(file: File) -> Iterator[Imported]:
    """Yield the codebook, then the texts of a project. Raises SourceError."""
    try:
        found = shared.extract("refi", file.raw())
    except WorkerError as error:
        raise SourceError(f"{file.name} {error}.") from error
    lost: Counter[str] = Counter(found["lost"])
    if book := tuple(filter(None, (_tag(code) for code in found["codes"]))):
        yield Imported(file.origin, codebook=book)
    for number, source in enumerate(file.through(found["sources"])):
        imported = _article(file, source, own=found["origin"] == _OWN)
        yield replace(imported, lost={**imported.lost, **lost}) if number == 0 else imported


def _tag(code: dict[str, str]) -> Tag | None:
    names = tags([code["name"]], Counter())
    if not names:
        return None
    colour = code["colour"].lower()
    own = next((name for name, value in HEX.items() if value == colour), "")
    return Tag(names[0], "", own or colour_near(colour), clean_note(code["description"]))


def _article(file: File, source: dict[str, Any], *, own: bool) -> Imported:
    lost: Counter[str] = Counter()
    given: str = source["text"]
    passages = tuple(_passage(given, each, lost) for each in source["selections"])
    fits = is_clean(given) and is_normalized("NFC", given)
    origin = f"urn:uuid:{source['guid'].lower()}"
    if not given.strip():
        imported, fits = Imported(origin), False
    elif fits:
        imported = Imported(origin, body=Body.plain(given))
    else:
        imported = plain.read(Document(given.encode("utf-8", "replace"), origin, source["name"], "utf-8"))
    if not fits:  # the bounds are of another text
        passages = tuple(replace(each, start=0, end=0) for each in passages)
    about = source["description"].splitlines() if own else []
    metadata = replace(
        imported.metadata,
        title=line(source["name"]) or imported.metadata.title,
        url=next((each for each in map(line, about) if each.startswith(("http://", "https://"))), ""),
    )
    return replace(
        imported,
        metadata=metadata,
        source="text",
        raw=b"",
        kept=Kept(note="" if own else source["description"], added=moment(source["created"])),
        tags=tags(source["codes"], lost),
        passages=passages,
        lost=lost,
    )


def _passage(given: str, each: dict[str, Any], lost: Counter[str]) -> Passage:
    start, end = each["start"], each["end"]
    return Passage(
        quote=given[start:end],
        key=f"urn:uuid:{each['guid'].lower()}" if each["guid"] else "",
        prefix=given[max(0, start - _CONTEXT) : start],
        suffix=given[end : end + _CONTEXT],
        start=start,
        end=end,
        tags=tags(each["codes"], lost),
        note=each["note"],
        annotator="" if each["user"] == _OWN else line(each["user"]),
        created=moment(each["created"]),
    )
