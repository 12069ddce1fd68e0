from hypothesis import given

from reader.text.body import Body
from reader.text.outline import Outline

from .samples import bodies, body_of

BODY = body_of(
    ("title", "A Book"),
    ("paragraph", "Words before."),
    ("heading", "Part one", 2),
    ("paragraph", "Words."),
    ("heading", "The first thing", 3),
    ("heading", "Part two", 2),
    ("heading", "Notes", 4),
)


def shown(outline: Outline) -> list[tuple[int, str]]:
    return [(outline.level(i), outline.title(i)) for i in range(len(outline))]


def test_headings_by_their_depth_under_the_title() -> None:
    outline = Outline(BODY)
    assert outline.has_headings
    assert shown(outline) == [
        (0, "A Book"), (1, "Part one"), (2, "The first thing"), (1, "Part two"), (3, "Notes"),
    ]  # fmt: skip
    assert [outline.parent(i) for i in range(5)] == [None, 0, 1, 0, 3]


def test_without_a_title_the_uppermost_headings_stand_at_the_edge() -> None:
    outline = Outline(body_of(("heading", "Deep", 3), ("heading", "Deeper", 4), ("paragraph", "Words.")))
    assert shown(outline) == [(0, "Deep"), (1, "Deeper")]


def test_without_headings_the_paragraphs_by_their_first_words() -> None:
    outline = Outline(Body.plain("First words.\n\nOther " + "words " * 100))
    assert not outline.has_headings
    assert outline.title(0) == "First words."
    assert outline.title(1).startswith("Other words words")
    assert len(outline.title(1)) <= 200
    assert outline.level(1) == 0
    assert len(Outline(Body.plain(""))) == 0


def test_the_entry_that_one_reads_under() -> None:
    outline, text = Outline(BODY), BODY.text
    assert outline.at(0) == 0
    assert outline.at(text.index("Words.")) == 1
    assert outline.at(text.index("Part two") - 1) == 2
    assert outline.at(len(text)) == 4


def test_a_few_letters_find_the_likeliest_first() -> None:
    outline = Outline(BODY)
    assert list(outline.matches(" ")) == [0, 1, 2, 3, 4]
    assert [outline.title(i) for i in outline.matches("part  t")] == ["Part two"]
    assert [outline.title(i) for i in outline.matches("pt")] == ["Part two", "Part one"]
    assert [outline.title(i) for i in outline.matches("th")] == ["The first thing"]
    assert [outline.title(i) for i in outline.matches("wo")] == ["Part two"]
    assert list(outline.matches("zz")) == []


@given(bodies)
def test_every_place_lies_under_the_last_entry_before_it(body: Body) -> None:
    outline = Outline(body)
    for offset in range(len(body.text)):
        before = [i for i in range(len(outline)) if outline.starts[i] <= offset]
        assert outline.at(offset) == (before[-1] if before else 0)
