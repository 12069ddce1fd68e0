"""The prompts, loaded with the first of them: fields to type in take a tenth of what starting takes.

Used as a module, `asking.LinePrompt(…)`, for to import a name from here is to load it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.ui.widgets.choice_prompt import Choice, ChoicePrompt
    from reader.ui.widgets.command_prompt import CommandPrompt
    from reader.ui.widgets.find_prompt import FindPrompt
    from reader.ui.widgets.form_prompt import FormField, FormPrompt
    from reader.ui.widgets.format_prompt import FormatPrompt
    from reader.ui.widgets.label_prompt import LabelPrompt
    from reader.ui.widgets.letter_prompt import LetterPrompt
    from reader.ui.widgets.line_prompt import LinePrompt
    from reader.ui.widgets.note_prompt import NotePrompt
    from reader.ui.widgets.query_prompt import QueryPrompt
    from reader.ui.widgets.tag_prompt import Tagged, TagPrompt
    from reader.ui.widgets.wait_prompt import WaitPrompt
else:
    from reader.late import late

    __getattr__ = late(
        __name__,
        {
            "reader.ui.widgets.choice_prompt": ("Choice", "ChoicePrompt"),
            "reader.ui.widgets.command_prompt": ("CommandPrompt",),
            "reader.ui.widgets.find_prompt": ("FindPrompt",),
            "reader.ui.widgets.form_prompt": ("FormField", "FormPrompt"),
            "reader.ui.widgets.format_prompt": ("FormatPrompt",),
            "reader.ui.widgets.label_prompt": ("LabelPrompt",),
            "reader.ui.widgets.letter_prompt": ("LetterPrompt",),
            "reader.ui.widgets.line_prompt": ("LinePrompt",),
            "reader.ui.widgets.note_prompt": ("NotePrompt",),
            "reader.ui.widgets.query_prompt": ("QueryPrompt",),
            "reader.ui.widgets.tag_prompt": ("TagPrompt", "Tagged"),
            "reader.ui.widgets.wait_prompt": ("WaitPrompt",),
        },
    )

__all__ = [
    "Choice",
    "ChoicePrompt",
    "CommandPrompt",
    "FindPrompt",
    "FormField",
    "FormPrompt",
    "FormatPrompt",
    "LabelPrompt",
    "LetterPrompt",
    "LinePrompt",
    "NotePrompt",
    "QueryPrompt",
    "TagPrompt",
    "Tagged",
    "WaitPrompt",
]
