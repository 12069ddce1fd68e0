"""References as the manuals of the styles have them."""

from __future__ import annotations

import pytest

from reader.exports.references import STYLES, cited
from reader.model import Article
from tests.exports.views import ARTICLE

BARE = Article(1, "What is left?")


def article(**fields: object) -> Article:
    return ARTICLE._replace(**fields)  # type: ignore[arg-type]  # fields of an article, by name


@pytest.mark.parametrize(
    ("given", "apa", "mla"),
    [
        (
            ARTICLE,
            "Pérez, A., & Wei, L. (2026, November 19). The old wall. site-34. https://example.org/wall",
            "Pérez, Ana, and Li Wei. “The old wall.” site-34, 19 Nov. 2026, https://example.org/wall.",
        ),
        (
            article(authors=("Jean-Paul de la Tour",), published="2026-05", url=""),
            "de la Tour, J.-P. (2026, May). The old wall. site-34.",
            "de la Tour, Jean-Paul. “The old wall.” site-34, May 2026.",
        ),
        (
            article(authors=("A. Bee", "C. Dee", "E. Eff"), published="2026", site=""),
            "Bee, A., Dee, C., & Eff, E. (2026). The old wall. https://example.org/wall",
            "Bee, A., et al. “The old wall.” 2026, https://example.org/wall.",
        ),
        (
            article(authors=("Reuters",), site="Reuters", published=""),
            "Reuters. (n.d.). The old wall. https://example.org/wall",
            "Reuters. “The old wall.” Reuters, https://example.org/wall.",
        ),
        (
            article(authors=(), url="javascript:alert(1)"),
            "The old wall. (2026, November 19). site-34.",
            "“The old wall.” site-34, 19 Nov. 2026.",
        ),
        (BARE, "What is left? (n.d.).", "“What is left?”"),
    ],
)
def test_a_reference_in_each_style(given: Article, apa: str, mla: str) -> None:
    assert (STYLES["apa"](given), STYLES["mla"](given)) == (apa, mla)


def test_many_people_are_the_first_and_the_last() -> None:
    people = tuple(f"A. Name{number}" for number in range(30))
    reference = STYLES["apa"](article(authors=people))
    assert "Name18, A., … Name29, A. (2026" in reference
    assert "Name19" not in reference


def test_a_quotation_with_its_source() -> None:
    assert cited("Nine.", ARTICLE, "plain") == (
        "“Nine.” (Ana Pérez and Li Wei, The old wall, site-34, 2026-11-19)"
    )
    assert cited("Nine.", ARTICLE, "apa").startswith("“Nine.”\nPérez, A., & Wei, L. (2026")
    assert cited("Nine.", Article(1, ""), "plain") == "“Nine.”"
    assert cited("Nine.", Article(1, ""), "plain", "p. 12") == "“Nine.” (p. 12)"
    assert cited("Nine.", ARTICLE, "plain", "pp. 12–13").endswith(", pp. 12–13)")
    assert cited("Nine.", ARTICLE, "apa", "p. 12").startswith("“Nine.” (p. 12)\nPérez, A., & Wei, L. (2026")
    assert cited("Nine.", ARTICLE, "mla", "pp. 12–13").startswith("“Nine.” (12–13)\nPérez, Ana")
    assert cited("Nine.", ARTICLE, "of another version") == cited("Nine.", ARTICLE, "plain")
