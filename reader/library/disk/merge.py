"""Join two versions of a document field by field; in any order and any grouping the result is the same.

A document's `t` holds stamps: `*` for every field not named, `note` for a field, `#x` for the tag x, `>x` for
the link x, `~` for the deletion. A document is thus a map from names to (stamp, value or nothing), and the
join is the pointwise maximum: a state-based replicated data type (Shapiro and others, 2011), which needs no
common ancestor.
"""

from __future__ import annotations

from typing import Any, TypeAlias

Document: TypeAlias = dict[str, Any]
Documents: TypeAlias = dict[str, Document]

STAMPS, DEFAULT, DELETED = "t", "*", "~"
#: Lists that are sets, and the sign before each member's name where that is a field of its own.
SETS = {"tags": "#", "links": ">"}
_SIGNS = tuple(SETS.values())
#: Stands for a field that is not there.
ABSENT: tuple[()] = ()


def stamps_of(document: Document) -> dict[str, str]:
    """Return a document's stamps, empty when it has none."""
    stamps = document.get(STAMPS)
    return stamps if isinstance(stamps, dict) else {}


def last_stamp(document: Document) -> str:
    """Return the highest stamp of a document."""
    return max(stamps_of(document).values(), default="")


def expand(document: Document) -> Document:
    """Return the fields, each tag as a field `#tag` of its own, each link as `>link`, without the stamps."""
    fields = {name: value for name, value in document.items() if name != STAMPS and name not in SETS}
    for name, sign in SETS.items():
        if name in document:
            fields.update((sign + member, True) for member in members_of(document, name))
    return fields


def contract(fields: Document) -> Document:
    """Undo `expand`: gather the tags, and the links, sorted."""
    document = {name: value for name, value in fields.items() if name[:1] not in _SIGNS}
    for name, sign in SETS.items():
        if members := sorted(field[1:] for field in fields if field[:1] == sign):
            document[name] = members
    return document


def tags_of(document: Document) -> list[str]:
    """Return the tags of a document, passing over what is none."""
    return members_of(document, "tags")


def members_of(document: Document, name: str) -> list[str]:
    """Return the members of a list that is a set, passing over what is none."""
    members = document.get(name)
    return [one for one in members if isinstance(one, str)] if isinstance(members, list) else []


def alive(document: Document) -> bool:
    """Tell whether a document stands: never deleted, or edited after it was."""
    stamps = document.get(STAMPS)
    if type(stamps) is not dict or DELETED not in stamps:
        return True
    newest: str = max((stamp for name, stamp in stamps.items() if name != DELETED), default="")
    return newest > str(stamps[DELETED])


def _newer(a: tuple[str, Any], b: tuple[str, Any]) -> tuple[str, Any]:
    """Return the newer of two versions of a field; most are told apart by their stamps, or do not differ."""
    if a[0] != b[0]:
        return a if a[0] > b[0] else b
    if type(a[1]) is str and a[1] == b[1]:
        return a
    return max(a, b, key=_rank)


def _rank(version: tuple[str, Any]) -> tuple[str, bool, bytes]:
    """Order versions of a field by stamp, then by value, so that both sides choose the same."""
    stamp, value = version
    if value is ABSENT:
        return stamp, False, b""
    import orjson  # of all here only this needs it

    return stamp, True, orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def join(a: Document, b: Document) -> Document:
    """Return the document that holds the newer of each field of `a` and `b`."""
    if a == b:
        return a
    stamps_a, stamps_b = stamps_of(a), stamps_of(b)
    fields_a, fields_b = expand(a), expand(b)
    default_a, default_b = stamps_a.get(DEFAULT, ""), stamps_b.get(DEFAULT, "")
    default = max(default_a, default_b)
    stamps: dict[str, str] = {DEFAULT: default} if default else {}
    fields: Document = {}
    names = fields_a.keys() | fields_b.keys() | stamps_a.keys() | stamps_b.keys()
    for name in sorted(names - {DEFAULT, DELETED}):
        stamp, value = _newer(
            (stamps_a.get(name, default_a), fields_a.get(name, ABSENT)),
            (stamps_b.get(name, default_b), fields_b.get(name, ABSENT)),
        )
        if stamp != default:
            stamps[name] = stamp
        if value is not ABSENT:
            fields[name] = value
    if DELETED in stamps_a or DELETED in stamps_b:
        stamps[DELETED] = max(stamps_a.get(DELETED, ""), stamps_b.get(DELETED, ""))
    joined = contract(fields)
    for name in SETS:
        if name in a or name in b:
            joined.setdefault(name, [])
    return {**joined, STAMPS: stamps} if stamps else joined


def join_all(a: Documents, b: Documents) -> Documents:
    """Join two sets of documents by id."""
    joined = dict(a)
    for key, document in b.items():
        joined[key] = join(joined[key], document) if key in joined else document
    return joined


def stamp_change(old: Document | None, new: Document, stamp: str) -> Document:
    """Return `new` with the stamps of `old`, brought up to date where the two differ.

    A deleted document that is written again stands again, even when no field changed.
    """
    new = dict(new)
    for name in SETS:
        if name in new:
            new[name] = sorted(set(members_of(new, name)))
    if old is None:
        return {**new, STAMPS: {DEFAULT: stamp}}
    stamps = dict(stamps_of(old))
    before, after = expand(old), expand(new)
    for name in before.keys() | after.keys():
        if before.get(name, ABSENT) != after.get(name, ABSENT):
            stamps[name] = stamp
    if not alive({STAMPS: stamps}):
        stamps["kind"] = stamp
    return {**new, STAMPS: stamps}


def tombstone(old: Document, stamp: str) -> Document:
    """Return `old` as deleted; its content stays, for the trash and for undo."""
    return {**old, STAMPS: {**stamps_of(old), DELETED: stamp}}
