"""PDF: the HTML page on paper, laid out by WeasyPrint, which comes with `reader-tui[pdf]`.

It loads nothing: not what a text names, neither fonts nor pictures. The whole is laid out before any of it is
written, so memory grows with it.
"""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, NoReturn

from reader.exports import page
from reader.model import ReaderError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reader.model import ArticleView

_CHUNK = 1 << 16
_OTHERWISE = "or print --format html in a browser"


def write(views: Iterable[ArticleView]) -> Iterator[bytes]:
    """Yield the document once all of it is laid out.

    Raises:
        ReaderError: WeasyPrint, or a library that it needs, is not installed.
    """
    weasyprint = _weasyprint()
    document = b"".join(page.write(views)).decode()
    with TemporaryFile() as file:
        weasyprint.HTML(string=document, url_fetcher=_refuse).write_pdf(file)
        file.seek(0)
        while piece := file.read(_CHUNK):
            yield piece


def lost(view: ArticleView) -> Mapping[str, int]:
    """Count what the page does not show."""
    return page.lost(view)


def _weasyprint() -> Any:
    try:
        import weasyprint
    except ImportError:
        raise ReaderError(
            f"For pdf WeasyPrint is needed: pip install 'reader-tui[pdf]'; {_OTHERWISE}."
        ) from None
    except OSError as error:  # it is there, but Pango is not
        reason = str(error).partition(":")[0]
        raise ReaderError(
            f"For pdf WeasyPrint needs Pango, which is missing ({reason}); {_OTHERWISE}."
        ) from None
    return weasyprint


def _refuse(url: str, *_: object, **__: object) -> NoReturn:
    raise ValueError(f"nothing is loaded: {url}")
