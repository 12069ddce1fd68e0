"""Lists of a DOCX whose levels are overridden where they are used, as LibreOffice writes nested ones."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from reader.sources.safe_xml import local

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def without_overrides(root: Element) -> bytes:
    """Return `word/numbering.xml` with a definition for each list that overrides one, for mammoth."""
    definitions = {each.get(f"{_W}abstractNumId", ""): each for each in root.findall(f"{_W}abstractNum")}
    for number, use in enumerate(root.findall(f"{_W}num")):
        levels = [level for each in use.findall(f"{_W}lvlOverride") for level in each.findall(f"{_W}lvl")]
        reference = use.find(f"{_W}abstractNumId")
        base = None if reference is None else definitions.get(reference.get(f"{_W}val", ""))
        if not levels or reference is None or base is None:
            continue
        own = deepcopy(base)
        for level in levels:
            for old in [each for each in own if _level(each) == _level(level)]:
                own.remove(old)
            own.append(level)
        name = f"9{number:05}"
        own.set(f"{_W}abstractNumId", name)
        reference.set(f"{_W}val", name)
        root.insert(0, own)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _level(element: Element) -> str:
    return element.get(f"{_W}ilvl", "") if local(element) == "lvl" else " "
