"""The text of a page as `reader add` keeps it."""

from reader.sources.document import Document
from reader.sources.files import SourceError
from reader.sources.html import read


def ours(raw: bytes) -> str:
    """Return a page's text; nothing where the page is refused."""
    try:
        return read(Document(raw, "/page.html", "page.html")).body.text
    except SourceError:
        return ""
