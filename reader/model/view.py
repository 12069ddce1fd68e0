"""An article as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.model.article import Article
    from reader.model.codebook import Codebook
    from reader.model.highlight import Highlight
    from reader.text.body import Body


class LinkEnd(NamedTuple):
    """The passage that a link leads to: its words, and the title of its article."""

    quote: str
    title: str


@dataclass(frozen=True)
class ArticleView:
    """An article with all that belongs to it, as exports take it. `highlights` by start.

    `ends` are the passages that their links lead to, by id; one that was deleted is not among them.
    """

    article: Article
    body: Body
    highlights: tuple[Highlight, ...]
    codebook: Codebook
    ends: Mapping[int, LinkEnd] = field(default_factory=dict)
