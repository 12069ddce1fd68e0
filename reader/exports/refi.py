"""REFI-QDA 1.0: a project (`.qdpx`) that NVivo, ATLAS.ti, MAXQDA and QualCoder open; www.qdasoftware.org.

A project is a ZIP of `project.qde` and a text a source. Positions are code points, the end exclusive; the
order of elements is that of the schema. Ids are UUIDs made of ours, so that a second export is the same.
"""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from reader.exports.codes import Codes, element
from reader.exports.losses import counted, is_lost
from reader.exports.names import PROGRAM, as_text
from reader.exports.pipe import Pipe
from reader.text.ids import show_id, uuid_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reader.model import Article, ArticleView, Highlight

_NAMESPACE = "urn:QDA-XML:project:1.0"
_CHUNK = 1 << 16
_HEAD = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n'


def write(views: Iterable[ArticleView]) -> Iterator[bytes]:
    """Yield the archive: the texts as they come, then the project, which is kept in a file till then."""
    pipe = Pipe()
    codes, people = Codes(), _People()
    with TemporaryFile("w+", encoding="utf-8") as sources, ZipFile(pipe, "w", ZIP_DEFLATED) as archive:
        for view in views:
            codes.take(view)
            guid = _guid("article", show_id(view.article.id))
            with archive.open(member(f"Sources/{guid}.txt"), "w") as text:
                text.write(view.body.text.encode("utf-8", "replace"))
            _source(sources, view, codes, people)
            yield pipe.taken()
        sources.seek(0)
        with archive.open(member("project.qde"), "w") as project:
            for piece in _project(sources, codes, people):
                project.write(piece.encode("utf-8", "replace"))
                yield pipe.taken()
    yield pipe.taken()


def lost(view: ArticleView) -> Mapping[str, int]:
    """Count what a project has no place for."""
    return counted(view, "article tag", "passage without a place", "colour", "link")


class _People:
    """The annotators, and a user for those without a name."""

    def __init__(self) -> None:
        self.guids: dict[str, str] = {}

    def guid(self, name: str) -> str:
        """Return a person's id."""
        name = as_text(name) or PROGRAM
        return self.guids.setdefault(name, _guid("annotator", name))


def _project(sources: IO[str], codes: Codes, people: _People) -> Iterator[str]:
    user = people.guid("")
    made = {
        "xmlns": _NAMESPACE,
        "name": "reader",
        "origin": PROGRAM,
        "creatingUserGUID": user,
        "creationDateTime": "1970-01-01T00:00:00Z",
    }
    yield _HEAD + element("Project", made, None) + "\n"
    users = (element("User", {"guid": guid, "name": name}) for name, guid in people.guids.items())
    yield f"<Users>{''.join(users)}</Users>\n"
    if codes:
        yield f"<CodeBook><Codes>{codes.xml()}</Codes></CodeBook>\n"
    first = sources.read(_CHUNK)
    if first:
        yield "<Sources>\n" + first
        while piece := sources.read(_CHUNK):
            yield piece
        yield "</Sources>\n"
    yield "</Project>\n"


def _source(out: IO[str], view: ArticleView, codes: Codes, people: _People) -> None:
    """Write an article's element: description, then passages, as the schema orders them."""
    article = view.article
    guid = _guid("article", show_id(article.id))
    user = people.guid("")
    made = {
        "guid": guid,
        "name": article.title or "Untitled",
        "plainTextPath": f"internal://{guid}.txt",
        "creatingUser": user,
        "creationDateTime": _moment(article.added),
    }
    out.write(element("TextSource", made, None))
    if description := _described(article):
        out.write(element("Description", {}, description))
    for mark in view.highlights:
        if not is_lost(mark):
            out.write(_passage(mark, codes, people))
    out.write("</TextSource>\n")


def _described(article: Article) -> str:
    about = (", ".join(article.authors), article.site, article.published, article.url, article.note)
    return "\n".join(filter(None, about))


def _passage(mark: Highlight, codes: Codes, people: _People) -> str:
    user, name = people.guid(mark.annotator), show_id(mark.id)
    made = {
        "guid": _guid("highlight", name),
        "name": " ".join(mark.quote.split())[:60] or name,
        "startPosition": str(mark.start),
        "endPosition": str(mark.end),
        "creatingUser": user,
        "creationDateTime": _moment(mark.created),
    }
    inside = element("Description", {}, mark.note) if mark.note else ""
    for tag in mark.tags:
        coding = {"guid": _guid("coding", f"{name} {as_text(tag)}"), "creatingUser": user}
        reference = element("CodeRef", {"targetGUID": codes.guid(tag)})
        inside += element("Coding", coding, None) + reference + "</Coding>"
    return element("PlainTextSelection", made, None) + inside + "</PlainTextSelection>\n"


def _guid(kind: str, name: str) -> str:
    return uuid_of(kind, name).upper()


def _moment(moment: str) -> str:
    return moment or "1970-01-01T00:00:00Z"


def member(name: str) -> ZipInfo:
    """Name a member, with a fixed time, so that the same library gives the same archive."""
    info = ZipInfo(name)
    info.compress_type = ZIP_DEFLATED
    return info
