"""Has doccano's own import read our spans, into a new database, in its environment: doccano_reader.py OUT."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

OUT = Path(sys.argv[1])
WANTED: list[dict[str, Any]] = json.loads((OUT / "wanted.json").read_text("utf-8"))


def begin(folder: str) -> None:
    """Set doccano up on a new database."""
    spec = find_spec("backend")
    if spec is None or not spec.submodule_search_locations:
        print("doccano is not installed")
        sys.exit(77)
    sys.path.insert(0, spec.submodule_search_locations[0])
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings.base",
        "DATABASE_URL": f"sqlite:///{folder}/doccano.sqlite3",
        "SECRET_KEY": "only for this check",
    }
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def main() -> str:
    """Import the file, and compare what the database holds then."""
    with tempfile.TemporaryDirectory() as folder:
        begin(folder)
        from data_import.datasets import SequenceLabelingDataset
        from data_import.pipeline.catalog import JSONL
        from data_import.pipeline.factories import create_parser
        from data_import.pipeline.readers import FileName, Reader
        from django.contrib.auth.models import User
        from examples.models import Example
        from labels.models import Span
        from projects.models import ProjectType, SequenceLabelingProject

        user = User.objects.create(username="reader")
        project = SequenceLabelingProject.objects.create(
            name="check",
            project_type=ProjectType.SEQUENCE_LABELING,
            allow_overlapping=True,
            created_by=user,
        )
        path = str(OUT / "doccano.jsonl")
        reader = Reader([FileName(path, path, "doccano.jsonl")], create_parser(JSONL, encoding="utf-8"))
        dataset = SequenceLabelingDataset(reader, project)
        dataset.save(user)
        assert not dataset.errors, dataset.errors
        texts = list(Example.objects.order_by("id"))
        assert [each.text for each in texts] == [article["body"] for article in WANTED]
        count = 0
        for example, article in zip(texts, WANTED, strict=True):
            units = example.text.encode("utf-16-le")
            found = sorted(
                (units[2 * span.start_offset : 2 * span.end_offset].decode("utf-16-le"), span.label.text)
                for span in Span.objects.filter(example=example)
            )
            wanted = sorted((mark["quote"], tag) for mark in article["highlights"] for tag in mark["tags"])
            assert found == wanted, (found, wanted)
            count += len(found)
    return f"{len(texts)} texts and {count} spans the same in its database"


if __name__ == "__main__":
    print(main())
