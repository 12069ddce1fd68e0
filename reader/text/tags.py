"""Names of tags as people type them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from reader.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 200


class TagError(ValueError):
    """A name that cannot be a tag's; the message is one sentence."""


@lru_cache(maxsize=512)
def normalise_tag(name: str) -> str:
    """Clean a tag's name: no leading `#`, one space at most, levels parted by `/` without empty ones.

    Raises:
        TagError: when nothing is left, or the name holds a comma or is too long.
    """
    line = clean_line(name, 2 * _LONGEST)
    while (bare := clean_line(line.lstrip("#/ "))) != line:  # a mark that combines may come to stand first
        line = bare
    levels = (level.strip() for level in line.split("/"))
    normal = "/".join(level for level in levels if level)
    if not normal:
        raise TagError("A tag needs a name.")
    if "," in normal:
        raise TagError(f"A tag's name cannot hold a comma: “{normal}”.")
    if len(normal) > _LONGEST:
        raise TagError(f"A tag's name can be {_LONGEST} characters long at most.")
    return normal


def normalise_tags(names: Iterable[str]) -> tuple[str, ...]:
    """Clean names of tags, each once, in their order.

    Raises:
        TagError: as `normalise_tag`.
    """
    return tuple(dict.fromkeys(map(normalise_tag, names)))


def is_under(tag: str, name: str) -> bool:
    """Tell whether `tag` is `name` or one of its levels below, whatever the case."""
    tag, name = tag.casefold(), name.casefold()
    return tag == name or tag.startswith(name + "/")
