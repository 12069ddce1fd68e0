"""A page's tree, made ready for extraction: what would be lost or stand in the way there is put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.sources import cell_spans
from reader.sources.raised import raised
from reader.text.boilerplate import is_boilerplate

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

#: What links to a place in the page show instead of words: back from a footnote, to a heading.
_SIGNS = set("#¶§^↑↩⤴↵⏎🔗\ufe0e\ufe0f \n\t")
#: Classes of what MediaWiki puts between and below the text.
_WIKI = ("mw-editsection", "navbox")
#: What mdBook puts before each page: a bar with the book's name, and a box that only a key shows.
_BOOK = ("menu-bar", "mdbook-menu-bar", "mdbook-help-container")
#: Titles of what LibreOffice writes of a document's running heads.
_RUNNING = ("header", "footer")
HEAD = "\ue0f0"  # before the first text of a row of headings
#: Classes of the line over a headline.
KICKERS = frozenset(("kicker", "eyebrow", "overline"))
_LONGEST_KICKER = 80  # characters
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_BETWEEN = " -–—|·:»«/"  # a page's title and the site's name
#: Where a time is one of the words; elsewhere it says when the page was written.
_LINES = ("p", "li", "dt", "dd", "td", "th", "blockquote", "h1", *_HEADINGS)
_LAYOUT = 600  # characters; a cell that holds more is no cell of a table of facts


def prepare(tree: Element) -> list[str]:
    """Put captions into their pictures, and take out signs, teasers and tables that only arrange the page.

    Returns the lines of the teasers.
    """
    _move_captions(tree)
    _keep_times(tree)
    _tick_boxes(tree)
    _quote_words(tree)
    _drop_signs(tree)
    _undo_layout(tree)
    _flatten_cells(tree)
    _mark_heads(tree)
    _spread_cells(tree)
    _keep_lines(tree)
    _tell_kicker(tree)
    return _drop_teasers(tree)


def title_of(tree: Element) -> str:
    """Return what a page says is its title, the site's name often behind it."""
    title = tree.find(".//title")
    return "" if title is None else text_of(title)


def without_site(whole: str, found: str) -> str:
    """Return the title that was found; where it is only the site's name behind a page's title, that title."""
    front = whole.removesuffix(found).rstrip(_BETWEEN) if found and whole != found else ""
    between = whole.removesuffix(found)[len(front) :].strip()
    return front if between and len(front) >= len(found) else found


def _move_captions(tree: Element) -> None:
    """Make each figure's caption its picture's text, as extraction keeps pictures and may drop captions.

    Where a figure holds something else, its caption is a paragraph, and so is who said what is quoted.
    """
    for figure in tree.iter("figure"):
        caption, picture = figure.find(".//figcaption"), figure.find(".//img")
        if caption is not None and picture is not None:
            text = text_of(caption)
            if text:
                picture.set("alt", text)
                drop(caption)
        elif caption is not None:
            figure.tag, caption.tag = "div", "p"
    for quote in tree.iter("blockquote"):
        for footer in list(quote.iter("footer")):
            footer.tag = "p"


def _keep_times(tree: Element) -> None:
    """Make plain words of the times in a line that says more, as extraction drops them all."""
    for time in list(tree.iter("time")):
        line = next(time.iterancestors(*_LINES), None)
        if line is not None and text_of(line) != text_of(time):
            time.tag = "span"


def _quote_words(tree: Element) -> None:
    """Write the quotation marks of words that are marked as quoted, as extraction makes blocks of them."""
    for quote in reversed(list(tree.iter("q"))):  # those inside of others first
        enclose(quote, "‘’" if next(quote.iterancestors("q"), None) is not None else "“”")
        quote.tag = "span"


def enclose(element: Element, marks: str = "“”") -> None:
    """Put quotation marks around what an element holds."""
    element.text = marks[0] + (element.text or "")
    if len(element):
        element[-1].tail = (element[-1].tail or "") + marks[1]
    else:
        element.text += marks[1]


def _tick_boxes(tree: Element) -> None:
    """Write the boxes of a list of tasks as Markdown does, as extraction drops all that is of a form."""
    for box in list(tree.iter("input")):
        if box.get("type") == "checkbox" and next(box.iterancestors("li"), None) is not None:
            box.tail = f"[{' ' if box.get('checked') is None else 'x'}] {(box.tail or '').lstrip()}"
            around = box.getparent()
            if around is not None and around.tag == "label":
                around.tag = "span"
            drop(box)


def _drop_signs(tree: Element) -> None:
    """Drop links to a place in the page that are only a sign: notes full of them would pass for a menu."""
    signs = [link for link in tree.iter("a") if "#" in link.get("href", "") and set(text_of(link)) <= _SIGNS]
    wiki = [each for name in _WIKI for each in tree.xpath(f"//*[contains(@class, '{name}')]")]
    heads = [each for each in tree.iter("div") if each.get("title") in _RUNNING]
    books = [each for each in tree.iter("div") if each.get("id") in _BOOK]
    for element in [*signs, *wiki, *heads, *books]:
        drop(element)


def _keep_lines(tree: Element) -> None:
    """Make code of what is laid out in lines, lest extraction take it for a quote and join them."""
    for block in tree.iter("pre"):
        if block.find(".//code") is None:
            code = block.makeelement("code")
            code.text, block.text = block.text, None
            code.extend(list(block))
            block.append(code)


def _tell_kicker(tree: Element) -> None:
    """Make a paragraph of the line over a headline, whose class extraction keeps then."""
    for element in tree.iter("span", "div", "a", "strong", *_HEADINGS):
        text = text_of(element)
        if KICKERS.isdisjoint(element.get("class", "").lower().split()) or not text:
            continue
        parent = element.getparent()
        around = parent is not None and parent.tag in _HEADINGS and text_of(parent) == text
        line = parent if parent is not None and around else element
        if len(text) <= _LONGEST_KICKER and line.find(".//h1") is None:
            for child in list(line):  # a link alone would pass for a menu
                line.remove(child)
            line.tag, line.text = "p", text
            line.set("class", "kicker")
        return


def _drop_teasers(tree: Element) -> list[str]:
    """Drop blocks of a label and a link, as in "Read more: …", for extraction keeps the link alone."""
    lines = []
    for link in list(tree.iter("a")):
        block = link.getparent()
        if block is not None and block.tag in ("p", "div", "aside", "li", "span"):
            line = text_of(block)
            if line != text_of(link) and is_boilerplate(line):
                lines.append(line)
                drop(block)
    return lines


def _undo_layout(tree: Element) -> None:
    """Make blocks of a table that holds tables, or long text, and has no headings: it arranges the page."""
    for table in list(tree.iter("table")):
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
        cells = [cell for row in rows for cell in row]
        if any(cell.tag == "th" for cell in cells) or table.find("caption") is not None:
            continue
        if any(cell.find(".//table") is not None or len(text_of(cell)) > _LAYOUT for cell in cells):
            for part in (table, *rows, *cells, *table.iterchildren("tbody", "thead", "tfoot")):
                if isinstance(part.tag, str):
                    part.tag = "div"


def _flatten_cells(tree: Element) -> None:
    """Make one line of each list in a table's cell, which extraction would leave out."""
    for cell in tree.iter("td", "th"):
        for found in list(cell.iter("ul", "ol")):
            items = [text_of(item) for item in found.iter("li")]
            for child in list(found):
                found.remove(child)
            found.tag, found.text = "span", "; ".join(filter(None, items))


def _mark_heads(tree: Element) -> None:
    """Mark the rows of headings under the first one, which extraction takes for rows like all others."""
    for table in tree.iter("table"):
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
        for number, row in enumerate(rows[:-1]):
            told = [cell for cell in row if text_of(cell)]
            if any(cell.tag != "th" for cell in told):
                break
            if number and told:
                told[0].text = HEAD + (told[0].text or "")


def _spread_cells(tree: Element) -> None:
    """Say cells over several rows again in each, as extraction would leave the rows below one short."""
    for table in tree.iter("table"):
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
        cell_spans.spread(rows, "th")


def raise_exponents(tree: Element) -> None:
    """Write what stands high on a page as characters that do."""
    for element in tree.iter("sup"):
        raise_digits(element)


def raise_digits(element: Element) -> None:
    """Write what stands high in an element as characters that do, where there are."""
    text = text_of(element)
    if raised(text) != text:
        for each in element.iter():
            each.text = raised(each.text or "")
            if each is not element:
                each.tail = raised(each.tail or "")


def text_of(element: Element) -> str:
    """Return an element's text, white space collapsed."""
    return " ".join("".join(str(part) for part in element.itertext()).split())


def drop(element: Element) -> None:
    """Take an element out; what follows it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail:
        if before is not None:
            before.tail = f"{before.tail or ''}{element.tail}"
        else:
            parent.text = f"{parent.text or ''}{element.tail}"
    parent.remove(element)
