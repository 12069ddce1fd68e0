"""An article as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.model.article import Article
    from reader.model.codebook import Codebook
    from reader.model.highlight import Highlight
    from reader.text.body import Body


@dataclass(frozen=True)
class ArticleView:
    """An article with all that belongs to it, as exports take it. `highlights` by start."""

    article: Article
    body: Body
    highlights: tuple[Highlight, ...]
    codebook: Codebook
