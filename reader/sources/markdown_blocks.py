"""From Markdown's tokens to the blocks and marks of a body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import Mark
from reader.sources.links import safe_href
from reader.sources.pieces import Line, Nest, Piece
from reader.sources.raised import raised
from reader.sources.tags import tag_name, text_lines
from reader.text.nest import BULLET, GOES_ON, QUOTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_MARKS = {"em": "emphasis", "strong": "strong", "s": "strike", "link": "link"}


class BlockReader:
    """Walks over block tokens once and collects `blocks`."""

    def __init__(self) -> None:
        self.blocks: list[Piece] = []
        self._nest = Nest()
        self._footnote: str | None = None
        self._label = ""  # of a footnote that begins
        self._is_term = False  # in what a definition list explains
        self._row: list[Line] | None = None
        self._head = 0
        self._heading = 0

    def take_title(self) -> str:
        """Take the first block out and return its text, where it is a heading of level 1."""
        if self.blocks and self.blocks[0].kind == "heading" and self.blocks[0].level == 1:
            return self.blocks.pop(0).text
        return ""

    def read(self, tokens: Sequence[Token]) -> None:
        """Read a document's tokens."""
        for token in tokens:
            handler = getattr(self, f"_on_{token.type}", None)
            if handler is not None:
                handler(token)

    def _on_heading_open(self, token: Token) -> None:
        self._heading = int(token.tag[1])

    def _on_heading_close(self, _token: Token) -> None:
        self._heading = 0

    def _on_blockquote_open(self, _token: Token) -> None:
        self._nest.enter(QUOTED)

    def _on_list_item_open(self, token: Token) -> None:
        self._nest.enter(f"{token.info}{token.markup}" if token.info else BULLET)

    def _on_blockquote_close(self, _token: Token) -> None:
        self._nest.leave()

    _on_list_item_close = _on_dd_close = _on_blockquote_close

    def _on_dd_open(self, _token: Token) -> None:
        self._nest.enter(GOES_ON)

    def _on_dt_open(self, _token: Token) -> None:
        self._is_term = True

    def _on_dt_close(self, _token: Token) -> None:
        self._is_term = False

    def _on_footnote_open(self, token: Token) -> None:
        self._footnote = self._label = str(token.meta["id"] + 1)
        self._nest.enter(GOES_ON)  # a list in a note stands under its text

    def _on_footnote_close(self, _token: Token) -> None:
        self._nest.leave()
        self._footnote = None

    def _on_hr(self, _token: Token) -> None:
        self._take(Piece("rule", "* * *"))

    def _on_fence(self, token: Token) -> None:
        self._take(Piece("code", token.content, label=token.info.split(" ")[0]))

    def _on_code_block(self, token: Token) -> None:
        self._take(Piece("code", token.content))

    def _on_html_block(self, token: Token) -> None:
        for line in text_lines(token.content):
            self._add(line, [])

    def _on_thead_open(self, _token: Token) -> None:
        self._head = 1

    def _on_thead_close(self, _token: Token) -> None:
        self._head = 0

    def _on_tr_open(self, _token: Token) -> None:
        self._row = []

    def _on_tr_close(self, _token: Token) -> None:
        row = Line()
        for i, cell in enumerate(self._row or ()):
            row.add("\t" if i else "")
            at = row.length
            row.add(cell.text.replace("\t", " "))
            row.marks += [Mark(m.kind, at + m.start, at + m.end, m.href) for m in cell.marks]
        self._take(Piece("row", row.finish(), self._head, "", row.marks))
        self._row = None

    def _on_inline(self, token: Token) -> None:
        children = token.children or []
        images = _only_images(children)
        if images and self._row is None:
            for alt, address in images:
                self._take(Piece("image", alt, 0, address))
            return
        lines = _lines(children, split=self._row is None)
        if self._row is not None:
            self._row += lines
            return
        for i, line in enumerate(lines):
            if self._is_term:
                line.mark("strong", 0)
            self._add(line.text, line.marks, close=i > 0)

    def _add(self, text: str, marks: list[Mark], *, close: bool = False) -> None:
        if self._heading:
            self._take(Piece("heading", text, self._heading, "", marks, close))
        elif self._footnote is not None and (self._label or len(self._nest) == 1):
            self.blocks.append(Piece("footnote", text, 0, self._label, marks, close))
            self._label = ""
        else:
            self._take(Piece("paragraph", text, 0, "", marks, close))

    def _take(self, piece: Piece) -> None:
        self.blocks.append(self._nest.take(piece))


def _only_images(children: Sequence[Token]) -> list[tuple[str, str]]:
    """Return (text, address) of a paragraph's images, where it holds nothing else and they have text."""
    found = []
    for token in children:
        if token.type == "image":
            text = _words(token).strip() or str(token.attrs.get("title", ""))
            found.append((text, safe_href(str(token.attrs.get("src", "")))))
        elif token.type not in ("softbreak", "hardbreak") and token.content.strip():
            return []
    return found


def _lines(children: Sequence[Token], *, split: bool) -> list[Line]:
    """Turn inline tokens into lines; a hard break parts them where `split`, else it is a space."""
    lines = [Line()]
    opened: list[tuple[str, int, str]] = []
    high = False
    for i, token in enumerate(children):
        line = lines[-1]
        if token.type == "html_inline" and tag_name(token.content) == "sup":
            high = not token.content.startswith("</")
        elif high and token.type == "text":
            line.add(raised(token.content))
        elif token.type == "hardbreak" or (token.type == "html_inline" and tag_name(token.content) == "br"):
            if split:
                opened = _reopen(line, opened)
                lines.append(Line())
            else:
                line.add(" ")
        elif token.type == "softbreak":
            line.break_before(children[i + 1].content[:1] if i + 1 < len(children) else "")
        elif token.nesting == 1:
            href = safe_href(str(token.attrs.get("href", "")))
            opened.append((token.type.removesuffix("_open"), line.length, href))
        elif token.nesting == -1 and opened:
            name, start, href = opened.pop()
            if name in _MARKS and (name != "link" or href):
                line.mark(_MARKS[name], start, href)
        else:
            _add_leaf(line, token)
    for line in lines:
        line.finish()
    return lines


def _reopen(line: Line, opened: list[tuple[str, int, str]]) -> list[tuple[str, int, str]]:
    """End the marks that are open at the end of `line`, and begin them again in the next."""
    for name, start, href in opened:
        if name in _MARKS and (name != "link" or href):
            line.mark(_MARKS[name], start, href)
    return [(name, 0, href) for name, _, href in opened]


def _words(token: Token) -> str:
    """Return the text of a token; what stands for an image are its children, marks of emphasis among them."""
    if token.children:
        return "".join(map(_words, token.children))
    return " " if token.type.endswith("break") else token.content


def _add_leaf(line: Line, token: Token) -> None:
    start = line.length
    if token.type in ("text", "text_special", "image"):
        line.add(_words(token))
    elif token.type == "code_inline":
        line.add(token.content)
        line.mark("code", start)
    elif token.type == "footnote_ref":
        number = str(token.meta["id"] + 1)
        line.add(f"[{number}]")
        line.mark("footnote", start, number)
