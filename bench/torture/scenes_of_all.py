"""The screens that are walked over with everything hostile, and the keys to each.

Those of an article are gone to from the reading pane, those of the library from the list; a screen that the
photographs of `docs` show and that needs no preparation is taken from there.
"""

from scenes import SCENES

Keys = tuple[str, ...]
_SPELT = {"escape": "esc", "pagedown": "pgdn", "pageup": "pgup"}
#: Scenes that leave the article, or need a text of their own.
_NOT_HERE = (
    "greeting",
    "empty",
    "list",
    "tutorial",
    "asking-feeds",
    "tiny",
    "messages",
    "history-",
    "book",
    "japanese",
    "unmarked",
)


def _typed(text: str) -> Keys:
    return tuple("space" if letter == " " else letter for letter in text)


def _command(text: str) -> Keys:
    return (":", *_typed(text), "enter")


#: What is gone to with each article.
EACH: dict[str, Keys] = {
    "pages": ("g", "space", "space", "G"),
    "sidebar": ("tab", "j", "G"),
    "details": ("d", "tab", "tab"),
    "outline": ("D", "end"),
    "links": ("W",),
    "the original": ("B",),
}
#: What is gone to besides with some.
SOME: dict[str, Keys] = {
    "more pages": ("g", *["space"] * 9, "P", "z"),
    "a note": (";", "a"),
    "its tags": (";", "t", "down", "down"),
    "colours": (";", "c"),
    "menu": (";", "enter"),
    "all details": ("d", *["tab"] * 8),
    "a copy": (";", "y"),
    "a link begun": (";", "&"),
    "a link made": (";", ";", "&"),
    "a link followed": (";", "%"),
    "the link in the sidebar": ("tab", "%"),
    "find": ("/", *_typed("PWN"), "enter", "n", "n"),
    "hits": (*_command("g/PWN|after/tag claim"), "j", "j", "G"),
    "export": ("E", "down", "down"),
    "refresh": _command("refresh"),
    "triage": ("r", "n", "n"),
    "status": ("s", "d"),
    "history": (*_command("history"), "j"),
    "messages": (*_command("messages"), "G"),
    "palette": ("ctrl+p", *_typed("PWN")),
    **{
        each.name: tuple(_SPELT.get(key, key) for key in each.keys)
        for each in SCENES
        if each.keys and not each.before and not each.after and not each.name.startswith(_NOT_HERE)
    },
}
#: What the library has, and the key that is pressed there until nothing changes.
LIBRARY: dict[str, tuple[Keys, str]] = {
    "list": (("g",), "pgdn"),
    "list by another order": (("o", "g"), "pgdn"),
    "titles for a query": (("/", *_typed("title:")), "down"),
    "tags for a query": (("/", *_typed("#")), "down"),
    "a query": (("/", *_typed("PWN"), "enter"), "pgdn"),
    "no query": (("/", "backspace", "backspace", "backspace", "enter"), "pgdn"),
    "views": (("v",), "down"),
    "all highlights": (("H",), "pgdn"),
    "its views": (("H", "v"), "down"),
    "tags for a list": (("#",), "down"),
    "a tag's passages": (("#", *_typed("pwn"), "enter"), "pgdn"),
    "codebook": (("T",), "j"),
    "a tag of the codebook": (("T", "j", "j", "j", "e", "tab", "tab", "tab"), "tab"),
    "merging a tag": (("T", "j", "j", "m"), "down"),
    "moving a tag": (("T", "j", "j", "M"), "down"),
    "deleting a tag": (("T", "j", "j", "x"), "down"),
    "splitting a tag": (("T", "j", "j", "s", *_typed("one"), "tab", *_typed("two"), "tab", "enter"), "j"),
    "a tag's passages from the codebook": (("T", "j", "j", "j", "enter"), "pgdn"),
    "trash": (("X",), "pgdn"),
    "history": (_command("history"), "pgdn"),
    "hits in the library": (_command("g/PWN/tag claim in library"), "pgdn"),
    "annotators": (_command("annotators"), "down"),
    "what to add": (("+",), "down"),
    "what to add of a folder": (("+", *_typed("names/")), "down"),
    "adding it all": (("+", *_typed("names/"), "enter"), ""),
    "export of all": (_command("export-library"), "down"),
    "options": (_command("options"), "down"),
    "themes": (_command("choose-theme"), "down"),
    "palette": (("ctrl+p",), "down"),
    "help": (("?",), "pgdn"),
    "feeds": (_command("ask-feeds"), ""),
    "saving a view": (_command("save-view"), ""),
    "deleting a view": (_command("delete-view"), "down"),
    "renaming a view": (_command("rename-view"), "down"),
    "messages": (_command("messages"), "pgdn"),
    "tutorial": (_command("tutorial"), "space"),
    "samples": (_command("samples"), ""),
}
