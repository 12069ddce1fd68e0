"""Make a screenshot's PNG small: few colours, one byte a pixel. Text on flat grounds needs no more.

python docs/small_png.py FILE.png …
"""

from __future__ import annotations

import struct
import sys
import zlib
from collections import Counter
from pathlib import Path

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_STEP = 24  # colours that differ less in each part are taken as one


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    if not data.startswith(_SIGNATURE):
        raise ValueError("not a PNG")
    found, at = [], len(_SIGNATURE)
    while at < len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        found.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + size]))
        at += size + 12
    return found


def _rows(raw: bytes, width: int, height: int, depth: int) -> list[bytearray]:
    """Undo the filters of the rows (PNG specification, section 9)."""
    stride = width * depth
    above = bytearray(stride)
    rows = []
    for y in range(height):
        kind, row = raw[y * (stride + 1)], bytearray(raw[y * (stride + 1) + 1 : (y + 1) * (stride + 1)])
        for i in range(stride if kind else 0):
            left = row[i - depth] if i >= depth else 0
            if kind == 1:
                near = left
            elif kind == 2:
                near = above[i]
            elif kind == 3:
                near = (left + above[i]) // 2
            else:
                near = _paeth(left, above[i], above[i - depth] if i >= depth else 0)
            row[i] = (row[i] + near) & 255
        rows.append(row)
        above = row
    return rows


def _paeth(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    return min((left, above, corner), key=lambda near: abs(guess - near))


def _palette(colours: Counter[bytes]) -> tuple[list[bytes], dict[bytes, int]]:
    """Return at most 256 colours, the commonest first, and which of them stands for each."""
    chosen: list[bytes] = []
    stands: dict[bytes, int] = {}
    for colour, _ in colours.most_common():
        near, distance = 0, 1 << 20
        for i, other in enumerate(chosen):
            apart = max(abs(a - b) for a, b in zip(colour, other, strict=True))
            if apart < distance:
                near, distance = i, apart
        if distance < (_STEP if len(chosen) > 40 else 2) or len(chosen) == 256:
            stands[colour] = near
        else:
            stands[colour] = len(chosen)
            chosen.append(colour)
    return chosen, stands


def small(data: bytes) -> bytes:
    """Return a PNG of 8 bits a part (RGB or RGBA, not interlaced) with a palette. Raises ValueError."""
    chunks = _chunks(data)
    width, height, bits, kind, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    depth = {2: 3, 6: 4}.get(kind, 0)
    if bits != 8 or not depth or interlaced:
        raise ValueError("a PNG of another kind")
    raw = zlib.decompress(b"".join(body for name, body in chunks if name == b"IDAT"))
    rows = _rows(raw, width, height, depth)
    pixels = [[bytes(row[i : i + 3]) for i in range(0, len(row), depth)] for row in rows]
    chosen, stands = _palette(Counter(pixel for row in pixels for pixel in row))
    packed = b"".join(b"\0" + bytes(stands[pixel] for pixel in row) for row in pixels)
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", b"".join(chosen)),
        (b"IDAT", zlib.compress(packed, 9)),
        (b"IEND", b""),
    )
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )


if __name__ == "__main__":
    for name in sys.argv[1:]:
        Path(name).write_bytes(small(Path(name).read_bytes()))
