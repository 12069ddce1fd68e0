r"""Links of RTF, and how deep its lists are: characters for private use stand where they begin and end.

A link is a field, `{\field{\*\fldinst HYPERLINK "…"}{\fldrslt …}}`; the level of an item, `\ilvl`, is told
behind its marker, or by how far in it stands, as pandoc writes lists.
"""

from __future__ import annotations

import re

from reader.sources.links import safe_href

BEGINS, ENDS, LEVEL, END = "\ue008", "\ue009", "\ue00a", "\ue003"
_field = re.compile(
    r'\{\\field(?![a-z])[^{}]{0,99}\{\\\*\\fldinst[^"}]{0,99}HYPERLINK\s{1,9}"([^"]{1,2000})"[^}]{0,99}\}\}?\s{0,9}'
    r"\{\\fldrslt(?![a-z]) ?"
).finditer
_marker = re.compile(r"\{\\listtext(?![a-z])").finditer
_level = re.compile(r"(?:(?!\\par[ \\\r\n])[^{}]){0,400}?\\ilvl(\d)").match
_hanging = re.compile(r"\\li(\d{3,5}) ?\\fi-360 ").finditer
_DEEPEST = 8
_STEP = 360  # twentieths of a point, from one level to the next
_brace = re.compile(r"\\[\\{}]|[{}]").finditer


def with_links(rtf: str) -> tuple[str, dict[str, str]]:
    """Return RTF with signs for its links, and the addresses by their labels; what is unsafe goes."""
    addresses: dict[str, str] = {}
    changes: list[tuple[int, int, str]] = []
    for found in _field(rtf):
        if not (end := group_end(rtf, rtf.rfind("{", found.start(), found.end()))):
            break
        begins = ends = ""
        if address := safe_href(found.group(1)):
            label = str(len(addresses))
            begins, ends, addresses[label] = sign(BEGINS, label), f"{{\\uc0\\u{ord(ENDS)} }}", address
        changes.append((found.start(), found.end(), f"{{{{{begins}"))
        changes.append((end - 1, end - 1, ends))
    for found in _marker(rtf):
        if not (end := group_end(rtf, found.start())):
            break
        if told := _level(rtf, end):
            changes.append((found.start(), found.start(), sign(LEVEL, told.group(1))))
    for found in _hanging(rtf):
        level = int(found.group(1)) // _STEP - 1
        if 0 < level <= _DEEPEST and not int(found.group(1)) % _STEP:
            changes.append((found.end(), found.end(), sign(LEVEL, str(level))))
    return _changed(rtf, changes), addresses


def sign(character: str, label: str) -> str:
    """Return RTF for a sign with a label."""
    return f"{{\\uc0\\u{ord(character)} {label}\\u{ord(END)} }}"


def group_end(rtf: str, start: int) -> int:
    """Return where the group that begins at `start` ends, 0 where it does not."""
    depth = 0
    for found in _brace(rtf, start):
        depth += {"{": 1, "}": -1}.get(found.group(), 0)
        if not depth and found.group() == "}":
            return found.end()
    return 0


def _changed(rtf: str, changes: list[tuple[int, int, str]]) -> str:
    """Put other RTF in some places of this."""
    parts: list[str] = []
    at = 0
    for start, end, put in sorted(changes):
        parts += [rtf[at:start], put]
        at = end
    return "".join([*parts, rtf[at:]])
