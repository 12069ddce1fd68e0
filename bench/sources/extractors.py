"""What takes the text out of a page: ours, and its peers as trafilatura's evaluation runs them."""

from collections.abc import Callable
from importlib.util import find_spec

from bench.sources.ours import ours

Extractor = Callable[[bytes], str]
_BLOCKS = (
    "p div section article h1 h2 h3 h4 h5 h6 li tr table blockquote pre figcaption br td th dd dt".split()
)


def trafilatura(raw: bytes) -> str:
    """Return what trafilatura finds by itself."""
    from trafilatura import extract

    return extract(raw, include_comments=False, include_tables=True, include_formatting=False) or ""


def readability(raw: bytes) -> str:
    """Return the text of what readability-lxml finds."""
    from lxml.html import fromstring
    from readability import Document as Found
    from trafilatura.utils import decode_file

    tree = fromstring(Found(decode_file(raw)).summary())
    for block in tree.iter(*_BLOCKS):
        block.tail = f"\n{block.tail or ''}"
    return str(tree.text_content())


def resiliparse(raw: bytes) -> str:
    """Return what resiliparse finds."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(bytes_to_str(raw, detect_encoding(raw)))
    return str(extract_plain_text(tree, main_content=True))


def everything(raw: bytes) -> str:
    """Return all text of a page: what is lost by leaving nothing out."""
    from trafilatura import html2txt

    return str(html2txt(raw))


#: Name -> what extracts, and the package that it needs besides those of the program.
EXTRACTORS: dict[str, tuple[Extractor, str]] = {
    "reader": (ours, ""),
    "trafilatura": (trafilatura, ""),
    "readability-lxml": (readability, "readability"),
    "resiliparse": (resiliparse, "resiliparse"),
    "all text": (everything, ""),
}


def installed() -> dict[str, Extractor]:
    """Return those that can be run; say of the others that they are missing."""
    found = {}
    for name, (extract, package) in EXTRACTORS.items():
        if package and find_spec(package) is None:
            print(f"left out: {name} is not installed")
        else:
            found[name] = extract
    return found
