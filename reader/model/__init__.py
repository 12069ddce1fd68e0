"""What the program talks about: articles, highlights, tags. Frozen; changed only through the library.

A class is loaded with its first use: making frozen dataclasses takes longer than all else that `list` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.model.article import NO_TEXT, Article
    from reader.model.codebook import STARTING_TAGS, Codebook, Tag
    from reader.model.feed import Feed
    from reader.model.highlight import ANCHORS, Highlight, Link, Was, anchor_words
    from reader.model.imported import Imported, Kept, Metadata, Passage, can_be_read_again
    from reader.model.pace import Pace, minutes_of
    from reader.model.view import ArticleView
    from reader.text.body import Block, Blocks, Body, Mark, Marks
else:
    from reader.late import late

    __getattr__ = late(
        __name__,
        {
            "reader.model.article": ("NO_TEXT", "Article"),
            "reader.model.codebook": ("STARTING_TAGS", "Codebook", "Tag"),
            "reader.model.feed": ("Feed",),
            "reader.model.highlight": ("ANCHORS", "Highlight", "Link", "Was", "anchor_words"),
            "reader.model.imported": ("Imported", "Kept", "Metadata", "Passage", "can_be_read_again"),
            "reader.model.pace": ("Pace", "minutes_of"),
            "reader.model.view": ("ArticleView",),
            "reader.text.body": ("Block", "Blocks", "Body", "Mark", "Marks"),
        },
    )

__all__ = [
    "ANCHORS",
    "COLOURS",
    "DEFAULT_COLOUR",
    "LINK_KINDS",
    "NO_TEXT",
    "STARTING_TAGS",
    "STATUSES",
    "Article",
    "ArticleView",
    "Block",
    "Blocks",
    "Body",
    "Codebook",
    "Feed",
    "Highlight",
    "Imported",
    "Kept",
    "Link",
    "Mark",
    "Marks",
    "Metadata",
    "Pace",
    "Passage",
    "ReaderError",
    "Tag",
    "Was",
    "anchor_words",
    "can_be_read_again",
    "minutes_of",
]

#: Highlight colours and the letter that `c` takes for each.
COLOURS = {
    "yellow": "y",
    "green": "g",
    "blue": "b",
    "red": "r",
    "orange": "o",
    "purple": "p",
    "teal": "t",
    "grey": "w",
}
DEFAULT_COLOUR = "yellow"
#: What a highlight may do to another, and how the other end says it; people name kinds of their own.
LINK_KINDS = {"supports": "supported by", "contradicts": "contradicted by", "answers": "answered by"}
#: Statuses of an article and the letter that `s` takes for each; `new` came by itself and was not looked at.
STATUSES = {"new": "n", "inbox": "i", "reading": "r", "done": "d", "archived": "a"}


class ReaderError(Exception):
    """Something could not be done; the message is one clean sentence for a person."""
