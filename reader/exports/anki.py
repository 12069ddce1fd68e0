"""An Anki package (`.apkg`) by genanki: a note a highlight, in a deck an article.

The note type and the decks have fixed ids and each note that of its highlight, so that a second import adds
nothing. Tags hold no spaces there.
"""

from __future__ import annotations

import html
import os
import re
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zlib import crc32

from reader.exports.losses import counted
from reader.exports.names import PROGRAM, address, as_text, is_own_address, place_of
from reader.text.ids import show_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import genanki

    from reader.model import ArticleView, Highlight

_MODEL = 1_607_392_319  # made once, never changed
_EPOCH = 1_577_836_800.0  # seconds; the time that every note is said to be made
_CHUNK = 1 << 16
_FIELDS = ("Quote", "Note", "Source", "Context", "Id")
_CSS = (
    ".card { font: 20px/1.5 serif; max-width: 38em; margin: 1em auto; text-align: left; }\n"
    ".source { color: #777; }"
)


def write(views: Iterable[ArticleView]) -> Iterator[bytes]:
    """Yield the package; an SQLite file cannot be streamed: it is made aside first, an article at a time."""
    from reader.exports.anki_package import StreamedPackage

    kind = _model()
    with TemporaryDirectory() as folder:
        path = os.path.join(folder, "highlights.apkg")
        StreamedPackage(kind, _decks(kind, views)).write_to_file(path, timestamp=_EPOCH)
        with open(path, "rb") as file:
            while piece := file.read(_CHUNK):
                yield piece


def lost(view: ArticleView) -> Mapping[str, int]:
    """Count what cards do not say."""
    return counted(
        view, "article text", "article note", "article tag", "colour", "date", "annotator", "position", "link"
    )


def _decks(kind: genanki.Model, views: Iterable[ArticleView]) -> Iterator[genanki.Deck]:
    from genanki import Deck

    view = None
    for view in views:
        deck = Deck(_deck_id(view), _deck_name(view))
        for mark in view.highlights:
            deck.add_note(_note(kind, view, mark))
        yield deck
    if view is None:
        yield Deck(_MODEL + 1, PROGRAM)


def _model() -> genanki.Model:
    from genanki import Model

    front = '{{Quote}}<p class="source">{{Source}}</p>'
    back = '{{FrontSide}}<hr id="answer">{{Note}}<p class="source">{{Context}}</p>'
    templates = [{"name": "Passage", "qfmt": front, "afmt": back}]
    fields = [{"name": name} for name in _FIELDS]
    return Model(_MODEL, f"{PROGRAM} passage", fields=fields, templates=templates, css=_CSS)


def _note(kind: genanki.Model, view: ArticleView, mark: Highlight) -> genanki.Note:
    from genanki import Note, guid_for

    article = view.article
    parts = (article.title, ", ".join(article.authors), article.published, place_of(view, mark))
    source = " · ".join(filter(None, parts))
    if not is_own_address(view):
        link = html.escape(address(view))
        shown = f'<a href="{link}">{_shown(source)}</a>'
    else:
        shown = _shown(source)
    context = f"{_shown('…' + mark.prefix)}<b>{_shown(mark.quote)}</b>{_shown(mark.suffix + '…')}"
    name = show_id(mark.id)
    return Note(
        model=kind,
        fields=[_shown(mark.quote), _shown(mark.note), shown, context, name],
        tags=[_tag(tag) for tag in mark.tags],
        guid=guid_for(PROGRAM, name),
    )


def _deck_id(view: ArticleView) -> int:
    return (1 << 30) | crc32(show_id(view.article.id).encode()) >> 2


def _deck_name(view: ArticleView) -> str:
    """Name a deck below that of the program; `::` parts levels there."""
    return f"{PROGRAM}::{_plain(view.article.title).replace('::', ': ') or 'Untitled'}"


def _shown(text: str) -> str:
    return html.escape(as_text(text)).replace("\n", "<br>")


def _plain(text: str) -> str:
    return " ".join(as_text(text).split())


def _tag(name: str) -> str:
    return re.sub(r"\s+", "_", as_text(name)).replace("/", "::")
