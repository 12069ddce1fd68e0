"""Has QualCoder's own importer read our project and codebook: qualcoder_reader.py OUT SOURCE.

SOURCE is a checkout of QualCoder, which is in no package registry. Its importer runs as it is, on a new
database of its tables; only the windows that it opens are stand-ins, so that no Qt and no display is needed.
"""

from __future__ import annotations

import builtins
import json
import shutil
import sqlite3
import sys
import tempfile
from functools import cache
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

OUT, SOURCE = Path(sys.argv[1]), Path(sys.argv[2])
WANTED: list[dict[str, Any]] = json.loads((OUT / "wanted.json").read_text("utf-8"))
#: The tables that the importer fills, as QualCoder makes them for a new project.
TABLES = """
CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner text,
 date text, av_text_id integer, risid integer, unique(name));
CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, memo text,
 supercatid integer, unique(name));
CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text, date text,
 color text, supercid integer, unique(name));
CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer,
 pos1 integer, owner text, date text, memo text, avid integer, important integer,
 unique(cid, fid, pos0, pos1, owner));
CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text,
 owner text, date text, unique(fid, pos0, pos1, owner));
"""


@cache
def importer() -> tuple[Any, Any]:
    """Return QualCoder's importer and its file dialog; all windows are stand-ins."""
    folder = SOURCE / "src"
    if not (folder / "qualcoder" / "refi.py").exists():
        print("this is no checkout of QualCoder")
        sys.exit(77)
    sys.path.insert(0, str(folder))
    builtins._ = lambda text: text  # type: ignore[attr-defined]
    qt = MagicMock()
    qt.QtWidgets.QDialog = object
    stand_ins: dict[str, Any] = {
        "PyQt6": qt,
        "qualcoder.helpers": MagicMock(),
        "qualcoder.GUI": MagicMock(),
        "qualcoder.GUI.ui_dialog_refi_export_endings": MagicMock(),
        "qualcoder.color_selector": MagicMock(colors=["#FFFFFF"] * 120, color_matcher=lambda colour: colour),
    }
    package = ModuleType("qualcoder")
    package.__path__ = [str(folder / "qualcoder")]
    sys.modules |= {**stand_ins, "qualcoder": package}
    from qualcoder.refi import RefiImport

    return RefiImport, qt.QtWidgets.QFileDialog


def imported(name: str, kind: str) -> sqlite3.Connection:
    """Import a file into a new project, and return its database."""
    run, dialog = importer()
    folder = Path(tempfile.mkdtemp())
    (folder / "documents").mkdir()
    shutil.copy(OUT / name, folder / name)
    dialog.getOpenFileName.return_value = (str(folder / name), True)
    database = sqlite3.connect(":memory:")
    database.executescript(TABLES)
    settings = {"directory": str(folder), "codername": "default", "ai_enable": "False"}
    app = SimpleNamespace(
        conn=database,
        settings=settings,
        project_path=str(folder),
        ai_models=[],
        write_config_ini=lambda *_: None,
    )
    log = MagicMock()
    run(app, log, kind)
    duplicated = [str(call) for call in log.append.mock_calls if "Duplicated" in str(call)]
    assert not duplicated, duplicated
    shutil.rmtree(folder)
    return database


def full_names(database: sqlite3.Connection) -> dict[int, str]:
    """Return the codes by their ids, each named after those above it."""
    rows = {
        cid: (name, above)
        for cid, name, above in database.execute("SELECT cid, name, supercid FROM code_name")
    }

    def full(cid: int) -> str:
        name, above = rows[cid]
        parent = full(above) if above else ""
        return str(name) if not parent or name.startswith(f"{parent}/") else f"{parent}/{name}"

    return {cid: full(cid) for cid in rows}


def main() -> str:
    """Compare texts, codes and coded passages."""
    database = imported("refi-qda.qdpx", "qdpx")
    codes = full_names(database)
    texts = [text for (text,) in database.execute("SELECT fulltext FROM source ORDER BY id")]
    assert texts == [article["body"] for article in WANTED]
    coded = set()
    for fid, start, end, text, cid, memo in database.execute(
        "SELECT fid, pos0, pos1, seltext, cid, memo FROM code_text"
    ):
        coded.add((fid, start, end, text, codes[cid], memo))
    bare = set(database.execute("SELECT fid, pos0, pos1, memo FROM annotation"))
    wanted, noted = set(), set()
    for number, article in enumerate(WANTED, 1):
        for mark in article["highlights"]:
            place = number, mark["start"], mark["end"]
            wanted |= {(*place, mark["quote"], tag, mark["note"]) for tag in mark["tags"]}
            if not mark["tags"]:
                noted.add((*place, mark["note"]))
    assert coded == wanted, coded ^ wanted
    assert bare == noted, bare ^ noted
    names = sorted(full_names(imported("refi-codebook.qdc", "qdc")).values())
    assert names == sorted(codes.values())
    return (
        f"{len(texts)} texts, {len(coded)} coded passages and {len(bare)} annotations at their places, "
        f"{len(names)} codes the same in its database"
    )


if __name__ == "__main__":
    print(main())
