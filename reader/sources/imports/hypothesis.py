"""Annotations as Hypothesis' client exports them, or as its API answers.

Offsets are UTF-16 units of the page.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reader.model import Imported, Kept, Metadata, Passage
from reader.sources.imports.values import Fields, fields, items, line, moment, number, objects, tags, text
from reader.text.ids import read_id, urn_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.sources.imports.file import File

_OURS = "@reader.local"  # the users that our own exports name


def read(file: File) -> Iterator[Imported]:
    """Yield an article for each page. Raises SourceError."""
    document = file.json()
    given = document if isinstance(document, list) else fields(document).get("annotations")
    by_page: dict[str, list[Fields]] = {}
    for each in objects(given if given is not None else fields(document).get("rows")):
        by_page.setdefault(line(each.get("uri"), 2000), []).append(each)
    for page, group in file.through(list(by_page.items())):
        yield _article(file, page, group)


def _article(file: File, page: str, annotations: list[Fields]) -> Imported:
    lost: Counter[str] = Counter()
    passages, notes = [], []
    names: list[str] = []
    for each in annotations:
        if items(each.get("references")):
            lost["reply"] += 1
            continue
        passage = _passage(each, page, lost)
        if passage.quote:
            passages.append(passage)
        elif any(fields(target).get("selector") for target in items(each.get("target"))):
            lost["annotation without words"] += 1
        else:  # a note on the page as a whole
            notes.append(passage.note)
            names += passage.tags
    titles = [fields(each.get("document")).get("title") for each in annotations]
    title = next((line(items(title)[0] if items(title) else title) for title in titles if title), "")
    is_urn = page.startswith("urn:")
    return Imported(
        page if is_urn else file.origin,
        Metadata(title, url="" if is_urn else page),
        tags=tuple(dict.fromkeys(names)),
        kept=Kept(note="\n\n".join(filter(None, notes))),
        passages=tuple(passages),
        lost=lost,
    )


def _passage(annotation: Fields, page: str, lost: Counter[str]) -> Passage:
    selectors = [
        selector
        for target in objects(annotation.get("target"))
        for selector in objects(target.get("selector"))
    ]
    by_type = {text(selector.get("type")): selector for selector in reversed(selectors)}
    quote, position = by_type.get("TextQuoteSelector", {}), by_type.get("TextPositionSelector", {})
    user, name = text(annotation.get("user")), text(annotation.get("id"))
    own = read_id(name) if user.endswith(_OURS) else None
    who = line(user.removeprefix("acct:").partition("@")[0])
    return Passage(
        quote=text(quote.get("exact")),
        key=urn_of("highlight", own) if own else f"hypothesis:{name}" if name else "",
        prefix=text(quote.get("prefix")),
        suffix=text(quote.get("suffix")),
        start=number(position.get("start")),
        end=number(position.get("end")),
        utf16=True,
        tags=tags(map(text, items(annotation.get("tags"))), lost),
        note=text(annotation.get("text")),
        annotator="" if user == f"acct:reader{_OURS}" else who,
        created=moment(annotation.get("created")),
    )
