"""XML as documents hold it, parsed inside the worker process: no entity is resolved, nothing is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from reader.sources.worker import Refused

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def parser() -> etree.XMLParser:
    """Return a parser for one document; what is deeper than 256 elements is an error to it."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=False)


def parse(raw: bytes, what: str) -> Element:
    """Return the root of a part of a document, which is called `what`. Raises Refused."""
    try:
        root = etree.fromstring(raw, parser())
    except (etree.XMLSyntaxError, ValueError):
        raise Refused(f"is damaged: {what} cannot be read") from None
    if root is None:
        raise Refused(f"is damaged: {what} is empty")
    return root


def local(element: Element) -> str:
    """Return an element's name without its namespace, as written; empty for what is no element."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def texts(root: Element, name: str) -> list[str]:
    """Return the texts of the elements of a name (in lower case), empty ones left out."""
    found = ("".join(map(str, e.itertext())).strip() for e in root.iter() if local(e).lower() == name)
    return [text for text in found if text]


def first(root: Element, *names: str) -> str:
    """Return the first text of the first name that has one."""
    return next((text for name in names for text in texts(root, name)), "")
