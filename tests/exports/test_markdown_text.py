"""What an article holds, as Markdown: a reader of CommonMark shows it as it stands."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader.exports.markdown_text import escaped


def shown(markdown: str) -> str:
    """Return the characters that a paragraph shows, and none where anything in it is more than a text."""
    tokens = MarkdownIt("commonmark").parseInline(markdown)[0].children or []
    return "".join(token.content for token in tokens if token.type.startswith("text"))


@example("<b>__0000__")
@example("a__b _c_ __d__")
@given(st.text("_*`~[]()<>!&a0.é字 ", min_size=1).map(lambda text: f"x{text}x"))
def test_no_sign_of_a_text_is_markup(text: str) -> None:
    assert shown(escaped(text)) == text


def test_names_of_programs_stay_readable() -> None:
    assert escaped("snake_case_name a__b") == "snake_case_name a__b"


def test_a_sign_that_is_no_markup_alone_stays_readable() -> None:
    assert escaped("38% of it = much") == "38% of it = much"
    assert escaped("%%hidden%% ==lit==") == r"\%\%hidden\%\% \=\=lit\=\="
    assert escaped("a line\n=") == "a line\n\\="
