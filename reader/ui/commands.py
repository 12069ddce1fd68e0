"""Every command, declared once: footer, help, palette, keymap and the README's tables derive from this.

`place` says where a command holds: "text" (the reading pane), "list", "marks" (the sidebar), "codebook"
(the screen of tags), or "everywhere".
Keys are Textual's names of them. A key that begins a pair (`c` and a letter) has `asks`: what it asks for.
"""

from __future__ import annotations

from typing import NamedTuple


class Command(NamedTuple):
    """One thing the program can do."""

    id: str
    keys: tuple[str, ...]
    title: str  # a few words, for the palette and the key tables
    about: str  # one line, for the help
    group: str
    place: str = "text"
    asks: str = ""


def _text(group: str, *rows: tuple[str, str, str, str]) -> tuple[Command, ...]:
    return tuple(Command(i, tuple(keys.split()), title, about, group) for i, keys, title, about in rows)


def _in(place: str, group: str, *rows: tuple[str, str, str, str]) -> tuple[Command, ...]:
    return tuple(Command(i, tuple(k.split()), t, a, group, place) for i, k, t, a in rows)


_MOVE = _text(
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
_FIND = _text(
    "Find",
    ("find", "slash", "find", "Find text as you type; after a second / a regular expression."),
    ("find-next", "n", "next match", "Go to the next match, or the next passage of a list."),
    ("find-prev", "N", "previous match", "Go to the match before, or the passage before."),
    ("find-word", "asterisk", "find this word", "Find the word under the caret."),
)
_LABELS = _text(
    "Move",
    ("go-sentence", "f", "to a sentence", "Write letters on the sentences here; type them to go to one."),
    ("go-word", "F", "to a word", "Write letters on the words of this sentence and the next; type to go."),
)
_SELECT = _text(
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
    ("extend-next", "shift+right", "extend to the next unit", "Select to the next unit."),
    ("extend-prev", "shift+left", "extend to the previous unit", "Select to the previous unit."),
    ("extend-down", "shift+down", "extend a line down", "Select down, by whole units."),
    ("extend-up", "shift+up", "extend a line up", "Select up, by whole units."),
    ("swap-ends", "o", "swap ends", "Let the other end of the selection move."),
)
_MARK = _text(
    "Mark",
    ("highlight", "h", "highlight", "Highlight the sentence, the selection or the unit."),
    ("digit", "1 2 3 4 5 6 7 8 9", "tag by digit", "Put the codebook's tag of that key on, or take it off."),
    ("tag", "t", "tag", "Tag by name; new names are made here."),
    ("repeat", "full_stop", "repeat", "Put the tags and colour of the last mark here too."),
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
    ("copy", "y", "copy", "Copy the passage with its citation."),
    ("example", "", "an example of its tags", "Keep the highlight as an example of its tags, or no longer."),
)
_ASK = (
    Command("colour", ("c",), "colour", "Choose the highlight's colour.", "Mark", asks="colour"),
    Command("set-mark", ("m",), "set a mark", "Remember this place under a letter.", "Move", asks="letter"),
    Command(
        "go-mark",
        ("apostrophe",),
        "go to a mark",
        "Go to a remembered place; '' is the last.",
        "Move",
        asks="letter",
    ),
    Command("status", ("s",), "status", "Set the article's status.", "Article", asks="status"),
)
_HERE = _text(
    "Article",
    ("next-article", "J", "next article", "Open the next article of the list."),
    ("prev-article", "K", "previous article", "Open the article before in the list."),
    ("menu", "enter", "what can be done here", "Open a menu of what can be done here."),
    ("zen", "Z", "zen", "Show the text alone."),
    ("link-labels", "W", "labels on links", "Put a letter on every link here; type it to follow the link."),
    ("focus-mode", "C", "focus mode", "Dim all but the paragraph that is being read."),
)
_LIST = (
    *_in(
        "list",
        "List",
        ("list-down", "j down", "next", "Go to the next article."),
        ("list-up", "k up", "previous", "Go to the article before."),
        ("list-page-down", "space pagedown ctrl+d", "page", "Go a page down."),
        ("list-page-up", "pageup ctrl+u", "page back", "Go a page up."),
        ("list-top", "g home", "top", "Go to the first article."),
        ("list-bottom", "G end", "end", "Go to the last article."),
        ("list-open", "enter right", "open", "Open the article."),
        ("list-query", "slash", "query", "Show only what matches a query."),
        ("list-order", "o", "order", "Order by another column."),
        ("list-tag", "t", "tag the article", "Tag the article."),
        ("list-note", "a", "note on the article", "Write a note on the article."),
        ("list-trash", "x delete", "trash", "Put the article in the trash; u brings it back."),
        ("list-add", "plus equals_sign", "add", "Add a file or folder."),
    ),
    Command("list-status", ("s",), "status", "Set the article's status.", "List", "list", asks="status"),
)
_MARKS = (
    *_in(
        "marks",
        "Sidebar",
        ("marks-down", "j down", "next", "Go to the next highlight; the text follows."),
        ("marks-up", "k up", "previous", "Go to the highlight before; the text follows."),
        ("marks-page-down", "space pagedown ctrl+d", "page", "Go a page down."),
        ("marks-page-up", "pageup ctrl+u", "page back", "Go a page up."),
        ("marks-top", "g home", "top", "Go to the first highlight."),
        ("marks-bottom", "G end", "end", "Go to the last highlight."),
        ("marks-stay", "enter left", "stay there", "Go to the text at this highlight."),
        ("marks-query", "slash", "query", "Show only the highlights that match a query."),
        ("marks-order", "o", "order", "Order by place, tag, colour or time."),
        ("marks-digit", "1 2 3 4 5 6 7 8 9", "tag by digit", "Put the tag of that key on, or take it off."),
        ("marks-tag", "t", "tag", "Tag the highlight."),
        ("marks-repeat", "full_stop", "repeat", "Put the tags of the last mark on it."),
        ("marks-note", "a", "note", "Write a note on the highlight."),
        ("marks-delete", "x delete", "delete", "Delete the highlight."),
        ("marks-copy", "y", "copy", "Copy the passage with its citation."),
    ),
    Command(
        "marks-colour", ("c",), "colour", "Choose the highlight's colour.", "Sidebar", "marks", asks="colour"
    ),
)
_CODEBOOK = _in(
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
_EVERYWHERE = _in(
    "everywhere",
    "Everywhere",
    ("undo", "u", "undo", "Take the last change back, and go there."),
    ("redo", "U ctrl+r", "redo", "Make the change again."),
    ("back", "backspace ctrl+h ctrl+o", "back", "Go back to the place before the jump, over panes too."),
    ("next-pane", "tab", "next pane", "Go to the next pane."),
    ("prev-pane", "shift+tab", "previous pane", "Go to the pane before."),
    ("toggle-list", "A", "article list", "Show or hide the article list."),
    ("toggle-marks", "S", "sidebar", "Show or hide the sidebar."),
    ("tag-passages", "number_sign", "passages of a tag", "List every passage of a tag."),
    ("all-highlights", "H", "all highlights", "List every highlight of the library."),
    ("read-aloud", "", "read aloud", "Speak the text from the caret on, sentence by sentence; esc stops."),
    ("auto-scroll", "", "scroll by itself", "Scroll at your pace; + - change it, any motion stops it."),
    ("codebook", "T", "codebook", "See, define, rename, merge, move and delete the tags."),
    ("outline", "D", "outline", "List the headings, or the paragraphs, find one and go there."),
    ("details", "d", "article's details", "Correct title, kicker, author, date and site; tags and a note."),
    ("original", "B", "the original", "Open the article's own address in a browser."),
    ("triage", "r", "passages that wait", "Decide where passages belong whose text has changed."),
    ("refresh", "", "read the source again", "Read the file or address again; take the text if it changed."),
    ("history", "", "history", "List what was done; take it back, or do it again."),
    ("trash", "X", "trash", "List what was deleted; bring it back."),
    ("export", "E", "export", "Write the highlights to a file."),
    ("theme", "", "light or dark", "Change between the light and the dark theme."),
    ("choose-theme", "", "choose a theme", "See the themes one after the other, and keep one."),
    ("measure", "", "measure", "Set how wide a line of text may be."),
    ("spacing", "", "paragraph spacing", "Part paragraphs by empty lines, or by an indented first line."),
    ("justify", "", "justify", "Let lines end flush right, with words hyphenated, or ragged."),
    ("palette", "ctrl+p", "palette", "Find any command by its name."),
    ("help", "question_mark", "keys", "Show the keys that count here."),
    ("escape", "escape", "one step out", "Leave prompt, selection, unit, pick or pane, one at a time."),
    ("quit-step", "q", "back, or quit", "Sidebar to text, text to list, list to quit."),
    ("suspend", "ctrl+z", "suspend", "Go back to the shell; fg returns."),
    ("copy-selection", "ctrl+c", "copy", "Copy the selection."),
    ("quit", "ctrl+q", "quit", "Quit; everything is saved."),
)

COMMANDS: tuple[Command, ...] = (
    *_MOVE,
    *_LABELS,
    *_FIND,
    *_SELECT,
    *_MARK,
    *_ASK,
    *_HERE,
    *_LIST,
    *_MARKS,
    *_CODEBOOK,
    *_EVERYWHERE,
)
BY_ID = {command.id: command for command in COMMANDS}

_SIGNS = {
    "right": "→", "left": "←", "up": "↑", "down": "↓", "escape": "esc", "pagedown": "pgdn", "pageup": "pgup",
    "right_parenthesis": ")", "left_parenthesis": "(", "right_curly_bracket": "}", "left_curly_bracket": "{",
    "greater_than_sign": ">", "less_than_sign": "<", "dollar_sign": "$", "slash": "/", "asterisk": "*",
    "plus": "+", "equals_sign": "=", "minus": "-", "full_stop": ".", "semicolon": ";", "comma": ",",
    "right_square_bracket": "]", "left_square_bracket": "[", "apostrophe": "'", "number_sign": "#",
    "question_mark": "?", "colon": ":", "at": "@",
}  # fmt: skip


def sign(key: str) -> str:
    """Return a key as people write it: `full_stop` is `.`, `shift+right` is `shift+→`."""
    *modifiers, name = key.split("+")
    return "+".join([*modifiers, _SIGNS.get(name, name)])


def signs(command: Command) -> str:
    """Return all keys of a command as people write them; nine digits as a range."""
    if command.keys[:1] == ("1",) and command.keys[-1] == "9":
        return "1–9"
    return " ".join(sign(key) for key in command.keys)
