"""Judge each byte a program wrote to a terminal: text, or a sequence that Textual is known to write.

Two layers. Each sequence must match an allow-listed shape. And inside the alternate screen Textual writes
`CSI…m text CSI 0m` runs and moves the cursor only between them: text from outside that smuggles in even
an allowed sequence breaks that alternation.
"""

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from tests.support.lexer import Token, lex

_MODES = frozenset("7 25 1000 1002 1003 1004 1006 1015 1016 1049 2004 2026 2031 2048".split())
_ON_AT_REST = frozenset({"7", "25"})
#: Textual 8.2.8 leaves SGR pixel reports set; without a mouse mode they do nothing.
_LEFT_BY_TEXTUAL = frozenset({"1016"})

_SGR_PART = (
    r"(?:0|[1-79]|2[1-9]|3[0-7]|39|4[0-7]|49|5[3-5]|9[0-7]|10[0-7]"
    r"|[345]8;2;\d{1,3};\d{1,3};\d{1,3}|[345]8;5;\d{1,3})"
)
_SGR = re.compile(rf"(?:{_SGR_PART}(?:;{_SGR_PART})*)?")
_FRAME_NEWLINE = re.compile(rb"(?:\r?\n)?\x1b\[\d+;\d+H")

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SEPARATORS = frozenset("\u0085\u2028\u2029")
_INVISIBLE = frozenset(
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u2060\u2061\u2062\u2063\u2064"
    "\u206a\u206b\u206c\u206d\u206e\u206f\u3164\ufeff\uffa0\ufff9\ufffa\ufffb"
)
_LINK_SCHEMES = frozenset({"http", "https", "mailto"})


def violations(
    data: bytes,
    cols: int,
    rows: int,
    *,
    allow: Collection[str] = (),
    full_screen: bool = True,
    formats: bool = False,
    ended: bool = False,
) -> list[str]:
    """List what must not be in a program's output, each as one sentence with its offset; empty means clean.

    `cols` and `rows` are the largest size the screen had. `allow` adds "clipboard", "link", "bell", "title"
    or "tab". Without `full_screen` the program prints lines: no sequence but colours. With `formats` bidi
    controls, separators and invisible characters count. With `ended` every mode switched on must have been
    switched off.
    """
    judge = _Judge(data, (cols, rows), frozenset(allow), full_screen=full_screen, formats=formats)
    for token in lex(data):
        judge.take(token)
    if ended:
        judge.check_modes()
    return judge.found


class _Judge:
    """Walk the tokens, remembering where in the program's life and in a run of style they stand."""

    def __init__(
        self, data: bytes, size: tuple[int, int], allow: frozenset[str], *, full_screen: bool, formats: bool
    ) -> None:
        self.found: list[str] = []
        self._data = data
        self._cols, self._rows = size
        self._allow, self._full_screen, self._formats = allow, full_screen, formats
        self._alternate = False
        self._styled = False
        self._modes: dict[str, str] = {}

    def take(self, token: Token) -> None:
        """Judge the next token."""
        if token.kind == "text":
            self._take_text(token)
        elif token.kind == "c0" and token.text in ("0a", "0d"):
            self._take_newline(token)
        else:
            problem = self._shape(token)
            if problem:
                self._report(token, problem)
            if token.kind == "csi" and token.final == "m":
                self._take_style(token, not problem)
            elif self._alternate and self._styled:
                self._report(token, "a sequence inside a run of styled text")
            self._note_mode(token)

    def check_modes(self) -> None:
        """Report each mode that is not as it was before the program started."""
        for mode, state in sorted(self._modes.items()):
            if mode not in _LEFT_BY_TEXTUAL and (state == "h") != (mode in _ON_AT_REST):
                self.found.append(f"at the end: mode {mode} was not restored")

    def _report(self, token: Token, problem: str) -> None:
        around = self._data[max(0, token.offset - 16) : token.offset + min(len(token.raw), 48) + 8]
        self.found.append(f"at {token.offset}: {problem} in {around!r}")

    def _take_text(self, token: Token) -> None:
        if self._alternate and not self._styled:
            self._report(token, f"text outside a run of style: {token.text[:40]!r}")
        for char in sorted(set(token.text)):
            if self._formats and (kind := _format_kind(char)):
                self._report(token, f"{kind} U+{ord(char):04X}")

    def _take_newline(self, token: Token) -> None:
        after = token.offset + len(token.raw)
        if self._alternate:
            # a whole frame is written as a line end and the cursor's address for each row
            if self._styled or not _FRAME_NEWLINE.match(self._data, after):
                self._report(token, f"control byte 0x{token.text}")
        elif token.text == "0d" and self._data[after : after + 1] not in (b"\n", b"\r"):
            self._report(token, "a carriage return that lets a line be overwritten")

    def _take_style(self, token: Token, well_formed: bool) -> None:
        if not well_formed:
            return
        reset = token.text in ("", "0")
        if self._alternate and self._styled and not reset:
            self._report(token, "a style inside a run of style")
        if self._alternate and not self._styled and reset:
            self._report(token, "a reset of style outside a run")
        self._styled = not reset

    def _note_mode(self, token: Token) -> None:
        if token.kind != "csi":
            return
        if token.final in "hl" and token.text.startswith("?"):
            self._modes[token.text[1:]] = token.final
            if token.text == "?1049":
                self._alternate = token.final == "h"
                self._styled = False
        elif token.final == "u" and token.text[:1] in ("<", ">"):
            self._modes["kitty keyboard"] = "h" if token.text[0] == ">" else "l"

    def _shape(self, token: Token) -> str:
        """Say what is wrong with a sequence taken by itself; empty when it is on the list."""
        if token.kind == "csi":
            return self._csi_shape(token)
        if token.kind == "osc":
            return self._osc_shape(token)
        if token.kind == "c0":
            allowed = {"07": "bell", "09": "tab"}.get(token.text)
            return "" if allowed in self._allow else f"control byte 0x{token.text}"
        if token.kind == "incomplete":
            return f"unfinished {token.text}"
        return {
            "del": "control byte 0x7f",
            "c1": f"C1 control {token.text}",
            "esc": f"ESC {token.between}{token.final}",
            "bad": f"invalid bytes ({token.text})",
        }.get(token.kind, f"a {token.kind} string {token.text[:40]!r}")

    def _csi_shape(self, token: Token) -> str:
        private = token.text[:1] if token.text[:1] in ("<", "=", ">", "?") else ""
        body = token.text[len(private) :]
        known = False
        if token.final == "m" and not private and not token.between:
            known = _SGR.fullmatch(body) is not None
        elif self._full_screen and token.between == "$":
            known = token.final == "p" and private == "?" and body in _MODES
        elif self._full_screen and not token.between:
            known = self._known_control(private, body, token.final)
        return "" if known else f"CSI {token.text}{token.between}{token.final}"

    def _known_control(self, private: str, body: str, final: str) -> bool:
        if private:
            mode = private == "?" and final in "hl" and body in _MODES
            return mode or (final == "u" and re.fullmatch(r"\d{0,3}(;\d)?", body) is not None)
        if final == "H":
            address = re.fullmatch(r"(\d{1,4});(\d{1,4})", body)
            inside = address and 1 <= int(address[1]) <= self._rows and 1 <= int(address[2]) <= self._cols + 1
            return body == "" or bool(inside)
        questions = {"t": ("14", "16", "18"), "n": ("6",), "c": ("", "0")}
        return body in questions.get(final, ())

    def _osc_shape(self, token: Token) -> str:
        number, _, body = token.text.partition(";")
        if token.final not in ("BEL", "ST"):
            return f"OSC {number} broken off by {token.final}"
        if number == "22" and self._full_screen and re.fullmatch(r"[a-z-]{0,20}", body):
            return ""
        if number == "52":
            good = "clipboard" in self._allow and re.fullmatch(r"c;[A-Za-z0-9+/]*={0,2}", body)
            return "" if good else "a write to the clipboard"
        if number == "8":
            return self._link_shape(body)
        if (
            number in ("0", "1", "2")
            and "title" in self._allow
            and re.fullmatch(r"[^\x00-\x1f\x7f-\x9f]*", body)
        ):
            return ""
        return f"OSC {token.text[:60]!r}"

    def _link_shape(self, body: str) -> str:
        parameters, _, address = body.partition(";")
        if not parameters and not address:
            return ""
        good = (
            "link" in self._allow
            and re.fullmatch(r"(id=-?[0-9-]+)?", parameters)
            and re.fullmatch(r"[\x21-\x7e]{1,2083}", address)
            and urlsplit(address).scheme.lower() in _LINK_SCHEMES
        )
        return "" if good else f"a link to {address[:60]!r}"


def _format_kind(char: str) -> str:
    code = ord(char)
    if char in _BIDI:
        return "bidi control"
    if char in _SEPARATORS:
        return "line separator"
    if char in _INVISIBLE or 0xE0000 <= code <= 0xE0FFF:
        return "invisible character"
    return "noncharacter" if (code & 0xFFFE) == 0xFFFE or 0xFDD0 <= code <= 0xFDEF else ""
