"""Templates of a person's own: what they are given, what they may not do, what is said of wrong ones."""

from __future__ import annotations

import pytest

from reader.exports.template import template
from reader.model import ReaderError
from tests.exports.views import EVERYDAY, HOSTILE


def filled(source: str, name: str = "a.md") -> str:
    return b"".join(template(name, source).write(iter([EVERYDAY, HOSTILE]))).decode()


def test_a_template_is_filled_in_for_each_article_or_once_for_all() -> None:
    assert filled("{{ article.title }}: {{ highlights|length }}\n").startswith("The old wall: 2\n---\n")
    together = "{% for each in articles %}{{ each.words }} {{ each.highlights[0].shown }}\n{% endfor %}end\n"
    assert filled(together) == "17 yellow\n17 yellow\nend\n"


@pytest.mark.parametrize(
    ("name", "suffix", "escapes"),
    [
        ("a.md", ".md", False),
        ("a.md.jinja", ".md", False),
        ("a.html", ".html", True),
        ("a.html.j2", ".html", True),
        ("a", ".txt", False),
    ],
)
def test_the_name_gives_the_suffix_and_what_is_escaped(name: str, suffix: str, escapes: bool) -> None:
    assert template(name, "").suffix == suffix
    assert ("&lt;b&gt;" in filled("{{ article.title }}", name)) == escapes


def test_markdown_is_escaped_where_it_is_asked_for() -> None:
    text = filled("{% for mark in highlights %}{{ mark.quote|quote }}\n{{ mark.note|md }}\n{% endfor %}")
    assert "> There were nine.\nBy \\*\\*whom\\*\\*?" in text
    assert "> \\# not a heading" in text


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("a\n{{ nothing }}", "a.md, line 2: 'nothing' is undefined."),
        ("{% for x in articles %}", "a.md, line 1: Unexpected end of template."),
        ("\n{{ article.title|shout }}", "a.md, line 2: No filter named 'shout'."),
        (
            "{{ ''.__class__.__mro__ }}",
            "a.md, line 1: access to attribute '__class__' of 'str' object is unsafe.",
        ),
        ("{{ article.tags.append(1) }}", "is unsafe"),
        ("{{ article.update(title=1) }}", "is unsafe"),
        ("{% include '/etc/passwd' %}", "a.md, line 1: "),
        ("{{ 1/0 }}", "a.md, line 1: division by zero."),
        ("{{ range(10000000) }}", "a.md, line 1: Range too big"),
    ],
)
def test_what_is_wrong_with_a_template_is_one_sentence(source: str, said: str) -> None:
    with pytest.raises(ReaderError) as caught:
        filled(source)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_is_filled_in_is_no_template() -> None:
    assert filled("{{ '{{ 1 + 1 }}' }}") == "{{ 1 + 1 }}" * 2
