"""An article from the web: fetched, told from pages that only ask for something, then read like a file."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from reader.model import Imported
from reader.sources.document import Document
from reader.sources.fetch import Fetched, fetch
from reader.sources.files import SourceError
from reader.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_FEW_WORDS = 250
_asking_path = re.compile(r"/(?:log-?in|sign-?in|register|consent|subscribe|checkout|auth)\b", re.I).search
_asking_host = re.compile(r"^(?:consent|login|accounts?|auth|sso)\.", re.I).match
_password = re.compile(rb"<input[^>]{0,300}type\s*=\s*[\"']?password", re.IGNORECASE).search
_not_free = re.compile(rb"[\"']isAccessibleForFree[\"']\s*:\s*[\"']?false", re.IGNORECASE).search
#: What a page says where the rest of its article is not given to everybody.
_rest_is_kept = re.compile(
    r"\b(?:subscribe|log ?in|sign ?in|sign up|register|join)(?: now)? to (?:continue|keep|read|unlock)\b"
    r"|\b(?:only|exclusively|reserved) (?:for|to) (?:our )?(?:subscribers|members)\b|\bsubscribers? only\b"
    r"|\b(?:nur )?für abonnent|\bweiterlesen mit\b|\babonnieren,? um\b"
    r"|\bréservée? (?:aux|à nos) abonn|\babonnez-vous pour\b"
    r"|\bsuscríbete para\b|\b(?:solo|exclusivo) para suscriptores\b"
    r"|\babbonati per\b|\briservat\w agli abbonati\b|\bassine para\b|\bpara assinantes\b",
    re.IGNORECASE,
).search
_agreeing = re.compile(
    r"\b(?:cookies?|consent|privacy|confidentialité|privacidad)\b|\b(?:einwilligung|zustimm|datenschutz)",
    re.IGNORECASE,
).findall
_FEWEST_WORDS = 120  # a text of fewer that speaks of cookies again and again asks to agree to them
_OFTEN = 4


def load(
    url: str, read: Callable[[Document], Iterator[Imported]], *, allow_private: bool = False
) -> Iterator[Imported]:
    """Yield what stands at an address, as a rule one article; with an `error` where there is none.

    A page behind a paywall is taken with a remark, one that only asks to log in or to agree is refused.
    """
    shown = clean_line(url, 2000)
    try:
        found = fetch(url, allow_private=allow_private)
        if asked := _only_asks(url, found):
            raise SourceError(asked)
    except SourceError as error:
        yield Imported(shown, error=str(error))
        return
    document = Document(found.raw, shown, _name(found.url), charset=found.charset, url=found.url)
    for imported in read(document):
        yield _told(imported, found)


def _told(imported: Imported, found: Fetched) -> Imported:
    """Add to an article where it is from, and whether it is the whole."""
    data = imported.metadata
    host = urlsplit(found.url).hostname or ""
    if imported.error and not _password(found.raw):
        return imported
    data = replace(data, url=data.url or found.url, site=data.site or host.removeprefix("www."))
    remarks = imported.report
    if _is_short(imported, _FEWEST_WORDS) and len(_agreeing(imported.body.text)) >= _OFTEN:
        return Imported(imported.origin, error=f"{host} asks to agree to cookies and gives no article.")
    if _not_free(found.raw):
        remarks = (*remarks, "the page says that the whole of it is for subscribers; this may be a part")
    elif _password(found.raw) and _is_short(imported):
        return Imported(imported.origin, error=f"{host} asks to log in and gives no article.")
    elif _is_short(imported) and _rest_is_kept(found.raw.decode("utf-8", "replace")):
        remarks = (*remarks, "the page says that the rest of it is for subscribers; this may be a part")
    return replace(imported, metadata=data, report=remarks)


def _is_short(imported: Imported, words: int = _FEW_WORDS) -> bool:
    return imported.body.text.count(" ") < words


def _only_asks(url: str, found: Fetched) -> str:
    """Say that an address led to a page that asks for something; nothing where it did not."""
    asked, got = urlsplit(url), urlsplit(found.url)
    moved = (asked.hostname, asked.path) != (got.hostname, got.path)
    if moved and (_asking_host(got.hostname or "") or _asking_path(got.path)):
        host = clean_line(asked.hostname or "", 100)
        return f"{host} gives no article but a page that asks to log in, to pay or to agree."
    return ""


def _name(url: str) -> str:
    """Return what the end of an address calls a file, for its kind."""
    return clean_line(unquote(posixpath.basename(urlsplit(url).path)), 120)
