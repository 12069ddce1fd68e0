"""A format of a person's own: a Jinja2 template, which may do nothing but write text.

A template that names `articles` is filled in once, with all of them; any other once for each `article`, with
its `highlights`. The fields are those of the documented JSON. Where the name ends in .html or .xml, before a
last .jinja or .j2, what is filled in is escaped.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from reader.exports import Format
from reader.exports.markdown_text import escaped, quoted
from reader.exports.names import as_text, colour_of
from reader.exports.shapes import Shape, highlight_shape, view_shape
from reader.model import ReaderError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jinja2 import Environment

    from reader.model import ArticleView

_ENDINGS = (".jinja", ".jinja2", ".j2")
_ESCAPED = (".html", ".htm", ".xhtml", ".xml", ".svg")


class Template(Format):
    """A template as a format; `source` is its text."""

    def __init__(self, name: str, suffix: str, source: str) -> None:
        super().__init__(name, suffix, "a template", "")
        self.source = source

    def write(self, views: Iterable[ArticleView]) -> Iterator[bytes]:
        """Yield what the template makes of these articles.

        Raises:
            ReaderError: the template is wrong; the sentence says where.
        """
        return _filled(self, views)

    def lost(self, view: ArticleView) -> Mapping[str, int]:
        """Count nothing: what is left out is left out on purpose."""
        return {}


def template(path: str, source: str) -> Template:
    """Make a format of a template's text; its file's name gives the suffix."""
    name = PurePath(path).name
    bare = PurePath(name.removesuffix(PurePath(name).suffix) if name.endswith(_ENDINGS) else name)
    return Template(name, bare.suffix or ".txt", source)


def _filled(form: Template, views: Iterable[ArticleView]) -> Iterator[bytes]:
    from jinja2 import meta

    environment = _environment(form)
    articles = map(_article, views)
    try:
        filled = environment.from_string(form.source)
        if "articles" in meta.find_undeclared_variables(environment.parse(form.source)):
            pieces = filled.generate(articles=articles)
        else:
            pieces = (
                piece
                for article in articles
                for piece in filled.generate(article=article, highlights=article["highlights"])
            )
        for piece in pieces:
            yield as_text(piece).encode()
    except (ReaderError, OSError):
        raise
    except Exception as error:  # whatever a template can do wrong
        raise _wrong(form, error) from error


def _environment(form: Template) -> Environment:
    """Return what a template is filled in by: it reads no file and changes nothing."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        autoescape=form.suffix in _ESCAPED,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"md": escaped, "quote": quoted}
    return environment


def _article(view: ArticleView) -> Shape:
    """Shape an article for a template: the fields of `show`, its highlights, each with the colour it has."""
    highlights = [
        {**highlight_shape(mark, view.article.title), "shown": colour_of(view, mark)}
        for mark in view.highlights
    ]
    return {**view_shape(view), "highlights": highlights}


def _wrong(form: Template, error: Exception) -> ReaderError:
    """Word what is wrong with a template, and in which line."""
    lines = [getattr(error, "lineno", None)]
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == "<template>":
            lines.append(trace.tb_lineno)
        trace = trace.tb_next
    line = next((f", line {number}" for number in reversed(lines) if number), "")
    return ReaderError(f"{form.name}{line}: {str(error).rstrip('.')}.")
