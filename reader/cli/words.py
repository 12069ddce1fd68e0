"""How articles, passages and tags read in plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.cli.output import line_of
from reader.text.ids import short_id, show_id
from reader.text.words import plural_of, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.model import Article, Highlight, Pace, Tag


def plural(count: int, noun: str) -> str:
    """Write a number with its noun."""
    return f"{count} {noun}" if count == 1 else f"{count} {plural_of(noun)}"


def tags_line(tags: Sequence[str]) -> str:
    """Write tags as they are typed."""
    return " ".join(f'#"{tag}"' if " " in tag else f"#{tag}" for tag in tags)


def article_row(article: Article, pace: Pace) -> tuple[str, ...]:
    """Write an article as a row of `list`, its length by the pace of who reads."""
    return (
        short_id(article.id),
        article.status,
        f"{article.progress:4.0%}",
        f"{pace.length(article.words):>7}" if article.has_text else "no text",
        plural(article.highlights, "highlight") if article.highlights else "",
        " · ".join(filter(None, (article.title, article.site))),
    )


def metadata_rows(article: Article, pace: Pace) -> Iterator[tuple[str, str]]:
    """Write what is known of an article as rows of a name and a value."""
    from reader.model import minutes_of

    values = {
        "id": show_id(article.id),
        "title": article.title,
        "kicker": article.kicker,
        "by": ", ".join(article.authors),
        "published": article.published,
        "site": article.site,
        "url": article.url,
        "language": article.language,
        "words": f"{article.words}, {pace.length(article.words)}" if article.has_text else "no text yet",
        "status": f"{article.status}, {article.progress:.0%} read",
        "time": f"read for {minutes_of(article.seconds)}" if article.seconds else "",
        "tags": tags_line(article.tags),
        "note": article.note,
        "highlights": str(article.highlights or ""),
        "added": article.added,
        "from": article.origin,
    }
    return ((name, value) for name, value in values.items() if value)


def highlight_lines(highlight: Highlight) -> Iterator[str]:
    """Write a passage: id, place, tags and quote on a line, a note on lines of its own."""
    from reader.model import anchor_words

    state = "" if highlight.anchor == "exact" else f"({anchor_words(highlight.anchor)})"
    place = f"{highlight.start}:{highlight.end}"
    parts = (
        short_id(highlight.id),
        place,
        state,
        tags_line(highlight.tags),
        quoted(line_of(highlight.quote)),
    )
    yield "  " + "  ".join(filter(None, parts))
    for line in highlight.note.split("\n"):
        if line.strip():
            yield f"          {line}"


def tag_row(tag: Tag, count: int) -> tuple[str, ...]:
    """Write a tag as a row of `tags`."""
    return tag.key or " ", str(count).rjust(6), tag.colour, tag.name, tag.definition
