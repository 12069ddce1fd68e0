"""Say what bytes a terminal sends for a key, a paste or the mouse."""

import re

_NAMED = {
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "space": " ",
    "backspace": "\x7f",
    "esc": "\x1b",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "shift+up": "\x1b[1;2A",
    "shift+down": "\x1b[1;2B",
    "shift+right": "\x1b[1;2C",
    "shift+left": "\x1b[1;2D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pgup": "\x1b[5~",
    "pgdn": "\x1b[6~",
    "delete": "\x1b[3~",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f5": "\x1b[15~",
}

#: The keys that have a name.
NAMES = tuple(_NAMED)

#: Escape as the kitty keyboard protocol spells it: unlike a bare ESC it cannot run into the next key.
KITTY_ESCAPE = b"\x1b[27u"


def key_bytes(key: str, *, kitty: bool = False) -> bytes:
    """Turn a key's name ("enter", "ctrl+s", "alt+x") into bytes; anything else is literal text.

    With `kitty` set (the program asked for that protocol) Escape is sent in its unambiguous form.
    """
    if key == "esc" and kitty:
        return KITTY_ESCAPE
    if key in _NAMED:
        return _NAMED[key].encode()
    if control := re.fullmatch(r"ctrl\+([a-z@\[\\\]^_])", key):
        return bytes([ord(control[1].upper()) & 0x1F])
    if alt := re.fullmatch(r"alt\+(.)", key):
        return b"\x1b" + alt[1].encode()
    return key.encode()


def paste_bytes(text: str) -> bytes:
    """Wrap text as a bracketed paste; ESC is left out, as terminals do, since it could end the paste."""
    return b"\x1b[200~" + text.replace("\x1b", "").encode("utf-8", "surrogatepass") + b"\x1b[201~"


def mouse_bytes(button: int, x: int, y: int, *, released: bool = False) -> bytes:
    """Report the mouse in SGR form; `x` and `y` count cells from 0 (64 and 65 are the wheel's buttons)."""
    return f"\x1b[<{button};{x + 1};{y + 1}{'m' if released else 'M'}".encode()
