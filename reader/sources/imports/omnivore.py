"""Omnivore's export, a ZIP archive or the folder it was unpacked into: lists, texts and highlights.

Shapes as its exporter writes them (omnivore-app/omnivore, `jobs/export.ts` and `highlightToMarkdown`).
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from reader.model import Imported, Kept, Metadata, Passage
from reader.sources.files import SourceError, read_file
from reader.sources.imports.page import body_of
from reader.sources.imports.values import Fields, digest, items, line, lines, moment, objects, tags, text
from reader.sources.unzip import Archive
from reader.sources.worker import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.sources.imports.file import File

_ARCHIVED = "archived"
_PARTS = ("content", "highlights")
#: A quote ends with an empty line: those inside it become a `>`, and its other lines are as they were.
_quote = re.compile(r"^>.*(?:\n(?!#)[^\n]*\S[^\n]*)*", re.MULTILINE)
_link_mark = re.compile(r"\s*\[[^\[\]]{0,8}\]\(https?://[^()\s]*\)")
_tag = re.compile(r"(?:^|\s)#(\S+)").findall
_is_labels = re.compile(r"#[^\s#]").match
_is_list = re.compile(r"(?:^|/)metadata_[^/]*\.json$").search


def read(file: File) -> Iterator[Imported]:
    """Yield the articles of an export, of its archive or of one of the lists in it. Raises SourceError."""
    try:
        if file.head.startswith(b"PK"):
            parts: _Parts = Archive(file.raw())
            names = filter(_is_list, sorted(parts.names))
            entries = [entry for name in names for entry in objects(_json(parts, name))]
        else:
            parts, entries = _Folder(Path(file.path).parent), list(objects(file.json()))
    except Refused as error:
        raise SourceError(f"{file.name} {error}.") from None
    for entry in file.through(entries):
        try:
            yield _article(file, parts, entry)
        except Refused as error:
            yield Imported(file.origin, error=f"{file.name}, “{line(entry.get('title'), 80)}” {error}.")


class _Folder:
    """The texts and highlights beside a list."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.names = frozenset(
            f"{part}/{entry.name}"
            for part in _PARTS
            if (folder / part).is_dir() and not (folder / part).is_symlink()
            for entry in os.scandir(folder / part)
            if entry.is_file(follow_symlinks=False)
        )

    def read(self, name: str) -> bytes:
        """Return a file's bytes. Raises Refused."""
        try:
            return read_file(self._folder / name)
        except SourceError:
            raise Refused(f"has a text that cannot be read: {line(name, 80)}") from None


_Parts = Archive | _Folder


def _article(file: File, parts: _Parts, entry: Fields) -> Imported:
    lost: Counter[str] = Counter()
    title, url, slug = line(entry.get("title")), line(entry.get("url"), 2000), text(entry.get("slug"))
    progress = entry.get("readingProgress")
    labels = [
        text(each.get("name")) if isinstance(each, dict) else text(each)
        for each in items(entry.get("labels"))
    ]
    marked = _member(parts, f"highlights/{slug}.md")
    return Imported(
        url or file.origin,
        Metadata(
            title,
            authors=lines(entry.get("author") or []),
            published=moment(entry.get("publishedAt"))[:10],
            url=url,
        ),
        body_of(_member(parts, f"content/{slug}.html"), title, url, lost),
        "html",
        status="archived" if text(entry.get("state")).lower() == _ARCHIVED else "",
        tags=tags(labels, lost),
        kept=Kept(
            note=_note(marked),
            added=moment(entry.get("savedAt")),
            progress=progress / 100 if isinstance(progress, int | float) else 0.0,
        ),
        passages=tuple(_quotes(marked, url, lost)),
        lost=lost,
    )


def _note(written: str) -> str:
    """Return what stands before the first quote: the note of the whole article."""
    first = _quote.search(written)
    rows = written[: first.start() if first else len(written)].splitlines()
    return "\n".join(row for row in rows if not row.startswith("# ")).strip()


def _quotes(written: str, url: str, lost: Counter[str]) -> Iterator[Passage]:
    """Give the quotes of a list of highlights; what stands under one is its labels, then its note."""
    found = list(_quote.finditer(written))
    for match, following in zip_longest(found, found[1:]):
        rows = (row.removeprefix(">").removeprefix(" ") for row in match.group().splitlines())
        quote = _link_mark.sub("", "\n".join(rows)).strip()
        rest = written[match.end() : following.start() if following else len(written)].strip()
        named: list[str] = []
        if _is_labels(rest):
            labels, _, rest = rest.partition("\n")
            named = re.split(r"\s+#", labels.strip()[1:])
        tagged = re.search(r"((?:\s#\S+)+)\s*$", quote)
        if tagged:
            quote, named = quote[: tagged.start()], [*_tag(tagged.group()), *named]
        yield Passage(quote, f"omnivore:{digest(url, quote)}", tags=tags(named, lost), note=rest.strip())


def _json(parts: _Parts, name: str) -> object:
    try:
        return json.loads(parts.read(name))
    except (ValueError, RecursionError):
        raise Refused(f"is damaged: {line(name, 80)} in it is no whole JSON document") from None


def _member(parts: _Parts, name: str) -> str:
    """Return a member's text, in whatever folder it stands; empty where there is none."""
    found = next((each for each in parts.names if each == name or each.endswith(f"/{name}")), "")
    return parts.read(found).decode("utf-8", "replace") if found else ""
