import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.text.boilerplate import is_boilerplate
from reader.text.clean import normalise
from reader.text.scrape import Scraped, scrape

LONG = (
    "A paragraph that goes on for long enough to be nothing but a paragraph of an article, and then goes on "
    "some more, as paragraphs will."
)
PROSE = f"{LONG} One.\n{LONG} Two.\n{LONG} Three."


def shape(scraped: Scraped) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in scraped.pieces]


@pytest.mark.parametrize(
    ("head", "kicker", "title"),
    [
        ("Trade: Ships turn back\n\nTrade\nShips turn back\n\n", "Trade", "Ships turn back"),
        (
            "Trade: Ships turn back at dawn\n\nTrade\nAt dawn ships turn back\n\n",
            "Trade",
            "At dawn ships turn back",
        ),
        ("Trade Ships turn back\n\nTrade\nShips turn back\n\n", "Trade", "Ships turn back"),
        ("Trade: Ships turn back\n\nShips turn back\n\n", "Trade", "Ships turn back"),
        ("Ships turn back\n\nShips turn back\n\n", "", "Ships turn back"),
        ("Ships turn back\n\n", "", "Ships turn back"),
        ("Who owns the sea?\n\n", "", "Who owns the sea?"),
        ("Ships turn back\n", "", "Ships turn back"),
        ("A complete sentence is not a title.\n\n", "", ""),
        ("- a list\n- of two\n\n", "", ""),
        ("“Well,” she said\n\n", "", ""),
        (f"{LONG}\n\n", "", ""),
    ],
)
def test_heads(head: str, kicker: str, title: str) -> None:
    scraped = scrape(normalise(head + PROSE))
    assert (scraped.kicker, scraped.title) == (kicker, title)
    texts = [piece.text for piece in scraped.pieces]
    assert texts.count(title) == bool(title)
    assert texts[-3:] == PROSE.split("\n")


@pytest.mark.parametrize(
    ("first", "is_standfirst"),
    [
        ("The port has been shut for a week, and nobody can say who will open it.", True),
        ("Too short.", False),
        ("LONDON (Reuters) - The port has been shut for a week, said the harbour master.", False),
        ("ST PETERSBURG — The port has been shut for a week, said the harbour master.", False),
        ("x" * 401, False),
    ],
)
def test_standfirst(first: str, is_standfirst: bool) -> None:
    repeated = scrape(f"Trade: Ships turn back\n\nTrade\nShips turn back\n\n{first}\n\n{PROSE}")
    assert repeated.standfirst == (first if is_standfirst else "")
    assert (("standfirst" if is_standfirst else "paragraph"), first) in shape(repeated)
    assert scrape(f"Ships turn back\n\n{first}\n\n{PROSE}").standfirst == ""
    assert scrape(f"Ships turn back\n\nShips turn back\n\n{first}\n\nOne.\n\nTwo.").standfirst == ""


@pytest.mark.parametrize(
    ("tail", "site", "dropped"),
    [
        (".\nsource site-34", "site-34", (".", "source site-34")),
        ("Quelle: Morgenblatt", "Morgenblatt", ("Quelle: Morgenblatt",)),
        ("…\n\nFuente - El Faro\n.", "El Faro", ("…", "Fuente - El Faro", ".")),
        ("Source of all the trouble was the sea.", "", ()),
    ],
)
def test_tails(tail: str, site: str, dropped: tuple[str, ...]) -> None:
    scraped = scrape(f"Ships turn back\n\n{PROSE}\n{tail}")
    assert (scraped.site, scraped.dropped) == (site, dropped)
    assert not {text for _, text in shape(scraped)} & set(dropped)


def test_byline() -> None:
    scraped = scrape(f"Ships turn back\n\nBy Ana Pérez and Otto de Vries\n\n{PROSE}")
    assert scraped.authors == ("Ana Pérez", "Otto de Vries")
    assert scraped.dropped == ("By Ana Pérez and Otto de Vries",)
    assert scrape(f"Ships turn back\n\nBy and large they did\n\n{PROSE}").authors == ()


WRAPPED = """\
Letter from the coast

The wind came round to the north in the night, and by the morning there
was nothing left of the summer but a chair on the sand and the sign that
says what ice cream used to cost. I do not complain; one gets a well-
made silence for it.

    The sea is high,
    The boats are in,
    And I am dry.

It was the third of the month when at last, long after dark, the post-
boat came, with four letters and a parcel for the schoolmaster, who was
not there to take them from the man who had brought them over.
"""


def test_wrapped_paragraphs_are_joined_and_verse_is_not() -> None:
    assert shape(scrape(normalise(WRAPPED))) == [
        ("title", "Letter from the coast"),
        (
            "paragraph",
            "The wind came round to the north in the night, and by the morning there was nothing left of the "
            "summer but a chair on the sand and the sign that says what ice cream used to cost. I do not "
            "complain; one gets a well-made silence for it.",
        ),
        ("paragraph", "The sea is high,"),
        ("paragraph", "The boats are in,"),
        ("paragraph", "And I am dry."),
        (
            "paragraph",
            "It was the third of the month when at last, long after dark, the post-boat came, with four "
            "letters and a parcel for the schoolmaster, who was not there to take them from the man who had "
            "brought them over.",
        ),
    ]


def test_wrapped_japanese_is_joined_without_spaces() -> None:
    lines = [
        "夜の図書館には、昼間とはまるで違う静けさがあって、本の背が息をしている",
        "ように見える。だれもいない閲覧室の机には、古い灯りがひとつだけ残されて",
        "いて、その下で一冊の本が開かれたままになっていた。わたしはそっと近づい",
        "てみたが、紙のにおいのほかには、何も待っていなかったのだと気がついた。",
        "おわり。",
    ]
    assert shape(scrape("\n".join(lines))) == [("paragraph", "".join(lines))]


TALK = """\
INTERVIEWER: You have worked the night ferry for eleven years now, is that
not long enough to be tired of it, or of the people who take it?
MARIA: Tired, yes; of the people, no. They sleep, mostly, and a person who
sleeps is no trouble to anybody but the one in the next seat to theirs.
INTERVIEWER: And the pay?
MARIA: Let us talk about the sea.
"""


def test_turns_of_talk_are_one_block_each() -> None:
    texts = [text for _, text in shape(scrape(TALK.strip()))]
    assert len(texts) == 4
    assert texts[1].startswith("MARIA: Tired") and texts[1].endswith("next seat to theirs.")


def test_headings_lists_and_rules() -> None:
    text = "\n\n".join(
        [
            "The way there",
            LONG,
            "CHAPTER I",
            LONG,
            "Chapter 2: The boat",
            LONG,
            "THE LAST MILE",
            LONG,
            "Underlined\n==========",
            "Also\n---\n" + LONG,
            "* * *",
            "- one\n- two",
            "1. first\n2. second",
            "- alone",
            "Short line",
        ]
    )
    scraped = scrape(text)
    assert [piece[:2] for piece in scraped.pieces if piece.text != LONG] == [
        ("title", "The way there"),
        ("heading", "CHAPTER I"),
        ("heading", "Chapter 2: The boat"),
        ("heading", "THE LAST MILE"),
        ("heading", "Underlined"),
        ("heading", "Also"),
        ("rule", "* * *"),
        ("item", "one"),
        ("item", "two"),
        ("item", "first"),
        ("item", "second"),
        ("item", "alone"),
        ("paragraph", "Short line"),
    ]
    assert [p.label for p in scraped.pieces if p.kind == "item"] == ["•", "•", "1.", "2.", "•"]


def test_stanzas_keep_their_lines_together() -> None:
    stanzas = "The sea is high,\nthe boats are in\n\nand I am dry\nas gin.\n\nOne.\nTwo.\nThree."
    pieces = scrape(f"Shore\n\n{LONG}\n\n{stanzas}").pieces
    assert [piece.close for piece in pieces[2:]] == [False, True, False, True, False, False, False]


def test_a_lone_dash_is_no_list() -> None:
    assert shape(scrape(f"{LONG}\n\n- said the captain.\n\n{LONG}"))[1] == (
        "paragraph",
        "- said the captain.",
    )


@pytest.mark.parametrize(
    "line",
    [
        *("Advertisement", "ADVERTISEMENT:", "Read more", "Read more: The other story", "Related articles"),
        *(
            "Share this article",
            "Share on Facebook",
            "Facebook Twitter WhatsApp",
            "Subscribe now",
            "Cookie settings",
        ),
        *(
            "Sign up for our newsletter",
            "Follow us on X",
            "Most read",
            "Continue reading",
            "Photo: A. Person",
        ),
        *("(Reuters)", "© 2026 The Paper", "4 min read", "Updated on 3 May 2024", "All rights reserved."),
    ],
)
def test_boilerplate(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        *(
            "Read more books than you write.",
            "Share the bread, she said, and we did.",
            "The cookie was stale.",
        ),
        *(
            "Subscribe to nothing.",
            "Related to the king by marriage, he fled.",
            "Photo albums are heavy.",
            "",
        ),
        *("Updated plans were shown to nobody.", "Reuters reported the sinking.", "Follow us, said the boy."),
        "Continue reading him and you will see.",
    ],
)
def test_prose_is_no_boilerplate(line: str) -> None:
    assert not is_boilerplate(line)


LINES = st.sampled_from(
    [
        "",
        "",
        "Trade",
        "Ships",
        "Trade: Ships",
        ".",
        "source x",
        "- a",
        "1) b",
        "Q: c",
        "---",
        "===",
        "BIG TEXT",
        LONG,
    ]
)


@example("Trade: Ships\nShips")
@given(st.lists(LINES, max_size=25).map("\n".join) | st.text(max_size=300))
def test_nothing_is_lost(text: str) -> None:
    text = normalise(text)
    scraped = scrape(text)
    kept = "".join(f"{piece.label}{piece.text}" for piece in scraped.pieces) + "".join(scraped.dropped)
    letters = sorted(c for c in text if c.isalnum())
    assert sorted(c for c in kept if c.isalnum()) == letters
