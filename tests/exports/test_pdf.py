"""The page on paper: laid out by WeasyPrint where that is installed, else a sentence of what to do."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from reader.exports import FORMATS, pdf
from reader.model import ReaderError
from tests.exports.views import EVERYDAY, HOSTILE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

FORM = FORMATS["pdf"]


def written() -> bytes:
    return b"".join(FORM.write(iter([EVERYDAY, HOSTILE])))


def test_without_the_library_one_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(
        ReaderError, match=r"^For pdf WeasyPrint is needed: pip install 'reader-tui\[pdf\]'; or"
    ):
        written()


class _NoPango:
    """Fails as WeasyPrint does where Pango is missing."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0': libpango-1.0-0: no such file")
        return None


def test_without_pango_one_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [_NoPango(), *sys.meta_path])
    with pytest.raises(
        ReaderError, match=r"Pango, which is missing \(cannot load library 'libpango-1.0-0'\)"
    ):
        written()


def test_it_loads_nothing_and_says_what_is_lost() -> None:
    with pytest.raises(ValueError, match="nothing is loaded"):
        pdf._refuse("file:///etc/passwd")
    assert FORM.lost(EVERYDAY) == FORMATS["html"].lost(EVERYDAY)


def test_passages_and_notes_stand_on_the_pages() -> None:
    try:
        import weasyprint  # noqa: F401  # of the extra `pdf`, which the checks do not install
    except (ImportError, OSError) as error:
        pytest.skip(f"WeasyPrint or Pango is not installed: {error}")
    document = pypdfium2.PdfDocument(written())
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    words = "".join(text.split())
    for view in (EVERYDAY, HOSTILE):
        assert "".join(view.article.title.split())[:20] in words
    assert all("".join(mark.quote.split())[:12] in words for mark in EVERYDAY.highlights)
