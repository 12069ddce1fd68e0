"""Subtitles and transcripts: what is said, in paragraphs, with the time of each cue as a mark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.model import Imported, Metadata
from reader.sources.cues import Cue, read_cues
from reader.sources.document import Document, decoded
from reader.sources.files import SourceError
from reader.sources.pieces import Line
from reader.text.build import BodyBuilder
from reader.text.clean import clean_line, clean_text, mend

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAUSE = 2.0  # seconds of silence that end a paragraph with its sentence
_LONG, _LONGEST = 400, 1600  # characters: from there it ends with a sentence, there in any case
_ends_sentence = re.compile(r"[.!?…。！？♪][\"'”’»)\]」』]*$").search


def read(document: Document) -> Imported:
    """Turn subtitles into an article. Raises SourceError for what is no text or holds no cue."""
    text, report = decoded(document)
    found = read_cues(clean_text(mend(text)).lstrip("\n"))
    if not found.cues:
        raise SourceError(f"{document.called} holds no subtitles.")
    title = clean_line(found.title)
    builder = BodyBuilder()
    builder.add("title", title)
    speaker = ""
    for paragraph in _paragraphs(found.cues):
        line = Line()
        if (said_by := paragraph[0].speaker) and said_by != speaker:
            line.add(f"{said_by}:")
        speaker = said_by or ("" if paragraph[0].turns else speaker)
        for cue in paragraph:
            if line.length:
                line.break_before(cue.text)
            start = line.length
            line.add(cue.text)
            line.mark("time", start, _clock(cue.start))
        builder.add("paragraph", line.finish(), marks=line.marks)
    metadata = Metadata(
        title=title or document.fallback_title(found.cues[0].text), language=clean_line(found.language, 20)
    )
    return document.imported(metadata, builder, "subtitles", report)


def _paragraphs(cues: list[Cue]) -> Iterator[list[Cue]]:
    """Yield cues that belong together: one speaker's, up to the end of a sentence."""
    group: list[Cue] = []
    length = 0
    for cue in cues:
        if group and _parts(group[-1], cue, length):
            yield group
            group, length = [], 0
        group.append(cue)
        length += len(cue.text)
    if group:
        yield group


def _parts(before: Cue, cue: Cue, length: int) -> bool:
    goes_on = cue.speaker and cue.speaker == before.speaker
    if (cue.turns and not goes_on) or length >= _LONGEST:
        return True
    long = length >= _LONG or cue.start - before.end >= _PAUSE
    return long and _ends_sentence(before.text) is not None


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
