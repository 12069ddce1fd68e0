"""ZIP archives of lists of saved pages: Omnivore's and Pocket's."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from io import StringIO
from itertools import zip_longest
from typing import TYPE_CHECKING

from reader.model import Imported, Kept, Metadata, Passage
from reader.sources.files import SourceError
from reader.sources.imports.links import pocket_article
from reader.sources.imports.page import body_of
from reader.sources.imports.values import Fields, digest, items, line, lines, moment, objects, tags, text
from reader.sources.unzip import Archive
from reader.sources.worker import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.sources.imports.file import File

_ARCHIVED = "archived"
_quote = re.compile(r"(?:^>.*\n?)+", re.MULTILINE)
_link_mark = re.compile(r"\s*\[[^\[\]]{0,8}\]\(https?://[^()\s]*\)")
_tag = re.compile(r"(?:^|\s)#(\S+)").findall


def read_omnivore(file: File) -> Iterator[Imported]:
    """Yield the articles of an export of Omnivore, with their texts and highlights. Raises SourceError."""
    try:
        archive = Archive(file.raw())
        entries = [
            entry
            for name in sorted(archive.names)
            if re.search(r"(?:^|/)metadata_[^/]*\.json$", name)
            for entry in objects(_json(archive, name))
        ]
    except Refused as error:
        raise SourceError(f"{file.name} {error}.") from None
    for entry in file.through(entries):
        try:
            yield _omnivore(file, archive, entry)
        except Refused as error:
            yield Imported(file.origin, error=f"{file.name}, “{line(entry.get('title'), 80)}” {error}.")


def _omnivore(file: File, archive: Archive, entry: Fields) -> Imported:
    lost: Counter[str] = Counter()
    title, url, slug = line(entry.get("title")), line(entry.get("url"), 2000), text(entry.get("slug"))
    progress = entry.get("readingProgress")
    labels = [
        text(each.get("name")) if isinstance(each, dict) else text(each)
        for each in items(entry.get("labels"))
    ]
    return Imported(
        url or file.origin,
        Metadata(
            title,
            authors=lines(entry.get("author") or []),
            published=moment(entry.get("publishedAt"))[:10],
            url=url,
        ),
        body_of(_member(archive, f"content/{slug}.html"), title, url, lost),
        "html",
        status="archived" if text(entry.get("state")).lower() == _ARCHIVED else "",
        tags=tags(labels, lost),
        kept=Kept(
            added=moment(entry.get("savedAt")),
            progress=progress / 100 if isinstance(progress, int | float) else 0.0,
        ),
        passages=tuple(_quotes(_member(archive, f"highlights/{slug}.md"), url, lost)),
        lost=lost,
    )


def _quotes(written: str, url: str, lost: Counter[str]) -> Iterator[Passage]:
    """Give the quotes of a list of highlights; what stands under one is its tags and its note."""
    found = list(_quote.finditer(written))
    for match, following in zip_longest(found, found[1:]):
        rows = (row.removeprefix(">").removeprefix(" ") for row in match.group().splitlines())
        quote = _link_mark.sub("", "\n".join(rows)).strip()
        rest = written[match.end() : following.start() if following else len(written)]
        kept = [row for row in rest.splitlines() if not row.startswith("#")]
        named = [name for row in rest.splitlines() if row.startswith("#") for name in _tag(row)]
        tagged = re.search(r"((?:\s#\S+)+)\s*$", quote)
        if tagged:
            quote, named = quote[: tagged.start()], [*_tag(tagged.group()), *named]
        yield Passage(
            quote,
            f"omnivore:{digest(url, quote)}",
            tags=tags(named, lost),
            note="\n".join(kept).strip(),
        )


def read_pocket(file: File) -> Iterator[Imported]:
    """Yield the articles of an export of Pocket, with their highlights. Raises SourceError."""
    try:
        archive = Archive(file.raw())
        marks: dict[str, list[tuple[str, str]]] = {}
        table: list[dict[str, str]] = []
        for name in sorted(archive.names):
            if name.endswith(".csv"):
                table += _rows(archive.read(name).decode("utf-8-sig", "replace"))
            elif name.endswith(".json"):
                for entry in objects(_json(archive, name)):
                    found = [
                        (text(each.get("quote")), text(each.get("created_at")))
                        for each in objects(entry.get("highlights"))
                    ]
                    marks.setdefault(line(entry.get("url"), 2000), []).extend(found)
                    table.append(
                        {"url": text(entry.get("url")), "title": text(entry.get("title")), "": "marked"}
                    )
    except Refused as error:
        raise SourceError(f"{file.name} {error}.") from None
    seen: set[str] = set()
    for row in file.through(table):
        url = line(row.get("url"), 2000)
        if url and url not in seen:
            seen.add(url)
            yield pocket_article(file, row, marks.get(url, []))


def _rows(written: str) -> list[dict[str, str]]:
    reader = csv.reader(StringIO(written, newline=""))
    try:
        header = next(reader, [])
        return [dict(zip(header, row, strict=False)) for row in reader if any(row)]
    except csv.Error:
        raise Refused("is damaged: a table in it cannot be read") from None


def _json(archive: Archive, name: str) -> object:
    try:
        return json.loads(archive.read(name))
    except (ValueError, RecursionError):
        raise Refused(f"is damaged: {line(name, 80)} in it is no whole JSON document") from None


def _member(archive: Archive, name: str) -> str:
    """Return a member's text, in whatever folder it stands; empty where there is none."""
    found = next((each for each in archive.names if each == name or each.endswith(f"/{name}")), "")
    return archive.read(found).decode("utf-8", "replace") if found else ""
