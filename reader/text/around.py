"""What stands around a passage: the rest of the sentence, or, of whole sentences, the ones beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.segment import Segmenter

if TYPE_CHECKING:
    from reader.text.body import Body


def around(body: Body, start: int, end: int, language: str = "") -> tuple[str, str]:
    """Return the texts before and after `[start, end)`, with their white space, of the same paragraphs."""
    if not 0 <= start < end <= len(body.text):
        return "", ""
    segmenter = Segmenter(body, language)
    first, last = segmenter.sentence(start)[0], segmenter.sentence(end - 1)[1]
    first, last = min(first, start), max(last, end)
    blocks = body.blocks
    if not body.text[first:start].strip() and not body.text[end:last].strip():
        before = segmenter.prev_start("sentence", first)
        if before < first and blocks.at(before) == blocks.at(first):
            first = before
        after = segmenter.next_start("sentence", end - 1)
        if after >= end and blocks.at(after) == blocks.at(end - 1):
            last = max(last, segmenter.sentence(after)[1])
    return body.text[first:start], body.text[end:last]
