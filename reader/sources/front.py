"""What stands at the head of a document of a word processor: title, authors and date, by their styles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.sources.dates import iso_date
from reader.sources.safe_xml import first, parse, texts
from reader.sources.worker import Refused

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from reader.sources.unzip import Archive

#: Styles of paragraphs whose text is a field.
FRONT = ("title", "author", "date")


def fields_of(archive: Archive, name: str) -> dict[str, str]:
    """Return what `docProps/core.xml` or `meta.xml` says, Dublin Core both; nothing where it is damaged."""
    try:
        root = parse(archive.read(name), name)
    except Refused:
        return {}  # the text may be whole
    authors = texts(root, "initial-creator") or texts(root, "creator")
    return {
        "title": first(root, "title"),
        "author": ";".join(dict.fromkeys(authors)),
        "date": first(root, "created", "creation-date", "modified", "date")[:10],
        "language": first(root, "language"),
    }


def take_front(body: Element, fields: dict[str, str]) -> None:
    """Take the head of a document, marked by classes of `FRONT`, out of its body and into the fields."""
    for name in FRONT:
        found = [element for element in body if element.get("class") == name]
        if name == "title":
            del found[1:]
        text = ";".join(" ".join("".join(map(str, element.itertext())).split()) for element in found)
        # a file's date is when it was made; one that is written in it was meant
        if text and (name == "title" or not fields.get(name) or (name == "date" and iso_date(text))):
            fields[name] = text
        for element in found:
            body.remove(element)
