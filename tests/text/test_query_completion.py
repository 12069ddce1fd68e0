from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.query import QueryError, parse
from reader.text.query_completion import complete
from reader.text.query_nodes import STATUSES

TAGS = ["claim", "claim/unsourced", "evidence", "two words"]
VALUES = {"site": ["site-34", "The Plumb Line"], "by": ["kim"]}


def completed(text: str) -> tuple[str, ...]:
    """Return the whole texts that a text may become."""
    found = complete(text, len(text), lambda: TAGS, lambda field: VALUES.get(field, []))
    return tuple(text[: found.start] + each + text[found.end :] for each in found.texts)


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("", ()),
        ("st", ("status:",)),
        ("-s", ("-site:", "-status:")),
        ("(co", ("(colour:",)),
        ("#claim or st", ("#claim or status:",)),
        ("status:", tuple(f"status:{status}" for status in STATUSES)),
        ("-status:a", ("-status:archived",)),
        ("status:inbox", ()),
        ("colour:gr", ("colour:green", "colour:grey")),
        ("has:o", ("has:orphan",)),
        ("#cu", ("#claim/unsourced",)),
        ("-#ev", ("-#evidence",)),
        ("#two", ('#"two words"',)),
        ('#"two w', ('#"two words"',)),
        ("#two w", ('#"two words"',)),
        ("x (-#Two words", ('x (-#"two words"',)),
        ('"said #two w', ()),
        ("site:s", ("site:site-34",)),
        ("site:the", ('site:"The Plumb Line"',)),
        ('site:"The P', ('site:"The Plumb Line"',)),
        ("by:", ("by:kim",)),
        ("title:", ()),
        ("nowhere", ()),
        ('"a phrase st', ()),
        ("well-st", ()),
    ],
)
def test_what_is_begun_is_completed(text: str, becomes: tuple[str, ...]) -> None:
    assert sorted(completed(text)) == sorted(becomes)


def test_all_tags_are_offered_in_their_order() -> None:
    assert completed("#") == ("#claim", "#claim/unsourced", "#evidence", '#"two words"')


@given(st.text(alphabet='#-(): "stcolurby', max_size=14))
def test_a_completion_stands_in_the_text_and_can_be_read(text: str) -> None:
    found = complete(text, len(text), lambda: TAGS, lambda field: VALUES.get(field, []))
    assert 0 <= found.start <= found.end == len(text)
    for each in found.texts:
        if not each.endswith(":"):
            try:
                parse(text[: found.start])
            except QueryError:
                continue  # it was bad before
            parse(text[: found.start] + each)
