"""The commands of the reading pane."""

from __future__ import annotations

from reader.ui.commands.command import Command, in_place

_MOVE = in_place(
    "text",
    "Move",
    ("next-unit", "right right_parenthesis", "next sentence", "Go to the next sentence, or unit."),
    ("prev-unit", "left left_parenthesis", "previous sentence", "Go to the previous sentence, or unit."),
    ("line-down", "j down", "line down", "Go down a displayed line, keeping the column."),
    ("line-up", "k up", "line up", "Go up a displayed line, keeping the column."),
    ("next-word", "w", "next word", "Go to the next word."),
    ("prev-word", "b", "previous word", "Go to the previous word."),
    ("next-character", "l", "character forward", "Go one character forward."),
    ("prev-character", "L", "character back", "Go one character back."),
    ("next-paragraph", "p right_curly_bracket", "next paragraph", "Go to the next paragraph."),
    ("prev-paragraph", "P left_curly_bracket", "previous paragraph", "Go to the previous paragraph."),
    ("next-section", "greater_than_sign", "next section", "Go to the next heading."),
    ("prev-section", "less_than_sign", "previous section", "Go to the heading before."),
    ("page-down", "space pagedown", "page", "Turn to the next page; two lines stay."),
    ("page-up", "pageup", "page back", "Turn a page back; two lines stay."),
    ("half-down", "ctrl+d", "half a page down", "Go half a page down."),
    ("half-up", "ctrl+u", "half a page up", "Go half a page up."),
    ("line-start", "0 home", "line start", "Go to the start of the displayed line."),
    ("line-end", "dollar_sign end", "line end", "Go to the end of the displayed line."),
    ("top", "g", "top", "Go to the beginning of the text."),
    ("bottom", "G", "end", "Go to the end of the text."),
    ("centre", "z", "centre", "Bring the caret's line to the middle of the screen."),
)
_FIND = in_place(
    "text",
    "Find",
    ("find", "slash", "find", "Find as you type: small letters in both cases; after a second / a pattern."),
    ("find-next", "n", "next match", "Go to the next match, or the next highlight of a list."),
    ("find-prev", "N", "previous match", "Go to the match before, or the highlight before."),
    ("find-word", "asterisk", "find this word", "Find the word under the caret."),
)
_LABELS = in_place(
    "text",
    "Move",
    ("go-sentence", "f", "to a sentence", "Write letters on the sentences here; type them to go to one."),
    ("go-word", "F", "to a word", "Write letters on the words of this sentence and the next; type to go."),
    ("go-page", "", "to a page", "Go to a page by its number in the book, where that is known.", "[page]"),
)
_SELECT = in_place(
    "text",
    "Select",
    (
        "larger",
        "plus equals_sign",
        "larger unit",
        "Make the unit larger: word, clause, sentence, paragraph, section.",
    ),
    ("smaller", "minus", "smaller unit", "Make the unit smaller."),
    ("extend", "v", "extend", "Select from the word at the caret; motions extend."),
    ("extend-units", "V", "extend by units", "Select whole units; motions extend."),
    ("extend-next", "shift+right", "extend a unit forward", "Select to the next unit."),
    ("extend-prev", "shift+left", "extend a unit back", "Select to the previous unit."),
    ("extend-down", "shift+down", "extend a line down", "Select down, by whole units."),
    ("extend-up", "shift+up", "extend a line up", "Select up, by whole units."),
    ("swap-ends", "o", "swap ends", "Let the other end of the selection move."),
)
_MARK = in_place(
    "text",
    "Mark",
    ("highlight", "h", "highlight", "Highlight the sentence, the selection or the unit."),
    ("digit", "1 2 3 4 5 6 7 8 9", "tag by digit", "Put the codebook's tag of that key on, or take it off."),
    ("tag", "t", "tag", "Tag by name; new names are made here.", "[NAME, …]"),
    ("untag", "", "take a tag off", "Take tags off the highlight.", "NAME, …"),
    ("repeat", "full_stop", "repeat", "Put the tags and colour of the last highlight here too."),
    ("note", "a", "note", "Write a note on the passage."),
    ("edit-bounds", "e", "edit bounds", "Change where the highlight begins and ends; enter keeps."),
    ("delete", "x delete", "delete", "Delete the highlight."),
    (
        "next-mark",
        "semicolon right_square_bracket",
        "next highlight",
        "Go to the next highlight and pick it.",
    ),
    (
        "prev-mark",
        "comma left_square_bracket",
        "previous highlight",
        "Go to the highlight before and pick it.",
    ),
    ("pick", "O", "pick here", "Pick the next of the highlights here, smallest first."),
    ("coding-mode", "M", "coding mode", "Choose tags; enter puts them on the unit and goes on, → skips."),
    (
        "split",
        "",
        "split",
        "Cut the highlight before the word at the caret, at a selection's ends, or by a unit all through.",
        "[word|clause|sentence|paragraph|section]",
    ),
    ("join", "", "join", "Make one highlight of those a selection meets, or of this one and the next."),
    (
        "link",
        "ampersand",
        "link",
        "Link the passage to another one: begin here, go there, and once more.",
        "[supports|contradicts|answers|…]",
    ),
    (
        "follow-link",
        "percent_sign",
        "follow a link",
        "Go to the other end of a link of the highlight, and back.",
    ),
    ("unlink", "", "take a link away", "Take a link of the highlight away."),
    (
        "occurrences",
        "",
        "mark every occurrence",
        "List every occurrence of the selection, or of the word here, and mark those that are kept.",
        "[tag|untag|highlight] [NAME, …] [match|sentence|paragraph] [in article|list|library]",
    ),
    ("copy", "y", "copy", "Copy the passage with its citation."),
    ("suggested", "i", "take the suggestion", "Put the tag on that is suggested for the sentence."),
    ("suggestions", "", "suggestions", "Suggest tags from your own passages, or no longer."),
    ("example", "", "an example of its tags", "Keep the highlight as an example of its tags, or no longer."),
)
_ASK = (
    Command(
        "colour", ("c",), "colour", "Choose the highlight's colour.", "Mark", asks="colour", takes="[NAME]"
    ),
    Command("set-mark", ("m",), "bookmark", "Remember this place under a letter.", "Move", asks="letter"),
    Command(
        "go-mark",
        ("apostrophe",),
        "go to a bookmark",
        "Go to a remembered place; '' is the last.",
        "Move",
        asks="letter",
    ),
    Command(
        "status", ("s",), "status", "Set the article's status.", "Article", asks="status", takes="[NAME]"
    ),
)
_HERE = in_place(
    "text",
    "Article",
    ("next-article", "J", "next article", "Open the next article of the list."),
    ("prev-article", "K", "previous article", "Open the article before in the list."),
    ("menu", "enter", "what can be done here", "Open a menu of what can be done here."),
    ("zen", "Z", "zen", "Show the text alone."),
    ("link-labels", "W", "labels on links", "Put a letter on every link here; type it to follow the link."),
    ("focus-mode", "C", "focus mode", "Dim all but the paragraph that is being read."),
)
TEXT = (*_MOVE, *_LABELS, *_FIND, *_SELECT, *_MARK, *_ASK, *_HERE)
