"""An ODT taken apart, inside the worker process: its elements become those of XHTML (OpenDocument 1.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from reader.sources import safe_xml
from reader.sources.front import FRONT, fields_of, take_front
from reader.sources.odt_styles import Styles
from reader.sources.pieces import sent
from reader.sources.safe_xml import local
from reader.sources.unzip import Archive
from reader.sources.worker import Refused
from reader.sources.xhtml import pieces_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CONTENT, _STYLES, _META, _MANIFEST = "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_MOST_SPACES = 100
_GONE = frozenset(
    "annotation annotation-end tracked-changes table-of-content alphabetical-index illustration-index"
    " table-index sequence-decls variable-decls user-field-decls forms note-citation event-listeners"
    " ruby-text object title desc".split()
)
_SAME = {"table": "table", "table-row": "tr", "line-break": "br"}


def extract(raw: bytes) -> dict[str, Any]:
    """Return the document's `fields` and `blocks`. Raises Refused."""
    archive = Archive(raw)
    if _MANIFEST in archive.names and b"encryption-data" in archive.read(_MANIFEST):
        raise Refused("is protected by a password")
    root = safe_xml.parse(archive.read(_CONTENT), "its text")
    text = next((e for e in root.iter() if local(e) == "text" and local(e.getparent()) == "body"), None)
    if text is None:
        raise Refused("is damaged: it holds no text")
    roots = [root]
    if _STYLES in archive.names:
        roots.insert(0, safe_xml.parse(archive.read(_STYLES), "its table of styles"))
    fields = fields_of(archive, _META)
    body = _Rewriter(Styles(roots)).body(text)
    take_front(body, fields)
    blocks = pieces_of(body, lambda link: link.get("label", ""), lambda element: element.get("footnote", ""))
    return {"fields": fields, "blocks": sent(blocks)}


class _Rewriter:
    """Writes the elements of a text again as XHTML has them; footnotes follow at the end."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._notes: list[Element] = []
        self._lists: list[str] = []  # the styles of the lists that are open

    def body(self, text: Element) -> Element:
        """Return the body of a text."""
        body = etree.Element("body")
        self._inside(text, body)
        body.extend(self._notes)
        return body

    def _inside(self, element: Element, parent: Element) -> None:
        _say(parent, element.text)
        for child in element:
            if isinstance(child.tag, str) and local(child) not in _GONE:
                self._element(child, parent)
            _say(parent, child.tail)

    def _element(self, element: Element, parent: Element) -> None:
        name = local(element)
        if name in ("p", "h"):
            self._paragraph(element, name, parent)
        elif name == "span":
            for tag in self._styles.words(element.get(f"{_TEXT}style-name", "")):
                parent = etree.SubElement(parent, tag)
            self._inside(element, parent)
        elif name == "a":
            self._inside(element, etree.SubElement(parent, "a", href=element.get(_HREF, "")))
        elif name == "list":
            self._list(element, parent)
        elif name in ("list-item", "list-header"):
            self._inside(element, etree.SubElement(parent, "li"))
        elif name == "note":
            self._note(element, parent)
        elif name in ("s", "tab"):
            count = element.get(f"{_TEXT}c", "1")
            _say(parent, " " * (min(int(count), _MOST_SPACES) if count.isdecimal() else 1))
        elif name == "frame":
            self._frame(element, parent)
        elif name == "table-cell":
            head = any(local(e) == "table-header-rows" for e in element.iterancestors())
            self._inside(element, etree.SubElement(parent, "th" if head else "td"))
        elif name in _SAME:
            self._inside(element, etree.SubElement(parent, _SAME[name]))
        else:
            self._inside(element, parent)

    def _paragraph(self, element: Element, name: str, parent: Element) -> None:
        if name == "h":
            level = element.get(f"{_TEXT}outline-level", "1")
            tag = f"h{min(6, max(1, int(level)))}" if level.isdecimal() else "h2"
        else:
            tag = self._styles.paragraph(element.get(f"{_TEXT}style-name", ""))
        if tag == "pre" and len(parent) and parent[-1].tag == "pre" and not (parent[-1].tail or "").strip():
            _say(parent[-1], "\n")
            self._inside(element, parent[-1])
        elif tag == "blockquote":
            self._inside(element, etree.SubElement(etree.SubElement(parent, "blockquote"), "p"))
        elif tag in FRONT:
            made = etree.SubElement(parent, "h1" if tag == "title" else "p")
            made.set("class", tag)
            self._inside(element, made)
        else:
            self._inside(element, etree.SubElement(parent, tag))

    def _list(self, element: Element, parent: Element) -> None:
        style = element.get(f"{_TEXT}style-name", "") or (self._lists[-1] if self._lists else "")
        self._lists.append(style)
        self._inside(element, etree.SubElement(parent, self._styles.list_at(style, len(self._lists))))
        self._lists.pop()

    def _note(self, element: Element, parent: Element) -> None:
        label = str(len(self._notes) + 1)
        link = etree.SubElement(parent, "a", label=label)
        link.text = label
        note = etree.Element("div", footnote=label)
        self._notes.append(note)
        body = next((child for child in element if local(child) == "note-body"), None)
        if body is not None:
            lists, self._lists = self._lists, []
            self._inside(body, note)
            self._lists = lists

    def _frame(self, element: Element, parent: Element) -> None:
        """Write a picture by what stands for it; a box of text as its text."""
        words = {local(child): (child.text or "").strip() for child in element}
        alt = words.get("desc") or words.get("title") or ""
        if alt:
            etree.SubElement(parent, "img", alt=alt)
        self._inside(element, parent)


def _say(parent: Element, text: str | None) -> None:
    """Add text behind what an element holds."""
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
