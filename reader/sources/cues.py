"""Cues of subtitles: SubRip (`.srt`) and WebVTT (W3C), told apart by nothing but what their lines are."""

from __future__ import annotations

import re
from html import unescape

from reader.tuples import NamedTuple

_timing = re.compile(
    r"\s*(?:(\d{1,4}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?\s*-->\s*"
    r"(?:(\d{1,4}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?(?:\s.*)?"
).fullmatch
_voice = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]{1,200})>").search
_name = re.compile(r"(?:>> ?|- ?)?([A-ZÀ-ÖØ-ÞА-Я][A-ZÀ-ÖØ-ÞА-Я0-9 .'’-]{0,30}):(?:\s+|$)").match
_dash = re.compile(r"(?:[-–—] ?|>> ?)(?=\S)").match
_tags = re.compile(r"</?[a-zA-Z][^<>]{0,300}>|<[\d:.]{5,20}>|\{\\[^{}]{0,100}\}").sub
_word_times = re.compile(r"<\d\d:\d\d(?::\d\d)?\.\d{3}>").search
_header = re.compile(r"WEBVTT(?:[ \t]+(?:- *)?(.*))?").fullmatch
_language = re.compile(r"Language:\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)").fullmatch


class Cue(NamedTuple):
    """A line that is said: from when to when (seconds), by whom where that is told.

    `turns` where it begins a turn of talk.
    """

    start: float
    end: float
    text: str
    speaker: str = ""
    turns: bool = False


class Cues(NamedTuple):
    """What a file holds."""

    title: str
    language: str
    cues: list[Cue]


def read_cues(text: str) -> Cues:
    """Read cues in the order they stand; notes, styles and regions are passed over."""
    lines = text.split("\n")
    head = _header(lines[0].strip())
    title = (head.group(1) or "").strip() if head else ""
    language = ""
    cues: list[Cue] = []
    rolls = _word_times(text) is not None
    at = 0
    while at < len(lines):
        found = _timing(lines[at])
        at += 1
        if not found:
            if not cues and (told := _language(lines[at - 1].strip())):
                language = told.group(1)
            continue
        said, at = _lines_of_cue(lines, at)
        if rolls:  # as it is said, the line before is shown again above the new one
            said = [line for line in said if not cues or _tags("", line).strip() != cues[-1].text]
        groups = found.groups()
        cues += _cues(_seconds(groups[:4]), _seconds(groups[4:]), said)
    return Cues(title, language, cues)


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = parts
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0) + float(f"0.{fraction or 0}")


def _lines_of_cue(lines: list[str], at: int) -> tuple[list[str], int]:
    """Return the lines up to an empty one; where that is missing, up to the next cue's number or time."""
    said: list[str] = []
    while at < len(lines) and lines[at].strip():
        if _timing(lines[at]):
            if said and said[-1].strip().isdigit():
                said.pop()
            break
        said.append(lines[at])
        at += 1
    return said, at


def _cues(start: float, end: float, lines: list[str]) -> list[Cue]:
    """Return the lines of a cue; those that go on with what one says are one."""
    cues: list[Cue] = []
    for line in lines:
        voice = _voice(line)
        text = unescape(_tags("", line)).strip()
        name = None if voice else _name(text)
        dash = None if name else _dash(text)
        text = text[name.end() if name else dash.end() if dash else 0 :]
        speaker = voice.group(1) if voice else name.group(1) if name else ""
        turns = bool(speaker or dash)
        if cues and not turns:
            cues[-1] = cues[-1]._replace(text=f"{cues[-1].text} {text}".strip())
        elif text or speaker:
            cues.append(Cue(start, end, text, speaker.strip(), turns))
    return cues
