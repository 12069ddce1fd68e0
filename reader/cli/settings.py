"""`config`: the file of settings, made with all in it as comments, and looked through for mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.cli.output import say, say_json
from reader.model import ReaderError

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from reader.cli.parser import Parser
    from reader.config import Config


def _arguments(parser: Parser) -> None:
    parser.add_argument("action", choices=("init", "check", "path"), metavar="ACTION", help="as below")
    parser.tell(
        "Actions:\n"
        "  init   write config.toml with every setting as a comment; of one that is there all stays, and\n"
        "         what it does not name is added so\n"
        "  check  say of each mistake in it the file, the line and the key; ends with 1 if there is any\n"
        "  path   say where it is, or would be\n\n"
        "The app takes what is saved in the file within a second; where it is wrong, the app says so and\n"
        "goes on with what held before.",
        'reader config init && $EDITOR "$(reader config path)"',
        "reader config check --json",
    )


def _config(options: Namespace) -> int:
    from reader.config import config_path

    path = config_path()
    if options.action == "init":
        _write(path)
    problems = _problems(path) if options.action == "check" else []
    if options.json:
        say_json({"path": str(path), "exists": path.exists(), "problems": problems})
    elif options.action != "check":
        say(str(path))
    else:
        for problem in problems:
            say(problem)
        if not problems:
            say(f"{path}: {'no mistakes' if path.exists() else 'there is none, so the defaults hold'}")
    return 1 if problems else 0


def _write(path: Path) -> None:
    """Write the file, or add what one that is there does not name.

    Raises:
        ReaderError: it is there, and cannot be added to.
    """
    from reader.config_edit import NotKeptError, change
    from reader.config_template import completed, template
    from reader.newfile import new_file
    from reader.ui.commands import COMMANDS, sign

    commands = [(each.id, tuple(map(sign, each.keys)), each.about) for each in COMMANDS]
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        with new_file(path) as file:
            file.write(template(commands).encode())
        return
    advice = "`reader config check` tells what is wrong in it"
    try:
        change(path, lambda text: completed(text, commands), advice)
    except NotKeptError as error:
        raise ReaderError(f"{error}.") from error


def _problems(path: Path) -> list[str]:
    from reader.config import load
    from reader.ui.keys.keymap import Keymap

    config = load(path)
    return [*config.remarks, *Keymap(config.keymap, config.preset).remarks, *_of_themes(config)]


def _of_themes(config: Config) -> list[str]:
    if not config.themes and not config.theme:
        return []
    from reader.ui.theme.own_themes import problems

    return problems(config)


COMMANDS = {"config": (_arguments, _config)}
