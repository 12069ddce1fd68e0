"""What taking a step back, or doing it again, makes of documents: field by field, never over what others did.

A field is turned where it is as the step left it; where it is another now, it stays, and that is said. What
is already as it shall be counts as turned, so that a step which a full disk broke off can be gone on with.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reader.library.disk.merge import ABSENT, SETS, Document, Documents, alive, contract, expand
from reader.library.disk.records import ARTICLE, HEAD, HIGHLIGHT, TAG
from reader.library.history.steps import PASSING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reader.library.history.steps import Entry, Part

_QUIET = (*PASSING, "corrected")  # nor is it told when they are another
#: Fields that mean something only together: a passage's place, an article's text.
_TOGETHER = (
    ("start", "end", "quote", "prefix", "suffix", "anchor", "was"),
    ("digest", "earlier", "characters", "words", "standfirst", "dropped"),
)
_GROUP_OF = {name: names for names in _TOGETHER for name in names}
_BOUNDS = "the bounds"
_WORDS = {
    **dict.fromkeys(_TOGETHER[0], _BOUNDS),
    **dict.fromkeys(_TOGETHER[1], "the text"),
    "published": "the date",
}
_THINGS = {ARTICLE: "the article", HIGHLIGHT: "the passage", TAG: "the codebook"}


@dataclass(slots=True)
class Turned:
    """The documents to write (`None` deletes), and for each that stays as others left it, why."""

    changes: dict[str, Document | None] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)


def turn(part: Part, docs: Documents, *, redo: bool) -> Turned:
    """Return what becomes of one article's documents when a step is taken back there (or done again)."""
    turned = Turned()
    for run in part.runs:
        each = _turn_run(run, docs, redo=redo)
        turned.changes.update(each.changes)
        turned.kept += each.kept
    return turned


def _turn_run(entries: Iterable[Entry], docs: Documents, *, redo: bool) -> Turned:
    of_document: dict[str, list[Entry]] = {}
    for entry in entries:
        of_document.setdefault(entry.document, []).append(entry)
    if any(_is_another_text(entry, docs.get(HEAD, {})) for entry in of_document.get(HEAD, ())):
        return Turned({}, ["the text was changed since"])  # places are of the text that the step left
    turned = Turned()
    for key in sorted(of_document, key=HEAD.__eq__):  # the article last: it cannot go before its passages
        own = of_document[key]
        before = docs.get(key, {})
        after, kept = _turn_document(own if redo else own[::-1], before, 1 if redo else 0)
        if after is None and key == HEAD and not redo and any(entry.is_creation for entry in own):
            if _are_left(docs, turned.changes):
                after, kept = before, ["passages were marked in it since"]
        if after != before:
            turned.changes[key] = after
        turned.kept += kept[:1]
    return turned


def _is_another_text(entry: Entry, head: Document) -> bool:
    sides = entry.fields.get("digest")
    return (
        sides is not None
        and entry.stands == (True, True)
        and alive(head)
        and not any(_same(head, "digest", value) for value in sides)
    )


def _are_left(docs: Documents, changes: Mapping[str, Document | None]) -> bool:
    """Tell whether highlights of an article would stand without it."""
    return any(alive(doc) and changes.get(key, doc) is not None for key, doc in docs.items() if key != HEAD)


def _turn_document(
    entries: Sequence[Entry], document: Document, to: int
) -> tuple[Document | None, list[str]]:
    """Return what becomes of a document (`None`: it is deleted), and why what stays as it is stays."""
    fields, stands = expand(document), bool(document) and alive(document)
    kept: list[str] = []
    turned = False
    for entry in entries:
        if entry.stands[0] == entry.stands[1]:
            if stands:
                before, (fields, refused) = fields, _edited(entry, fields, to)
                turned = turned or fields != before
                kept += refused
            elif entry.stands[to]:
                kept.append(f"{_thing(fields)} was deleted since")
        elif stands != entry.stands[to]:
            if stands:
                if foreign := _foreign(entry, fields, to):
                    return document, [_changed(foreign, fields)]  # it shall go, and others have changed it
            else:  # what a tombstone holds may be newer than what comes back
                passing = {name: value for name, value in fields.items() if name in PASSING}
                back = ((name, sides[to]) for name, sides in entry.fields.items())
                fields = passing | {name: value[0] for name, value in back if value}
            stands, turned = not stands, True
    if not turned:
        return document, kept
    return (contract(fields) if stands else None), kept


def _foreign(entry: Entry, fields: Document, to: int) -> list[str]:
    """Return the fields of a document that are not as the entry left them."""
    names = sorted((entry.fields.keys() | fields.keys()) - set(PASSING))
    return [name for name in names if not _same(fields, name, entry.fields.get(name, [[], []])[1 - to])]


def _edited(entry: Entry, fields: Document, to: int) -> tuple[Document, list[str]]:
    """Return the fields turned, and why some stay: they are another than the entry left, or it was lost."""
    turned, changed, lost = dict(fields), list[str](), list[str]()
    for name in entry.fields:
        group = [each for each in _GROUP_OF.get(name, (name,)) if each in entry.fields]
        if name != group[0] or all(_same(fields, each, entry.fields[each][to]) for each in group):
            continue
        values = {each: entry.fields[each][to] for each in group}
        if not all(_same(fields, each, entry.fields[each][1 - to]) for each in group):
            changed += [name] * (name not in _QUIET)
        elif None in values.values():
            lost += [name] * (name not in _QUIET)
        else:
            for each, value in values.items():
                turned.pop(each, None)
                turned.update((each, item) for item in value or ())
    refused = [_changed(changed, fields)] * bool(changed)
    return turned, refused + [_lost(lost, fields)] * bool(lost)


def _same(fields: Mapping[str, Any], name: str, value: list[Any] | None) -> bool:
    return value is not None and bool(fields.get(name, ABSENT) == (value[0] if value else ABSENT))


def _changed(names: Iterable[str], fields: Document) -> str:
    """Say that fields of a document were changed since."""
    words, was = _named(names, fields)
    return f"{words} {was} changed since"


def _lost(names: Iterable[str], fields: Document) -> str:
    """Say of fields that what they were before is lost: the program was killed before it was noted."""
    words, was = _named(names, fields)
    return f"what {words} {was} before is not known"


def _named(names: Iterable[str], fields: Document) -> tuple[str, str]:
    """Return the words for fields of a document, and the verb after them."""
    if fields.get("kind") == TAG:
        return _THINGS[TAG], "was"
    told = [name for name in names if name not in _QUIET]
    words = list(dict.fromkeys(map(_word, told)))
    return " and ".join(words), "were" if len(words) > 1 or words == [_BOUNDS] else "was"


def _word(name: str) -> str:
    if name[:1] == SETS["links"]:
        return "a link"
    return name if name[:1] == SETS["tags"] else _WORDS.get(name, f"the {name}")


def _thing(fields: Document) -> str:
    return _THINGS.get(fields.get("kind", ""), "it")
