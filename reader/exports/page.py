"""One HTML page, complete in itself: the texts with their passages, notes in the margin, a filter by tag.

It runs no script and loads nothing; the filter is style alone (`:has`).
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from itertools import groupby
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

from reader.exports.inline import Inline, allowed, is_followed, shown
from reader.exports.losses import counted, is_lost
from reader.exports.names import address, colour_of, place_of
from reader.exports.page_filter import PageTags
from reader.exports.relations import relations
from reader.text.ids import show_id
from reader.text.nest import GOES_ON, QUOTED, containers, goes_on, shared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from markdown_it import MarkdownIt

    from reader.model import ArticleView, Block, Blocks, Highlight

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_other = re.compile(r"[\w.()、]+").fullmatch  # a marker that is neither a number nor a bullet
_CHUNK = 1 << 16
_ENDS = {"blockquote": "</blockquote>", "ol": "</li></ol>", "ul": "</li></ul>", "dl": "</dd></dl>"}


def write(views: Iterable[ArticleView]) -> Iterator[bytes]:
    """Yield the page once all articles were seen, for its head knows them all; they wait in files."""
    tags, title, language, count = PageTags(), "", "en", 0
    with TemporaryFile() as articles, TemporaryFile() as contents:
        for count, view in enumerate(views, 1):
            title = "Highlights" if count > 1 else view.article.title
            language = language if count > 1 else view.article.language or "en"
            articles.write("".join(_article(view, tags)).encode("utf-8", "replace"))
            contents.write(_entry(view, tags).encode("utf-8", "replace"))
        yield _head(title or "Highlights", language, tags).encode("utf-8", "replace")
        if count > 1:
            yield b'<nav class="contents">\n<h1>Highlights</h1>\n<ol>\n'
            yield from _copied(contents)
            yield b"</ol>\n</nav>\n"
        yield from _copied(articles)
    yield f"</main>\n{tags.buttons()}</body>\n</html>\n".encode("utf-8", "replace")


def _copied(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(_CHUNK):
        yield piece


def _entry(view: ArticleView, tags: PageTags) -> str:
    """Write an article's row of the contents: its title, and how many passages are marked in it."""
    article = view.article
    count = sum(not is_lost(mark) for mark in view.highlights)
    about = " · ".join(filter(None, (article.site, f"{count:,}" if count else "")))
    return (
        f'<li data-t="{tags.numbers_of(view.highlights)}"><a href="#a-{show_id(article.id)}">'
        f"{shown(article.title) or 'Untitled'}</a> <span>{shown(about)}</span></li>\n"
    )


def _head(title: str, language: str, tags: PageTags) -> str:
    style = files("reader.exports").joinpath("page.css").read_text("utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="{shown(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{shown(' '.join(title.split()))}</title>\n"
        f"<style>\n{style}{tags.rules()}</style>\n</head>\n<body>\n<main>\n"
    )


def lost(view: ArticleView) -> Mapping[str, int]:
    """Count what the page does not show."""
    return counted(view, "passage without a place", "date", "annotator")


def _article(view: ArticleView, tags: PageTags) -> Iterator[str]:
    article = view.article
    placed = [mark for mark in view.highlights if not is_lost(mark)]
    for mark in placed:
        tags.take(mark)
    inline = Inline(view, placed, tags.numbers)
    language = f' lang="{shown(article.language)}"' if article.language else ""
    yield f'<article id="a-{show_id(article.id)}"{language}>\n'
    waiting = sorted(placed, key=lambda mark: mark.start, reverse=True)
    blocks = list(view.body.blocks)
    about = _about(view)
    if not any(block.kind == "title" for block in blocks):
        yield f"<h1>{shown(article.title) or 'Untitled'}</h1>\n{about}"
        about = ""
    for kind, run in groupby(range(len(blocks)), key=lambda i: _run(view, i)):
        places = list(run)
        group = [blocks[i] for i in places]
        cards = ""
        while waiting and waiting[-1].start < group[-1].end:
            cards += _card(view, waiting.pop(), tags)
        if cards:  # below the block on a narrow screen, beside it on a wide one
            yield f'<div class="noted">\n{cards}'
        if kind == "nested":
            yield _nested(places, view, inline)
        elif kind == "table":
            yield _table(group, view, inline)
        else:
            yield _block(group[0], inline)
        if cards:
            yield "</div>\n"
        if group[0].kind == "title":
            yield about
            about = ""
    yield "</article>\n"


def _run(view: ArticleView, place: int) -> str | int:
    """Return what a block is written together with: its quotes and lists, its table, or nothing."""
    if containers(view.body.blocks, place):
        return "nested"
    return "table" if view.body.blocks[place].kind == "row" else place


def _about(view: ArticleView) -> str:
    """Write who wrote an article, where and when, and the person's own note on it."""
    article = view.article
    parts = [shown(part) for part in (", ".join(article.authors), article.site, article.published) if part]
    if is_followed(address(view)):
        parts.append(f'<a href="{shown(address(view))}" rel="noreferrer">source</a>')
    byline = f'<p class="byline">{" · ".join(parts)}</p>\n' if parts else ""
    note = f'<div class="own">{_markdown(article.note)}</div>\n' if article.note.strip() else ""
    return byline + note


def _card(view: ArticleView, mark: Highlight, tags: PageTags) -> str:
    """Write what stands beside a passage: tags, note and links; a passage with none needs no card."""
    links = "".join(f'<p class="link">{shown(line)}</p>' for line in relations(view, mark))
    if not mark.tags and not mark.note.strip() and not links:
        return ""
    names = " ".join([*(f"#{shown(tag)}" for tag in mark.tags), shown(place_of(view, mark))]).strip()
    head = f'<p class="names">{names}</p>' if names else ""
    return (
        f'<aside class="card {colour_of(view, mark)}" id="hl-{show_id(mark.id)}" '
        f'data-t="{tags.numbers(mark)}">{head}{_markdown(mark.note)}{links}</aside>\n'
    )


def _block(block: Block, inline: Inline) -> str:
    text = "" if block.kind == "rule" else inline.html(block.start, block.end)
    if block.kind == "heading":
        level = min(6, max(2, block.level))
        return f"<h{level}>{text}</h{level}>\n"
    if block.kind == "image":
        address = shown(block.label) if is_followed(block.label) else ""
        link = f' <a href="{address}" rel="noreferrer">image</a>' if address else ""
        return f"<figure><figcaption>{text}{link}</figcaption></figure>\n"
    if block.kind == "footnote":
        note, back = inline.note(block)
        return f'<p class="footnote"{note}><sup>{shown(block.label)}</sup> {text}{back}</p>\n'
    if block.kind in ("paragraph", "quote") and block.label.isdecimal():  # verse
        text = "&nbsp;" * int(block.label) + text
    plain = {"title": "<h1>{}</h1>", "code": "<pre><code>{}</code></pre>", "rule": "<hr>"}
    own = f'<p class="{block.kind}">{{}}</p>' if block.kind in ("kicker", "standfirst") else "<p>{}</p>"
    return plain.get(block.kind, own).replace("{}", text) + "\n"


def _nested(run: Sequence[int], view: ArticleView, inline: Inline) -> str:
    """Write quotes and lists, in each other; an item goes on until the next begins."""
    blocks = view.body.blocks
    out: list[str] = []
    opened: list[str] = []
    before: Sequence[str] = ()
    for places in _tables(run, blocks):
        block, inside = blocks[places[0]], containers(blocks, places[0])
        kept = shared(before, inside)
        ended = kept
        if kept < min(len(opened), len(inside)) and opened[kept] == _element(inside[kept]):  # the next item
            ended += 1
        line = [_ENDS[element] for element in reversed(opened[ended:])]
        line += [f"</li>{_item(sign)}" for sign in inside[kept:ended]]
        line += [f"<{_element(sign)}>{_item(sign)}" for sign in inside[ended:]]
        opened[ended:] = map(_element, inside[ended:])
        if block.kind == "row":
            line.append(_table([blocks[i] for i in places], view, inline).rstrip())
        elif block.kind == "item" and inside[-1] != GOES_ON:
            line.append(inline.html(block.start, block.end))
        else:
            line.append(_block(block, inline).rstrip())
        out.append("".join(line))
        before = inside
    return "\n".join(out) + "".join(_ENDS[element] for element in reversed(opened)) + "\n"


def _tables(run: Sequence[int], blocks: Blocks) -> Iterator[list[int]]:
    """Yield the places of blocks, those of the rows of a table together."""
    places: list[int] = []
    for i in run:
        is_row = bool(places) and blocks[i].kind == blocks[i - 1].kind == "row"
        if places and not (is_row and goes_on(containers(blocks, i - 1), containers(blocks, i))):
            yield places
            places = []
        places.append(i)
    yield places


def _element(sign: str) -> str:
    """Return the element of a quote, or of a list by the marker of its item; without one it is a `dl`."""
    if sign in (QUOTED, GOES_ON):
        return "blockquote" if sign == QUOTED else "dl"
    number = sign.rstrip(".)")
    return "ol" if number.isascii() and number.isdigit() else "ul"


def _item(sign: str) -> str:
    """Return what opens an item; nothing for a quote."""
    if sign in (QUOTED, GOES_ON):
        return "" if sign == QUOTED else "<dd>"
    number = sign.rstrip(".)")
    if _element(sign) == "ol":
        return f'<li value="{int(number)}">' if len(number) < 10 else "<li>"
    return f"<li style=\"list-style-type: '{sign} '\">" if _other(sign) else "<li>"


def _table(rows: list[Block], view: ArticleView, inline: Inline) -> str:
    out = ["<table>"]
    for row in rows:
        cell, start = ("th" if row.level else "td"), row.start
        out.append("<tr>")
        for text in view.body.text[row.start : row.end].split("\t"):
            out.append(f"<{cell}>{inline.html(start, start + len(text))}</{cell}>")
            start += len(text) + 1
        out.append("</tr>")
    return "".join([*out, "</table>\n"])


@cache
def _note_reader() -> MarkdownIt:
    """Make what reads notes, once: that takes longer than most notes do."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False}).disable("image")
    reader.validateLink = is_followed  # type: ignore[method-assign,assignment]  # as documented
    return reader


def _markdown(text: str) -> str:
    """Write a note, which is Markdown, without HTML, images or links of another kind."""
    if not text.strip():
        return ""
    return str(_note_reader().render(allowed(text)))
