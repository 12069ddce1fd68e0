"""An article as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.model.article import Article
    from reader.model.codebook import Codebook
    from reader.model.highlight import Highlight
    from reader.text.body import Body


class LinkEnd(NamedTuple):
    """The passage at the other end of a link: its words, and the title of its article.

    `words` are what that passage is to this one, where the link leads here: `supported by`. `article` is that
    article's id, 0 where it is not told.
    """

    quote: str
    title: str
    words: str = ""
    article: int = 0


@dataclass(frozen=True)
class ArticleView:
    """An article with all that belongs to it, as exports take it. `highlights` by start.

    `ends` are the passages that their links lead to, by id; one that was deleted is not among them. `led` are
    those from which links lead to a passage, by its id, where they were looked for.
    """

    article: Article
    body: Body
    highlights: tuple[Highlight, ...]
    codebook: Codebook
    ends: Mapping[int, LinkEnd] = field(default_factory=dict)
    led: Mapping[int, tuple[LinkEnd, ...]] = field(default_factory=dict)
