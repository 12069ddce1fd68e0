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

# The patterns are text: `re` compiles and keeps them when they are first used, which most commands never do.

#: ECMA-48 control strings (OSC, DCS, APC, PM, SOS) with their terminator; each payload ends at the next
#: control, so that the search stays linear. An unterminated one loses its introducer only.
_STRING = r"(?:\x1b[\]P_^X]|[\x90\x98\x9d-\x9f])[^\x00-\x1f\x7f-\x9f]*(?:\x1b\\|[\x07\x9c])"
_CSI = r"\x1b\[[0-?]*[ -/]*[@-~]?|\x9b[0-?]+[ -/]*[@-~]"
_OTHER_ESCAPE = r"\x1b(?:[!-/][0-~]?|[0-~])?"
_STRIP_ESCAPES = f"{_STRING}|{_CSI}|{_OTHER_ESCAPE}"

#: Typewriter bold and underline, as in old manual pages.
_STRIP_OVERSTRIKES = r"([^\n\x08])\x08(?=\1)|_\x08(?=[^\n\x08])"

_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x9f"
_SURROGATES = "\ud800-\udfff"
#: Among them the fillers of Korean and Khmer, letters by their category, which show nothing but a gap. The
#: joiners U+200C and U+200D stay, for Persian and for emoji, and the variation selectors.
_INVISIBLE = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff"
    "\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0080-\U000e00ff\U000e01f0-\U000e0fff"
)
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_SPACES = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_TAGS = "\U000e0000-\U000e007f"
_DELETE = f"[{_CONTROLS}{_INVISIBLE}{_NONCHARACTERS}]+"
_HAS_SUSPECT = f"[{_CONTROLS}\x0b\x0c\r{_SURROGATES}{_INVISIBLE}{_NONCHARACTERS}{_SPACES}{_TAGS}\u2028\u2029]"
_HAS_SURROGATE = f"[{_SURROGATES}]"
_ASCII_CONTROLS = bytes(c for c in (*range(32), 127) if c not in b"\t\n")
_TO_SPACES = f"[{_SPACES}]"
_NEWLINES = "\r\n?|[\x0b\x85\u2028]"
_BLANK_LINES = "[\x0c\u2029]"


def _tagged(letters: str) -> str:
    return "".join(chr(0xE0000 + ord(letter)) for letter in letters) + "\U000e007f"


#: Tag characters can hide any text; only the three flags made of them are kept.
_FLAGS = "|".join(map(_tagged, ("gbeng", "gbsct", "gbwls")))
_DELETE_TAGS = f"(\U0001f3f4(?:{_FLAGS}))|[{_TAGS}]+"

_MAY_BE_MOJIBAKE = "[\x80-\xff\u0420\u0421][^\x00-\x7f]|\xc3 "
#: Characters that cannot be combining: where a text has others, the full table is looked up.
_MAY_COMBINE = (
    "[^\x00-\u02ff\u0370-\u0482\u048a-\u0590\u2010-\u2027\u2030-\u205e\u20a0-\u20cf\u2100-\u2bff"
    "\u3000-\u3029\u3030-\u3098\u309b-\u9fff\uac00-\ud7a3\uff01-\uffef]"
)


class CleanError(ValueError):
    """Bytes are not text, or not in the encoding that was named; the message is the end of a sentence."""


@cache
def _marks() -> str:
    """Return the combining characters and the joiners, as they stand in a character class."""
    codes = [c for c in (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0)) if category(chr(c))[0] == "M"]
    parts, start, last = ["\u200c\u200d"], codes[0], codes[0]
    for code in [*codes[1:], 0x110000]:
        if code != last + 1:
            parts.append(f"{chr(start)}-{chr(last)}")
            start = code
        last = code
    return "".join(parts)


def _trim_marks(text: str) -> str:
    """Cut runaway runs of combining characters, and those at a line's start, which have no base."""
    text = re.sub(f"([{_marks()}]{{{_MOST_MARKS}}})[{_marks()}]+", r"\1", text)
    return re.sub(f"(^|[\n\t])(?: *[{_marks()}])+", r"\1", text)


def _compose(text: str) -> str:
    """Return `text` in NFC with misplaced combining characters cut.

    Cut before as well as after: composing sorts a run of marks in quadratic time.
    """
    if re.search(_MAY_COMBINE, text):
        text = _trim_marks(text)
        if not is_normalized("NFC", text):
            text = _trim_marks(normalize("NFC", text))
    elif not is_normalized("NFC", text):
        text = normalize("NFC", text)
    return text


def _is_suspect(text: str) -> bool:
    """Tell whether there is anything to take out; ASCII is looked through by the byte, many times faster."""
    if text.isascii():
        raw = text.encode("ascii")
        return len(raw.translate(None, _ASCII_CONTROLS)) != len(raw)
    return re.search(_HAS_SUSPECT, text) is not None


def _strip(text: str) -> str:
    """Take out or replace all that must not reach a screen."""
    if re.search(_HAS_SURROGATE, text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = re.sub(_STRIP_ESCAPES, "", text)
    text = re.sub(_STRIP_OVERSTRIKES, "", text)
    text = re.sub(_BLANK_LINES, "\n\n", re.sub(_NEWLINES, "\n", text))
    text = re.sub(_DELETE_TAGS, r"\1", re.sub(_DELETE, "", text))
    return re.sub(_TO_SPACES, " ", text)


def clean_text(text: str) -> str:
    """Take out all that must not reach a screen; tabs and the layout of spaces stay (for Markdown)."""
    if _is_suspect(text):
        text = _strip(text)
    return text if text.isascii() else _compose(text)


_RUNS_OF_SPACES = r"[ \t]{2,}|\t"
_SPACES_AT_BREAKS = r" \n ?|\n "
_RUNS_OF_BREAKS = r"\n{3,}"
_WHITE_SPACE = r"[ \t\n]{2,}|[\t\n]"


def normalise(text: str) -> str:
    """Clean `text` and even its spaces: one between words, none at line ends, one blank line at most."""
    text = clean_text(text)
    if "  " in text or "\t" in text:
        text = re.sub(_RUNS_OF_SPACES, " ", text)
    if " \n" in text or "\n " in text:
        text = re.sub(_SPACES_AT_BREAKS, "\n", text)
    if "\n\n\n" in text:
        text = re.sub(_RUNS_OF_BREAKS, "\n\n", text)
    return text.strip(" \n")


def clean_inline(text: str) -> str:
    """Clean a piece of a line; a space at either end stays."""
    text = clean_text(text)
    return re.sub(_WHITE_SPACE, " ", text) if "  " in text or "\n" in text or "\t" in text else text


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
    if text.isascii() or not re.search(_MAY_BE_MOJIBAKE, text):
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
