"""Cleaning of text where it enters: escape sequences, controls, spaces, normal form, mojibake.

Whatever leaves this module is NFC and holds no control character but the line feed (and, from `clean_text`,
the tab), no surrogate, no bidirectional control and no non-character. No widget of the toolkit takes these
out, so it is done here, once.
"""

from __future__ import annotations

import re
from functools import cache
from unicodedata import category, is_normalized, normalize

_MOST_MARKS = 8  # combining characters kept in a row; Tibetan and Vietnamese need at most five

#: ECMA-48 control strings (OSC, DCS, APC, PM, SOS) with their terminator; each payload ends at the next
#: control, so that the search stays linear. An unterminated one loses its introducer only.
_STRING = r"(?:\x1b[\]P_^X]|[\x90\x98\x9d-\x9f])[^\x00-\x1f\x7f-\x9f]*(?:\x1b\\|[\x07\x9c])"
_CSI = r"\x1b\[[0-?]*[ -/]*[@-~]?|\x9b[0-?]+[ -/]*[@-~]"
_OTHER_ESCAPE = r"\x1b(?:[!-/][0-~]?|[0-~])?"
_strip_escapes = re.compile(f"{_STRING}|{_CSI}|{_OTHER_ESCAPE}").sub

#: Typewriter bold and underline, as in old manual pages.
_strip_overstrikes = re.compile(r"([^\n\x08])\x08(?=\1)|_\x08(?=[^\n\x08])").sub

_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x9f"
_SURROGATES = "\ud800-\udfff"
_INVISIBLE = (
    "\xad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U0001d173-\U0001d17a"
)
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_SPACES = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_TAGS = "\U000e0000-\U000e007f"
_delete = re.compile(f"[{_CONTROLS}{_INVISIBLE}{_NONCHARACTERS}]+").sub
_has_suspect = re.compile(
    f"[{_CONTROLS}\x0b\x0c\r{_SURROGATES}{_INVISIBLE}{_NONCHARACTERS}{_SPACES}{_TAGS}\u2028\u2029]"
).search
_has_surrogate = re.compile(f"[{_SURROGATES}]").search
_ASCII_CONTROLS = bytes(c for c in (*range(32), 127) if c not in b"\t\n")
_to_spaces = re.compile(f"[{_SPACES}]").sub
_newlines = re.compile("\r\n?|[\x0b\x85\u2028]").sub
_blank_lines = re.compile("[\x0c\u2029]").sub


def _tagged(letters: str) -> str:
    return "".join(chr(0xE0000 + ord(letter)) for letter in letters) + "\U000e007f"


#: Tag characters can hide any text; only the three flags made of them are kept.
_FLAGS = "|".join(map(_tagged, ("gbeng", "gbsct", "gbwls")))
_delete_tags = re.compile(f"(\U0001f3f4(?:{_FLAGS}))|[{_TAGS}]+").sub

_may_be_mojibake = re.compile("[\x80-\xff\u0420\u0421][^\x00-\x7f]|\xc3 ").search
#: Characters that cannot be combining: where a text has others, the full table is looked up.
_may_combine = re.compile(
    "[^\x00-\u02ff\u0370-\u0482\u048a-\u0590\u2010-\u2027\u2030-\u205e\u20a0-\u20cf\u2100-\u2bff"
    "\u3000-\u3029\u3030-\u3098\u309b-\u9fff\uac00-\ud7a3\uff01-\uffef]"
).search


class CleanError(ValueError):
    """Bytes are not text, or not in the encoding that was named; the message is the end of a sentence."""


@cache
def _excess_marks() -> re.Pattern[str]:
    """Compile a pattern for the combining characters and joiners beyond `_MOST_MARKS` in a row."""
    codes = [c for c in (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0)) if category(chr(c))[0] == "M"]
    parts, start, last = ["\u200c\u200d"], codes[0], codes[0]
    for code in [*codes[1:], 0x110000]:
        if code != last + 1:
            parts.append(f"{chr(start)}-{chr(last)}")
            start = code
        last = code
    marks = "".join(parts)
    return re.compile(f"([{marks}]{{{_MOST_MARKS}}})[{marks}]+")


def _compose(text: str) -> str:
    """Return `text` in NFC with runaway combining sequences cut.

    Cut before as well as after: composing sorts a run of marks in quadratic time.
    """
    if _may_combine(text):
        text = _excess_marks().sub(r"\1", text)
        if not is_normalized("NFC", text):
            text = _excess_marks().sub(r"\1", normalize("NFC", text))
    elif not is_normalized("NFC", text):
        text = normalize("NFC", text)
    return text


def _is_suspect(text: str) -> bool:
    """Tell whether there is anything to take out; ASCII is looked through by the byte, many times faster."""
    if text.isascii():
        raw = text.encode("ascii")
        return len(raw.translate(None, _ASCII_CONTROLS)) != len(raw)
    return _has_suspect(text) is not None


def _strip(text: str) -> str:
    """Take out or replace all that must not reach a screen."""
    if _has_surrogate(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _strip_escapes("", text)
    text = _strip_overstrikes("", text)
    text = _blank_lines("\n\n", _newlines("\n", text))
    text = _delete_tags(r"\1", _delete("", text))
    return _to_spaces(" ", text)


def clean_text(text: str) -> str:
    """Take out all that must not reach a screen; tabs and the layout of spaces stay (for Markdown)."""
    if _is_suspect(text):
        text = _strip(text)
    return text if text.isascii() else _compose(text)


_runs_of_spaces = re.compile(r"[ \t]{2,}|\t").sub
_spaces_at_breaks = re.compile(r" \n ?|\n ").sub
_runs_of_breaks = re.compile(r"\n{3,}").sub
_white_space = re.compile(r"[ \t\n]{2,}|[\t\n]").sub


def normalise(text: str) -> str:
    """Clean `text` and even its spaces: one between words, none at line ends, one blank line at most."""
    text = clean_text(text)
    if "  " in text or "\t" in text:
        text = _runs_of_spaces(" ", text)
    if " \n" in text or "\n " in text:
        text = _spaces_at_breaks("\n", text)
    if "\n\n\n" in text:
        text = _runs_of_breaks("\n\n", text)
    return text.strip(" \n")


def clean_inline(text: str) -> str:
    """Clean a piece of a line; a space at either end stays."""
    text = clean_text(text)
    return _white_space(" ", text) if "  " in text or "\n" in text or "\t" in text else text


def clean_line(text: str, limit: int = 500) -> str:
    """Clean `text` to one line of at most `limit` characters, for titles, tags, names and errors."""
    line = clean_inline(text[: limit * 20]).strip(" ")
    return line if len(line) <= limit else line[: max(0, limit - 1)].rstrip(" ") + "…"


def clean_note(text: str) -> str:
    """Clean a note: lines and indents stay, a tab is four spaces, no space at line ends."""
    lines = clean_text(text).replace("\t", "    ").split("\n")
    return "\n".join(line.rstrip(" ") for line in lines).strip("\n")


def is_clean(text: str) -> bool:
    """Tell whether `text` holds nothing that `clean_text` takes out or replaces (normal form aside)."""
    return not _is_suspect(text) or _strip(text) == text


def mend(text: str) -> str:
    """Mend mojibake in the lines where it is certain (ftfy's measure of badness); others stay as they are."""
    if text.isascii() or not _may_be_mojibake(text):
        return text
    from ftfy import fix_text
    from ftfy.badness import is_bad

    def mended(line: str) -> str:
        if line.isascii() or not is_bad(line):
            return line
        return str(
            fix_text(
                line,
                uncurl_quotes=False,
                unescape_html=False,
                fix_latin_ligatures=False,
                fix_character_width=False,
            )
        )

    return "\n".join(map(mended, text.split("\n")))
