"""The parts of a REFI-QDA project or codebook; runs inside the worker process, which limits time, memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.sources.safe_xml import local, parse
from reader.sources.unzip import Archive
from reader.sources.worker import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_INTERNAL = "internal://"
#: Sources that are no texts, and what to call them.
_OTHERS = {"PictureSource": "picture", "AudioSource": "recording", "VideoSource": "film"}
_TEXTS = ("TextSource", "Representation", "Transcript")


def extract(raw: bytes) -> dict[str, Any]:
    """Return `codes`, `sources` with their `selections`, `origin`, and `lost`, numbers by noun."""
    archive = Archive(raw) if raw.startswith(b"PK") else None
    root = _root(raw, archive)
    codes = dict(_codes(root))
    users = {each.get("guid", ""): each.get("name", "") for each in _all(root, "User")}
    lost: dict[str, int] = {}
    for each in root.iter():
        if noun := _OTHERS.get(local(each)):
            lost[noun] = lost.get(noun, 0) + 1
    project = _Project(archive, codes, users, root, lost)
    return {
        "origin": root.get("origin", ""),
        "codes": list(codes.values()),
        "sources": [project.source(each) for each in root.iter() if local(each) in _TEXTS],
        "lost": lost,
    }


def _root(raw: bytes, archive: Archive | None) -> Element:
    if archive is None:
        root = parse(raw, "the codebook")
    else:
        names = sorted(name for name in archive.names if name.lower().endswith(".qde"))
        if not names:
            raise Refused("is no project: there is no .qde in it")
        root = parse(archive.read(names[0]), names[0].rpartition("/")[2])
    if root.getroottree().docinfo.doctype:
        raise Refused("is refused: it declares a document type")
    if local(root) not in ("Project", "CodeBook"):
        raise Refused("is damaged: it is no project and no codebook")
    return root


def _all(root: Element, name: str) -> Iterator[Element]:
    return (each for each in root.iter() if local(each) == name)


def _child(element: Element, name: str) -> str:
    """Return the text of a child, with its line ends as they are."""
    return next(("".join(map(str, each.itertext())) for each in element if local(each) == name), "")


def _codes(root: Element) -> Iterator[tuple[str, dict[str, str]]]:
    """Give the codes by id; what stands in another is named after it too, if it is not already."""
    full: dict[Element, str] = {}
    for code in _all(root, "Code"):  # one that stands in another comes behind it
        name, above = code.get("name", ""), full.get(code.getparent(), "")
        full[code] = name if not above or name.startswith(f"{above}/") else f"{above}/{name}"
        yield (
            code.get("guid", "").lower(),
            {
                "name": full[code],
                "colour": code.get("color", ""),
                "description": _child(code, "Description"),
            },
        )


class _Project:
    """Reads the texts of a project."""

    def __init__(
        self,
        archive: Archive | None,
        codes: dict[str, dict[str, str]],
        users: dict[str, str],
        root: Element,
        lost: dict[str, int],
    ) -> None:
        self._archive, self._codes, self._users, self._lost = archive, codes, users, lost
        self._notes = {each.get("guid", "").lower(): each for each in _all(root, "Note")}

    def source(self, element: Element) -> dict[str, Any]:
        """Return one text with its passages."""
        parent = element.getparent()
        name = element.get("name", "") or (parent.get("name", "") if parent is not None else "")
        selections = [self._selection(each) for each in element if local(each).endswith("Selection")]
        return {
            "guid": element.get("guid", ""),
            "name": name,
            "created": element.get("creationDateTime", ""),
            "description": _child(element, "Description"),
            "text": self._text(element),
            "codes": self._codes_of(element),
            "selections": [each for each in selections if each],
        }

    def _text(self, element: Element) -> str:
        content = _child(element, "PlainTextContent")
        path = element.get("plainTextPath", "")
        if content or not path:
            return content
        if not path.startswith(_INTERNAL) or self._archive is None:
            self._lose("text outside of the project")
            return ""
        wanted = path.removeprefix(_INTERNAL)
        for name in (f"Sources/{wanted}", f"sources/{wanted}", wanted):
            if name in self._archive.names:
                return self._archive.read(name).decode("utf-8-sig", "replace")
        self._lose("text that is missing")
        return ""

    def _selection(self, element: Element) -> dict[str, Any] | None:
        start, end = element.get("startPosition", ""), element.get("endPosition", "")
        if not (start.isdecimal() and end.isdecimal() and len(start) < 12 and len(end) < 12):
            self._lose("passage without a place")
            return None
        user = element.get("creatingUser", "")
        notes = [_child(element, "Description"), *self._memos(element)]
        return {
            "guid": element.get("guid", ""),
            "start": int(start),
            "end": int(end),
            "created": element.get("creationDateTime", ""),
            "user": self._users.get(user, ""),
            "note": "\n\n".join(filter(None, notes)),
            "codes": self._codes_of(element),
        }

    def _codes_of(self, element: Element) -> list[str]:
        references = (reference for coding in element if local(coding) == "Coding" for reference in coding)
        ids = (each.get("targetGUID", "").lower() for each in references if local(each) == "CodeRef")
        return [self._codes[each]["name"] for each in ids if each in self._codes]

    def _memos(self, element: Element) -> Iterator[str]:
        """Give the texts of the notes that a passage refers to."""
        for reference in _all(element, "NoteRef"):
            note = self._notes.get(reference.get("targetGUID", "").lower())
            if note is not None:
                yield self._text(note)

    def _lose(self, noun: str) -> None:
        self._lost[noun] = self._lost.get(noun, 0) + 1
