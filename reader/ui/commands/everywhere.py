"""The commands that hold in every pane."""

from __future__ import annotations

from reader.ui.commands.command import in_place

EVERYWHERE = in_place(
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
    ("ask-feeds", "", "ask the feeds", "Add what is new in the feeds that are followed."),
    ("history", "", "history", "List what was done; take it back, or do it again."),
    ("trash", "X", "trash", "List what was deleted; bring it back."),
    ("export", "E", "export", "Write the highlights to a file."),
    ("theme", "", "light or dark", "Change between the light and the dark theme."),
    ("choose-theme", "", "choose a theme", "See the themes one after the other, and keep one."),
    ("measure", "", "measure", "Set how wide a line of text may be."),
    ("spacing", "", "paragraph spacing", "Part paragraphs by empty lines, or by an indented first line."),
    ("justify", "", "justify", "Let lines end flush right, with words hyphenated, or ragged."),
    (
        "command-line",
        "colon",
        "command line",
        "Do a command by its name; tab completes it and what may follow.",
    ),
    ("palette", "ctrl+p", "palette", "Find any command by its name."),
    ("help", "question_mark", "keys", "Show the keys that count here."),
    ("escape", "escape", "one step out", "Leave prompt, selection, unit, pick or pane, one at a time."),
    ("quit-step", "q", "back, or quit", "Sidebar to text, text to list, list to quit."),
    ("suspend", "ctrl+z", "suspend", "Go back to the shell; fg returns."),
    ("copy-selection", "ctrl+c", "copy", "Copy the selection."),
    ("quit", "ctrl+q", "quit", "Quit; everything is saved."),
)
