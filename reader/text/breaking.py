"""Where lines break: greedily at spaces, between wide characters, at a word's hyphenation points.

The functions append where rows begin to `out`; rows are contiguous, and a hyphen at an end is only drawn.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from reader.text.cells import cell_widths, cells, is_plain, next_grapheme
from reader.text.pattern import pattern

if TYPE_CHECKING:
    from collections.abc import Callable

    #: Returns where a word may be parted: indices into it, in order.
    Hyphenate = Callable[[str], list[int]]

#: No row begins with these (JIS X 4051, UAX #14): what closes, small kana, marks that go with what is before.
_NO_START = frozenset(
    "、。，．！？；：）」』】〕〉》”’)]}!?,.;:…‥·・ー〜～゠–‐-/々〻ゝゞヽヾ〟｠｣｡､･ｰ‼⁇⁈⁉％‰℃°′″\u00a0\u202f\u2060\"'"
    "］｝〗〙〛︐︑︒︶︸︺︼︾﹀﹂﹄﹈ะาำๆฯະາຳ"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ"
)
#: No row ends with these: what opens, signs and (Thai, Lao) vowels that go with what follows.
_NO_END = frozenset(
    "（「『【〔〈《“‘([{〝｟｢«¥￥＄£￡№＃\u00a0\u202f\u2060\"'เแโใไເແໂໃໄ［｛〖〘〚︵︷︹︻︽︿﹁﹃﹇"
)
_SIGNS = "/?&=#;,-_+"  # after which an address may be parted
_JOINTS = frozenset("/:@.?&=#%_~")
_TWINS = frozenset("—―‥…")  # two of one are not parted
#: Korean parts words by spaces, unlike Chinese and Japanese: beside these no row begins.
_hangul = pattern("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc]").match
#: Letters that no spaces part into words, and that are not wide: Thai, Lao, Burmese, Khmer.
_spaceless = pattern("[\u0e01-\u0edf\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f]").search
_APART = "!?;:»%"  # signs that French sets apart by a space
_set_apart = pattern(f"[{_APART}]+(?!\\S)").match
_LOOSE = 12  # a row that would stay empty by more than a twelfth gets part of the next word
#: A word that may be parted, behind what opens or an article (l’). More letters are no word, and take long.
_letters = pattern(r"(?:[^\W\d_]{1,6}['’]|[^\w\s]{1,3})?([^\W\d_]{5,100}+)(?![^\W\d_])").match
_code_stops = (pattern(r"(?<=\S)\s+(?=\S)"), pattern(r"[,;:(\[{=/|&]+(?=[^\s,;:(\[{=/|&)\]}])"))


def wrap_lines(text: str, start: int, end: int, width: int, out: list[int]) -> None:
    """Append the row starts of code: a row for each line, and more where a line is longer than `width`."""
    pos = start
    while pos < end:
        line = text.find("\n", pos, end)
        stop = end if line < 0 else line
        out.append(pos)
        _cut_line(text, pos, stop, width, out)
        pos = stop + 1


def _cut_line(text: str, start: int, end: int, width: int, out: list[int]) -> None:
    """Append where `text[start:end]` goes on in further rows: after a space or a sign, else at the edge."""
    if end - start <= width and is_plain(text, start, end):
        return
    widths = cell_widths(text[start:end])
    pos = 0
    while True:
        used, fits = 0, pos
        while fits < len(widths) and used + widths[fits] <= width:
            used += widths[fits]
            fits += 1
        while pos < fits < len(widths) and not widths[fits]:
            fits -= 1  # the edge fell into a cluster
        if fits >= len(widths):
            return
        cut = _code_stop(text, start, widths, pos, fits)
        pos = cut if cut > pos else max(pos + 1, next_grapheme(text, start + pos) - start)
        if pos >= len(widths):
            return
        out.append(start + pos)


def _code_stop(text: str, start: int, widths: bytes, pos: int, fits: int) -> int:
    """Return where a line of code is cut: after the last space in `(pos, fits]`, else a sign, else at `fits`.

    The first third of a row, which may be the line's indentation, is not cut.
    """
    least = pos + max(1, (fits - pos) // 3)
    for stop in _code_stops:
        stops = (m.end() - start for m in stop.finditer(text, start + least, start + fits + 1))
        cut = max((at for at in stops if at <= fits and widths[at]), default=0)
        if cut > pos:
            return cut
    return fits


def wrap_paragraph(
    text: str,
    start: int,
    end: int,
    width: int,
    out: list[int],
    *,
    first: int = 0,
    hyphenate: Hyphenate | None = None,
) -> None:
    """Append the row starts of `text[start:end]`; the first row is `first` cells shorter than `width`."""
    if is_plain(text, start, end):
        _wrap_plain(text, start, end, width, out, first=first, hyphenate=hyphenate)
    else:
        _wrap_measured(text, start, end, width, out, first=first, hyphenate=hyphenate)


def _wrap_plain(
    text: str, pos: int, end: int, width: int, out: list[int], *, first: int, hyphenate: Hyphenate | None
) -> None:
    rfind, add = text.rfind, out.append
    add(pos)
    room = width - first
    while pos < end - room:
        space = far = rfind(" ", pos, pos + room + 1)
        if text[space - 1] == "«" or text[space + 1 : space + 2] in _APART:
            while space > pos and _holds(text, space + 1):
                space = rfind(" ", pos, space)
            space = space if space > pos else far
        cut = _sign_cut(text, pos, pos + room) if space < pos else space + 1
        if hyphenate:
            word = cut if space >= pos else pos
            cut = _parted(text, word, end, free=room - (word - pos), room=room, hyphenate=hyphenate) or cut
        pos, room = cut, width
        if pos < end:
            add(pos)


def _wrap_measured(
    text: str, start: int, end: int, width: int, out: list[int], *, first: int, hyphenate: Hyphenate | None
) -> None:
    part = text[start:end]
    widths = cell_widths(part)
    edges = list(accumulate(widths, initial=0))
    size, pos = len(part), 0
    out.append(start)
    room = width - first
    while edges[size] - edges[pos] > room:
        fits = bisect_right(edges, edges[pos] + room, pos) - 1
        hangs = part[fits] == " " and (fits + 1 == size or widths[fits + 1])
        if hangs and not _holds(part, fits + 1):
            cut = fits + 1  # the space itself may hang over the edge
        else:
            cut = _soft_cut(part, widths, pos, fits)
            if hyphenate and cut and part[cut - 1] == " ":
                free = room - (edges[cut] - edges[pos])
                cut = _parted(part, cut, size, free=free, room=room, hyphenate=hyphenate) or cut
            cut = cut or (fits + 1 if hangs else _cluster_cut(part, widths, pos, _sign_cut(part, pos, fits)))
        if cut >= size:
            return
        out.append(start + cut)
        pos, room = cut, width


def _parted(text: str, word: int, end: int, *, free: int, room: int, hyphenate: Hyphenate) -> int:
    """Return where the word that begins at `word` is parted so that its beginning and a hyphen fit; or 0.

    `free` cells are left in a row of `room`. Only letters of one cell and one code point are parted, and
    those of no address, to which a hyphen would seem to belong.
    """
    if free <= max(3, room // _LOOSE):
        return 0
    found = _letters(text, word, end)
    if found is None or not is_plain(text, word, found.end()) or _in_address(text, *found.span(1), end):
        return 0
    first = found.start(1)
    fitting = [first + at for at in hyphenate(found[1]) if first + at - word < free]
    return fitting[-1] if fitting else 0


def _in_address(text: str, start: int, stop: int, end: int) -> bool:
    """Tell whether letters stand in an address or a path: a sign of one goes on behind or before them."""
    after = stop + 1 < end and text[stop] in _JOINTS and not text[stop + 1].isspace()
    return after or (start > 0 and text[start - 1] in _JOINTS)


def _holds(text: str, cut: int) -> bool:
    """Tell whether the space before `cut` only sets apart a sign."""
    return text[cut - 2 : cut - 1] == "«" or _set_apart(text, cut) is not None


def _soft_cut(part: str, widths: bytes, pos: int, fits: int) -> int:
    """Return the last break in `(pos, fits]`: after a space, or where the script lets one be; or 0."""
    cut = _space_or_wide(part, widths, pos, fits)
    if not _spaceless(part, cut or pos, fits + 1):
        return cut
    from reader.text.spaceless import last_break

    found = last_break(part, cut or pos, fits)
    while found and not widths[found]:
        found = last_break(part, cut or pos, found - 1)
    return found or cut


def _space_or_wide(part: str, widths: bytes, pos: int, fits: int) -> int:
    """Return the last break in `(pos, fits]` after a space, or where a wide character lets one be; or 0."""
    for cut in range(fits, pos, -1):
        before = part[cut - 1]
        if not widths[cut]:
            continue
        if before == " " and not _holds(part, cut):
            return cut
        after = part[cut]
        if after in _NO_START or before in _NO_END or (after == before and after in _TWINS):
            continue
        lead = cut - 1
        while lead > pos and not widths[lead]:
            lead -= 1
        wide = _is_wide(part, widths, cut) or _is_wide(part, widths, lead)
        if wide and part[lead] not in _NO_END and not _hangul(after) and not _hangul(part[lead]):
            return cut
    return 0


def _is_wide(part: str, widths: bytes, at: int) -> bool:
    """Tell whether a wide character is at `at`; a letter with its vowel sign may take two cells too."""
    return widths[at] == 2 and (not part[at].isalpha() or cells(part[at]) == 2)


def _sign_cut(text: str, pos: int, fits: int) -> int:
    """Return where to break a word longer than a row, as an address is: after its last sign, else at `fits`.

    A sign in the first half of the row leaves too much of it empty.
    """
    half = pos + (fits - pos) // 2
    return 1 + max(text.rfind(sign, half, fits) for sign in _SIGNS) or fits


def _cluster_cut(part: str, widths: bytes, pos: int, fits: int) -> int:
    """Return where to break a word longer than a row: at `fits`, or one whole cluster on."""
    cut = fits
    while cut > pos and not widths[cut]:
        cut -= 1
    if cut > pos:
        return cut
    return min(len(part), max(pos + 1, next_grapheme(part, pos)))
