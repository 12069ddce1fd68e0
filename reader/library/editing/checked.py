"""What a person gives for articles, highlights and tags: cleaned, or refused with a reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reader.library.errors import LibraryError
from reader.model import COLOURS, STATUSES
from reader.text.clean import clean_line, clean_note
from reader.text.tags import TagError, normalise_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.model import Codebook

#: Fields of an article that are one line each.
LINES = ("title", "kicker", "published", "site")


def checked_codebook(codebook: Codebook) -> Codebook:
    """Return a codebook fit to be kept.

    Raises:
        LibraryError: when a tag is none, or two have one name or one key.
    """
    tags = tuple(replace(tag, name=name) for tag in codebook.tags for name in clean_tags([tag.name]))
    if len({tag.name for tag in tags}) < len(tags):
        raise LibraryError("Two tags of the codebook have one name.")
    keys = [tag.key for tag in tags if tag.key]
    if len(set(keys)) < len(keys) or not set(keys) <= set("123456789"):
        raise LibraryError("Each key of the codebook is a digit from 1 to 9, given to one tag.")
    cleaned = (
        replace(
            tag,
            colour=checked_colour(tag.colour),
            definition=clean_note(tag.definition),
            when=clean_note(tag.when),
            when_not=clean_note(tag.when_not),
            examples=tuple(dict.fromkeys(tag.examples)),
        )
        for tag in tags
    )
    return replace(codebook, tags=tuple(cleaned))


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Clean names of tags.

    Raises:
        LibraryError: when one cannot be a tag's.
    """
    try:
        return normalise_tags(tags)
    except TagError as error:
        raise LibraryError(str(error)) from error


def checked_colour(colour: str) -> str:
    """Return a colour's name, or nothing for none; LibraryError when there is no such colour."""
    if colour and colour not in COLOURS:
        raise LibraryError(f"There is no colour “{clean_line(colour, 40)}”, only {', '.join(COLOURS)}.")
    return colour


def check_range(start: int, end: int, length: int) -> None:
    """Raise LibraryError unless `start` to `end` is a passage of a text of `length` code points."""
    if not 0 <= start < end <= length:
        raise LibraryError(f"{start} to {end} is no passage of a text of {length} characters.")


def article_fields(given: dict[str, Any]) -> dict[str, Any]:
    """Clean what a person gives for an article; LibraryError when something of it cannot be."""
    new: dict[str, Any] = {name: clean_line(given[name]) for name in LINES if name in given}
    if "title" in new and not new["title"]:
        raise LibraryError("A title cannot be empty.")
    if "authors" in given:
        new["authors"] = tuple(filter(None, map(clean_line, given["authors"])))
    if "tags" in given:
        new["tags"] = clean_tags(given["tags"])
    if "note" in given:
        new["note"] = clean_note(given["note"])
    if "status" in given:
        if given["status"] not in STATUSES:
            raise LibraryError(f"A status is one of {', '.join(STATUSES)}.")
        new["status"] = given["status"]
    return new


def merged_tags(there: Sequence[str], seen: Sequence[str], wanted: Sequence[str]) -> tuple[str, ...]:
    """Apply to the tags that are there what a person changed in those that they saw."""
    added = [tag for tag in wanted if tag not in seen]
    removed = {tag for tag in seen if tag not in wanted}
    return tuple(dict.fromkeys([*(tag for tag in there if tag not in removed), *added]))


def merged_note(there: str, seen: str, wanted: str) -> str:
    """Apply to the note that is there what a person changed in that which they saw; no line is lost."""
    from reader.text.merge import merge3  # both hardly ever write one note at once

    was, ours, theirs = (text.split("\n") for text in (seen, wanted, there))
    return "\n".join(merge3(was, ours, theirs, lambda mine, yours: [*yours, "", *mine]))
