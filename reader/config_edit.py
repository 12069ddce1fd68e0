"""Keeping a choice in the configuration file: one line is changed or added, all else stays as it was."""

from __future__ import annotations

import json
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from reader.early.record import is_plain_text

if TYPE_CHECKING:
    from collections.abc import Callable

_SCALAR = r"""(?:"[^"\\\n]*"|'[^'\n]*'|[^\s#"'\[{]+)"""
_BOM = b"\xef\xbb\xbf"
_is_table = re.compile(r"\s*\[").match


class NotKeptError(Exception):
    """A choice that could not be kept; the message is a sentence for a person."""


def keep(path: Path, key: str, value: str | int | bool) -> None:
    """Set a key of the file's top level. Raises NotKeptError, and then has changed nothing.

    Comments, order and line ends stay. What is not understood for certain is refused: the new text must mean
    what the old one did but for this key.
    """
    change(path, lambda text: edit(text, key, value), f"set {key} = {json.dumps(value)} in it")


def change(path: Path, edited: Callable[[str], str], advice: str) -> bool:
    """Write what a function makes of the file's text, whole; return whether that is another text.

    Raises:
        NotKeptError: it could not be read or written, or the function raised ValueError; `advice` is given.
    """
    try:
        raw = path.read_bytes() if path.exists() else b""
        text = raw.decode("utf-8-sig")
        changed = edited(text)
    except OSError as error:
        raise NotKeptError(f"{path} could not be read: {error.strerror}") from error
    except ValueError as error:  # no UTF-8, no TOML, or it would mean something else
        raise NotKeptError(f"{path} could not be changed; {advice}") from error
    if changed == text:
        return False
    try:
        _replace(Path(os.path.realpath(path)), _BOM * raw.startswith(_BOM) + changed.encode())
    except OSError as error:
        raise NotKeptError(f"{path} could not be written: {error.strerror}") from error
    return True


def edit(text: str, key: str, value: str | int | bool) -> str:
    """Return a configuration's text with a key set. Raises ValueError where that is not certain."""
    import tomllib

    before = tomllib.loads(text.replace("\r\n", "\n"))
    if before.get(key) == value and type(before.get(key)) is type(value):
        return text
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    top = next((i for i, line in enumerate(lines) if _is_table(line)), len(lines))
    old = re.compile(rf"(\s*[\"']?{re.escape(key)}[\"']?\s*=\s*){_SCALAR}(\s*(?:#.*)?)$")
    for i in range(top):
        found = old.match(lines[i].rstrip("\r\n"))
        if found:
            lines[i] = f"{found[1]}{_written(value)}{found[2]}{end}"
            break
    else:
        while top and not lines[top - 1].strip():
            top -= 1
        if top and not lines[top - 1].endswith("\n"):
            lines[top - 1] += end
        lines.insert(top, _line(key, value) + end)
    changed = "".join(lines)
    if tomllib.loads(changed.replace("\r\n", "\n")) != before | {key: value}:
        raise ValueError("the file would mean something else")
    return changed


def _line(key: str, value: str | int | bool) -> str:
    return f"{key} = {_written(value)}"


def _written(value: str | int | bool) -> str:
    """Return a value as TOML has it; of texts only such as can be shown."""
    if isinstance(value, str):
        if not is_plain_text(value):
            raise ValueError("a text that cannot be shown")
        return json.dumps(value, ensure_ascii=False)  # the escapes of TOML are these
    return str(value).lower() if isinstance(value, bool) else str(value)


def _replace(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; its mode stays."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o600
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".config-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
