"""The line of `:g`, taken apart, and where it is bad."""

from __future__ import annotations

import pytest

from reader.text.bulk import Bulk, BulkError, read_bulk


@pytest.mark.parametrize(
    ("line", "bulk"),
    [
        ("/a+/", Bulk("a+")),
        ("/a+/ highlight", Bulk("a+")),
        ("/a/ tag claim", Bulk("a", "tag", ("claim",))),
        ("/a/tag claim", Bulk("a", "tag", ("claim",))),
        ("/a/ tag city life, #claim/b sentence", Bulk("a", "tag", ("city life", "claim/b"), "sentence")),
        ("/a/ tag x paragraph in list", Bulk("a", "tag", ("x",), "paragraph", "list")),
        ("/a/ untag", Bulk("a", "untag")),
        ("/a/ untag x in article", Bulk("a", "untag", ("x",), "match", "article")),
        (r"/a\/b\d/ highlight match", Bulk(r"a/b\d")),
        ("  #a/b# tag x", Bulk("a/b", "tag", ("x",))),
        ("/ in / tag depth", Bulk(" in ", "tag", ("depth",))),
    ],
)
def test_a_line_is_taken_apart(line: str, bulk: Bulk) -> None:
    assert read_bulk(line) == bulk


@pytest.mark.parametrize(
    ("line", "wrong", "column"),
    [
        ("", "a pattern is wanted", 0),
        ("  ", "a pattern is wanted", 2),
        ("abc tag x", "stands between two signs, as /abc/", 0),
        ("/abc", "a / is missing behind the pattern", 4),
        (r"/abc\/", "a / is missing", 6),
        ("// tag x", "the pattern is empty", 1),
        ("/a/ tug x", "what is done is tag, untag or highlight", 4),
        ("/a/ tag", "a tag is wanted", 7),
        ("/a/ tag x, /", "A tag needs a name", 11),
        ("/a/ highlight x", "highlight takes no tag", 14),
        ("/a/ tag sentence", "a tag is wanted", 8),
        ("/a/ tag x in space", "it is sought in article, list or library", 13),
    ],
)
def test_what_is_bad_is_told_with_its_place(line: str, wrong: str, column: int) -> None:
    with pytest.raises(BulkError) as caught:
        read_bulk(line)
    assert wrong in caught.value.message
    assert caught.value.column == column
