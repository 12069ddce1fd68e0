"""Lists of saved addresses: Instapaper's and Pocket's tables, and bookmarks as browsers export them."""

from __future__ import annotations

import json
import re
from collections import Counter
from html import unescape
from typing import TYPE_CHECKING

from reader.model import Imported, Kept, Metadata, Passage
from reader.sources.imports.table import Row, rows
from reader.sources.imports.values import digest, items, line, moment, tags, text
from reader.sources.links import safe_href

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.sources.imports.file import File

_INBOXES = ("", "unread", "home")


def read_instapaper(file: File) -> Iterator[Imported]:
    """Yield the articles of Instapaper's table. Raises SourceError."""
    for row in file.through(rows(file, "url", "title")):
        lost: Counter[str] = Counter()
        folder = row.get("folder", "").strip()
        names = _json_list(row.get("tags", ""))
        if folder.lower() not in (*_INBOXES, "archive", "starred"):
            names.append(folder)
        if folder.lower() == "starred":
            names.append("starred")
        selection = row.get("selection", "")
        yield Imported(
            file.origin,
            Metadata(line(row.get("title")), url=line(row.get("url"), 2000)),
            status="archived" if folder.lower() == "archive" else "",
            tags=tags(names, lost),
            kept=Kept(added=moment(row.get("timestamp"))),
            passages=(Passage(selection, f"instapaper:{digest(row['url'], selection)}"),)
            if selection.strip()
            else (),
            lost=lost,
        )


def read_pocket(file: File) -> Iterator[Imported]:
    """Yield the articles of Pocket's table. Raises SourceError."""
    for row in file.through(rows(file, "url", "title")):
        yield pocket_article(file, row, [])


def pocket_article(file: File, row: Row, marks: list[tuple[str, str]]) -> Imported:
    """Return an article of Pocket's table, with its highlights: quotes and times."""
    lost: Counter[str] = Counter()
    url = line(row.get("url"), 2000)
    title = line(row.get("title"))
    return Imported(
        file.origin,
        Metadata("" if title == url else title, url=url),
        status="archived" if row.get("status") == "archive" else "",
        tags=tags(row.get("tags", "").split("|"), lost),
        kept=Kept(added=moment(row.get("time_added"))),
        passages=tuple(
            Passage(quote, f"pocket:{digest(url, quote, when)}", created=moment(when))
            for quote, when in marks
        ),
        lost=lost,
    )


def _json_list(cell: str) -> list[str]:
    try:
        return [text(item) for item in items(json.loads(cell))] if cell.strip() else []
    except (ValueError, RecursionError):
        return []


#: What counts in a file of bookmarks: folders, their ends, links, what is said of them.
_part = re.compile(
    r"<h[13](?P<folder>[^<>]*)>(?P<name>[^<]*)</h[13]>"
    r"|(?P<opens><dl[^<>]*>)|(?P<closes></dl>)"
    r"|<a\s(?P<link>[^<>]*)>(?P<title>[^<]*)</a>"
    r"|<dd>(?P<note>[^<]*)",
    re.IGNORECASE,
).finditer
_attribute = re.compile(r"([a-z_]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE).findall
_NO_TAGS = {"bookmarks", "bookmarks menu", "bookmarks bar", "bookmarks toolbar", "other bookmarks", "unread"}


def read_bookmarks(file: File) -> Iterator[Imported]:
    """Yield the links of a file of bookmarks, or of Pocket's old list; folders become tags."""
    found: list[Imported] = []
    folders: list[str] = []
    named = ""
    lost: Counter[str] = Counter()
    for part in _part(file.text()):
        if part["name"] is not None:
            named = line(unescape(part["name"]), 200)
            if part.group().lower().startswith("<h1"):  # Pocket's lists stand under one, without more
                folders, named = [named], ""
        elif part["opens"]:
            folders.append(named)
            named = ""
        elif part["closes"]:
            del folders[-1:]
        elif part["note"] is not None:
            note = unescape(part["note"]).strip()
            if found and note:
                found[-1] = _noted(found[-1], note)
        elif imported := _link(file, part["link"], part["title"], folders, lost):
            found.append(imported)
    yield from file.through(found)
    if lost:
        yield Imported(
            file.origin, error=f"{file.name}: {lost['link']} links lead to no web page and were left out."
        )


def _link(file: File, written: str, title: str, folders: list[str], lost: Counter[str]) -> Imported | None:
    attributes = {name.lower(): unescape(a or b) for name, a, b in _attribute(written)}
    url = safe_href(line(attributes.get("href"), 2000))
    if not url.lower().startswith(("http://", "https://")):
        lost["link"] += 1
        return None
    archived = any(folder.casefold() in ("read archive", "archive") for folder in folders)
    names = [
        folder for folder in folders if folder.casefold() not in (*_NO_TAGS, "read archive", "archive", "")
    ]
    unfit: Counter[str] = Counter()
    given = attributes.get("tags", "").split(",")
    added = attributes.get("add_date") or attributes.get("time_added", "")
    return Imported(
        file.origin,
        Metadata(line(unescape(title)), url=url),
        status="archived" if archived else "",
        tags=tags([*given, *(["/".join(name.replace("/", "-") for name in names)] if names else [])], unfit),
        kept=Kept(added=moment(added)),
        lost=unfit,
    )


def _noted(imported: Imported, note: str) -> Imported:
    from dataclasses import replace

    return replace(imported, kept=imported.kept._replace(note=note))
