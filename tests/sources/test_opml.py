"""Lists of feeds, read and written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import Feed
from reader.sources import opml
from reader.sources.files import SourceError
from reader.text.clean import clean_line

LIST = b"""<?xml version="1.0"?>
<opml version="1.1"><head><title>x</title></head><body>
<outline text="Press"><outline text="Abroad/Far"><outline text="Crier" type="rss" xmlUrl="https://crier.example/feed"
 htmlUrl="https://crier.example/"/></outline></outline>
<outline title="Wall" text="ignored" xmlUrl="http://wall.example/atom"/>
<outline text="again" xmlUrl="https://crier.example/feed"/>
<outline text="bad" xmlUrl="javascript:alert(1)"/>
</body></opml>"""


def test_a_list_is_read_with_its_folders() -> None:
    assert opml.read(LIST, "list") == [
        Feed("https://crier.example/feed", "Crier", "https://crier.example/", "Press/Abroad-Far"),
        Feed("http://wall.example/atom", "Wall"),
    ]


names = st.text(max_size=8).map(clean_line)
folders = st.lists(names.filter(lambda name: name and "/" not in name), max_size=3).map("/".join)
feeds = st.lists(
    st.tuples(st.integers(0, 99), names.filter(bool), folders).map(
        lambda parts: Feed(f"https://example.org/{parts[0]}?a&b", parts[1], folder=parts[2])
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda feed: feed.url,
)


@given(feeds)
def test_what_is_written_is_read_again(some: list[Feed]) -> None:
    text = opml.write(some)
    assert sorted(opml.read(text.encode(), "list")) == sorted(some)
    assert opml.write(reversed(some)) == text


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"<opml", "is not well-formed XML"),
        (b"<html><body/></html>", "is no OPML"),
        (b"<opml><body/></opml>", "There is no feed in"),
        (b'<!DOCTYPE opml [<!ENTITY a "b">]><opml><body/></opml>', "declares entities"),
        pytest.param(b"<opml><body>" + b"<outline>" * 3000, "is not well-formed", id="deep"),
    ],
)
def test_what_is_no_list_is_said_in_one_sentence(raw: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        opml.read(raw, "list")


def test_a_list_as_deep_as_it_likes_is_read() -> None:
    deep = b"<outline text='a'>" * 5000 + b"<outline xmlUrl='https://x.example/'/>" + b"</outline>" * 5000
    with pytest.raises(SourceError, match="There is no feed in"):
        opml.read(b"<opml><body>" + deep + b"</body></opml>", "list")
