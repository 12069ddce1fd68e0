"""What a Kindle writes in its languages: the kinds of clippings, pages and places, and dates."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import chain

#: Parts of words by which a clipping's kind is known, without case; the first kind that fits counts.
KINDS = {
    "bookmark": (
        *("bookmark", "marcador", "lesezeichen", "signet", "segnalibro", "bladwijzer", "закладка"),
        *("书签", "書籤", "ブックマーク", "북마크"),
    ),
    "clip": ("clip", "ausschnitt", "ritaglio", "recorte", "knipsel", "вырезка", "剪贴", "クリップ", "클립"),
    "highlight": (
        *("highlight", "subrayado", "resaltado", "destaque", "markierung", "surlignement", "surlignage"),
        *("evidenziazione", "markering", "выделен", "标注", "標註", "ハイライト", "하이라이트"),
        *("underline", "circle", "asterisk"),
    ),
    "note": ("note", "nota", "notiz", "notitie", "заметка", "笔记", "筆記", "メモ", "메모"),
}
_PAGES = r"page|página|pagina|seite|страниц\w*|页|頁|ページ|페이지"
_PLACES = (
    r"loc(?:ation|atie|\.)?|posici[óo]n|posição|posizione|pos(?:ition|\.)?|emplacement"
    r"|позици\w*|мест\w*|位置|위치"
)
_range = r"\s*(?:No\.?\s*)?#?(\d+)(?:\s*(?:[-–]|t/m)\s*(\d+))?"

_page = re.compile(
    rf"(?:{_PAGES}){_range}|第\s*(\d+)\s*[页頁]|(\d+)\s*(?:ページ|페이지)", re.IGNORECASE
).search
_place = re.compile(rf"(?:{_PLACES}){_range}", re.IGNORECASE).finditer

#: Months by what their names begin with, without case and points, in every language.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ene gen янв",
            "feb fév fev фев",
            "mar mär maa мар",
            "apr abr avr апр",
            "may mai mag mei мая май",
            "jun juin giu июн",
            "jul juil lug июл",
            "aug ago aoû авг",
            "sep set сен",
            "oct okt out ott окт",
            "nov ноя",
            "dec dez dic déc дек",
        ),
        1,
    )
    for name in names.split()
}
_named_date = re.compile(
    r"(?:(\d{1,2})\.?\s+(?:de\s+)?)?([^\W\d]{3,})\.?,?\s+(?:de\s+)?(?:(\d{1,2}),?\s+)?(\d{4})"
).finditer
_short_date = re.compile(r"(\d{1,2})\.?\s+([^\W\d]{3,})\.?()\s+(\d\d)(?![\d:])").finditer  # until 2013
_eastern_date = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]").search
_clock = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?").search
_EVENING = ("pm", "p.m", "下午", "午後", "오후")
_MORNING = ("am", "a.m", "上午", "午前", "오전")


def kind_of(told: str) -> str:
    """Return the kind of clipping that a line tells of; empty where it tells of none."""
    folded = told.casefold()
    return next((kind for kind, words in KINDS.items() if any(word in folded for word in words)), "")


def page_of(told: str) -> str:
    """Return the page; empty where none is told."""
    found = _page(told)
    return (found.group(1) or found.group(3) or found.group(4)) if found else ""


def place_of(told: str) -> tuple[int, int]:
    """Return the place in the book, first and last; zeros where none is told.

    Of the last number only the digits that differ may stand: `3040-45`.
    """
    *_, found = (None, *_place(told))
    if found is None:
        return 0, 0
    first, last = found.group(1)[:12], (found.group(2) or found.group(1))[:12]
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return int(first), max(int(first), int(last))


def date_of(told: str) -> str:
    """Return the date and time as ISO 8601, by the reader's own clock, taken for UTC; empty for none."""
    day = _day_of(told)
    clock = _clock(told)
    if day is None:
        return ""
    hour, minute, second = (int(part or 0) for part in clock.groups()) if clock else (0, 0, 0)
    folded = told.casefold()
    if hour < 12 and any(word in folded for word in _EVENING):
        hour += 12
    elif hour == 12 and any(word in folded for word in _MORNING):
        hour = 0
    try:
        return f"{datetime(*day, hour, minute, second):%Y-%m-%dT%H:%M:%S}Z"
    except ValueError:
        return ""


def _day_of(told: str) -> tuple[int, int, int] | None:
    if found := _eastern_date(told):
        year, month, day = map(int, found.groups())
        return year, month, day
    for match in chain(_named_date(told), _short_date(told)):
        before, name, after, written = match.groups()
        folded = name.casefold()
        number = _MONTHS.get(folded[:4]) or _MONTHS.get(folded[:3])
        if number and (before or after):
            return int(written if len(written) > 2 else f"20{written}"), number, int(before or after)
    return None
