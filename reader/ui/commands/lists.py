"""The commands of the article list, the sidebar and the screen of tags."""

from __future__ import annotations

from reader.ui.commands.command import Command, in_place

LIST = (
    *in_place(
        "list",
        "List",
        ("list-down", "j down", "next", "Go to the next article."),
        ("list-up", "k up", "previous", "Go to the article before."),
        ("list-page-down", "space pagedown ctrl+d", "page", "Go a page down."),
        ("list-page-up", "pageup ctrl+u", "page back", "Go a page up."),
        ("list-top", "g home", "top", "Go to the first article."),
        ("list-bottom", "G end", "end", "Go to the last article."),
        ("list-open", "enter right", "open", "Open the article."),
        (
            "list-query",
            "slash",
            "query",
            "Show only what fits words of the texts, a #tag, or any query.",
        ),
        ("list-view", "1 2 3 4 5 6 7 8 9", "a view", "Show the saved view of that number, or all again."),
        ("list-views", "v", "view by name", "Show a saved view by its name."),
        ("list-order", "o", "order", "Order by another column."),
        ("list-tag", "t", "tag the article", "Tag the article."),
        ("list-note", "a", "note on the article", "Write a note on the article."),
        ("list-trash", "x delete", "trash", "Put the article in the trash; u brings it back."),
        ("list-add", "plus equals_sign", "add", "Add a file or folder."),
    ),
    Command("list-status", ("s",), "status", "Set the article's status.", "List", "list", asks="status"),
)
MARKS = (
    *in_place(
        "marks",
        "Sidebar",
        (
            "marks-down",
            "j down semicolon right_square_bracket",
            "next",
            "Go to the next highlight; the text follows.",
        ),
        (
            "marks-up",
            "k up comma left_square_bracket",
            "previous",
            "Go to the highlight before; the text follows.",
        ),
        ("marks-page-down", "space pagedown ctrl+d", "page", "Go a page down."),
        ("marks-page-up", "pageup ctrl+u", "page back", "Go a page up."),
        ("marks-top", "g home", "top", "Go to the first highlight."),
        ("marks-bottom", "G end", "end", "Go to the last highlight."),
        ("marks-stay", "enter left", "go to the text", "Go to the text at this highlight."),
        ("marks-query", "slash", "query", "Show only the highlights that match a query."),
        ("marks-order", "o", "order", "Order by place, tag, colour or time."),
        ("marks-digit", "1 2 3 4 5 6 7 8 9", "tag by digit", "Put the tag of that key on, or take it off."),
        ("marks-tag", "t", "tag", "Tag the highlight."),
        ("marks-repeat", "full_stop", "repeat", "Put the tags of the last highlight on it."),
        ("marks-note", "a", "note", "Write a note on the highlight."),
        (
            "marks-bounds",
            "e",
            "edit bounds",
            "Change where it begins and ends, or give it a place; enter keeps.",
        ),
        ("marks-delete", "x delete", "delete", "Delete the highlight."),
        (
            "marks-link",
            "ampersand",
            "link",
            "Begin a link at the highlight, or let the one begun lead to it.",
        ),
        ("marks-follow-link", "percent_sign", "follow a link", "Go to the other end of a link of it."),
        ("marks-copy", "y", "copy", "Copy the passage with its citation."),
        (
            "marks-add",
            "plus equals_sign",
            "add",
            "Add a file or folder: the text of the highlights, or another.",
        ),
    ),
    Command(
        "marks-colour", ("c",), "colour", "Choose the highlight's colour.", "Sidebar", "marks", asks="colour"
    ),
)
COLLECTION = in_place(
    "collection",
    "All highlights",
    ("collection-views", "v", "view by name", "Show the highlights of a saved view."),
    ("change-all", "b", "change all", "Tag, colour or delete every highlight that is listed, in one step."),
)
CODEBOOK = in_place(
    "codebook",
    "Codebook",
    ("codebook-down", "j down", "next", "Go to the next tag."),
    ("codebook-up", "k up", "previous", "Go to the tag before."),
    ("codebook-page-down", "space pagedown ctrl+d", "page", "Go a page down."),
    ("codebook-page-up", "pageup ctrl+u", "page back", "Go a page up."),
    ("codebook-top", "g home", "top", "Go to the first tag."),
    ("codebook-bottom", "G end", "end", "Go to the last tag."),
    ("codebook-passages", "enter", "its passages", "List the passages of the tag."),
    (
        "codebook-edit",
        "e",
        "edit the tag",
        "Write its name, key, colour, definition and rules.",
    ),
    ("codebook-rename", "n", "rename the tag", "Rename the tag, with what stands under it, all over."),
    ("codebook-merge", "m", "merge the tag", "Make one of the tag and another, all over the library."),
    (
        "codebook-split",
        "s",
        "split the tag",
        "Put each passage of the tag to one of some new tags, or leave it.",
    ),
    (
        "codebook-move",
        "M greater_than_sign",
        "move the tag",
        "Put the tag, and those under it, elsewhere.",
    ),
    (
        "codebook-delete",
        "x delete",
        "delete the tag",
        "Delete the tag from the codebook, or all over.",
    ),
    ("codebook-new", "plus equals_sign", "new tag", "Write a tag into the codebook."),
    ("codebook-key", "1 2 3 4 5 6 7 8 9", "key of the tag", "Give the tag a digit, or take it away."),
    ("codebook-filter", "slash", "find a tag", "Show only the tags whose names hold what is typed."),
)
