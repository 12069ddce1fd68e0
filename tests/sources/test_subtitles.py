"""Subtitles: what is said, by whom and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.sources.cues import read_cues
from tests.support.articles import blocks, marks, read

if TYPE_CHECKING:
    from pathlib import Path

VTT = """\
WEBVTT - The old wall
Kind: captions
Language: en

NOTE nothing
of this is said

STYLE
::cue { color: red }

1
00:00:01.000 --> 00:00:03.000 align:start
<v Ana Pérez>Nobody had counted
the gates</v>

00:03.000 --> 00:05.500
<v.loud Ana Pérez>of the <i>old</i> wall &amp; its <c.x>towers</c>.</v>

00:05.500 --> 00:07.000
<v Li>Why not?

01:00:12.900 --> 01:00:14.000
- Nobody cared.
- Really?

01:00:15.000 --> 01:00:16.000
ANA: It was raining.
"""


@pytest.mark.parametrize("name", ["wall.vtt", "wall.txt"])
def test_cues_are_paragraphs_with_speakers_and_times(tmp_path: Path, name: str) -> None:
    imported = read(tmp_path, VTT.encode(), name)
    data = imported.metadata
    assert (imported.error, imported.source) == ("", "subtitles")
    assert (data.title, data.language) == ("The old wall", "en")
    assert [(kind, text) for kind, _, _, text in blocks(imported)] == [
        ("title", "The old wall"),
        ("paragraph", "Ana Pérez: Nobody had counted the gates of the old wall & its towers."),
        ("paragraph", "Li: Why not?"),
        ("paragraph", "Nobody cared."),
        ("paragraph", "Really?"),
        ("paragraph", "ANA: It was raining."),
    ]
    assert marks(imported) == [
        ("time", "Nobody had counted the gates", "00:00:01"),
        ("time", "of the old wall & its towers.", "00:00:03"),
        ("time", "Why not?", "00:00:05"),
        ("time", "Nobody cared.", "01:00:12"),
        ("time", "Really?", "01:00:12"),
        ("time", "It was raining.", "01:00:15"),
    ]


def srt(*cues: tuple[str, str, str]) -> str:
    return "\n\n".join(f"{i}\n{start} --> {end}\n{text}" for i, (start, end, text) in enumerate(cues, 1))


def test_a_paragraph_ends_with_a_sentence_before_a_pause(tmp_path: Path) -> None:
    text = srt(
        ("00:00:01,000", "00:00:02,000", r"{\an8}<b>Hello</b> there."),
        ("00:00:02,500", "00:00:03,000", "How are"),
        ("00:00:09,000", "00:00:10,000", "you?"),
        ("00:00:13,000", "00:00:14,000", "<font color='#fff'>Well.</font>"),
    )
    imported = read(tmp_path, text.replace("\n", "\r\n").encode("utf-8-sig"), "a.srt")
    assert [text for _, _, _, text in blocks(imported)] == ["Hello there. How are you?", "Well."]
    assert imported.metadata.title == "a"


def test_a_letter_and_a_colon_begin_a_turn(tmp_path: Path) -> None:
    times = [(f"00:00:0{i},000", f"00:00:0{i + 1},000") for i in range(5)]
    said = ("I: And then?", "B: I waited", "until: nothing.", "B: Nothing", "I: Mhm.")
    imported = read(
        tmp_path, srt(*((*time, text) for time, text in zip(times, said, strict=True))).encode(), "a.srt"
    )
    assert [text for _, _, _, text in blocks(imported)] == [
        "I: And then?",
        "B: I waited until: nothing.",
        "Nothing",
        "I: Mhm.",
    ]


def test_what_nobody_punctuated_is_parted_by_length(tmp_path: Path) -> None:
    cues = [(f"00:00:{i:02},000", f"00:00:{i:02},900", "and so it goes on and on " * 4) for i in range(60)]
    lengths = [len(text) for _, _, _, text in blocks(read(tmp_path, srt(*cues).encode(), "a.srt"))]
    assert len(lengths) > 2
    assert max(lengths) < 2000


def test_lines_that_roll_up_are_said_once() -> None:
    text = (
        "WEBVTT\n\n00:00.000 --> 00:02.000\n \nso<00:00:00.400><c> today</c>\n\n"
        "00:02.000 --> 00:02.010\nso today\n \n\n"
        "00:02.010 --> 00:04.000\nso today\nwe<00:00:02.500><c> walk</c>\n"
    )
    assert [cue.text for cue in read_cues(text).cues] == ["so today", "we walk"]


def test_cues_without_an_empty_line_between_stay_apart() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nOne.\n2\n00:00:02,000 --> 00:00:03,000\nTwo.\n42\n"
    assert [cue.text for cue in read_cues(text).cues] == ["One.", "Two. 42"]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"WEBVTT\n\nNOTE no more\n", "a.vtt holds no subtitles."),
        (b"A text.", "a.vtt holds no subtitles."),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n<i></i>\n", "a.vtt holds no subtitles."),
        (bytes(4000), "a.vtt is not text but binary data."),
    ],
)
def test_what_holds_no_subtitles_is_one_sentence(tmp_path: Path, raw: bytes, said: str) -> None:
    assert read(tmp_path, raw, "a.vtt").error == said
