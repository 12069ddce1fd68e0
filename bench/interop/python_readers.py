"""Checks in the readers' own environment: python_readers.py CHECK OUT [GIVEN]. Knows nothing of ours."""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

OUT = Path(sys.argv[2])
WANTED: list[dict[str, Any]] = json.loads((OUT / "wanted.json").read_text("utf-8"))
MARKS = [mark for article in WANTED for mark in article["highlights"]]


def skip(reason: str) -> None:
    print(reason)
    sys.exit(77)


def markdown() -> str:
    import frontmatter
    import obsidiantools.api as otools
    from markdown_it import MarkdownIt

    ids = 0
    with tempfile.TemporaryDirectory() as vault:
        for number, article in enumerate(WANTED):
            path = OUT / f"{number}-markdown.md"
            data = frontmatter.load(str(path))
            assert data["title"] == article["title"], (data["title"], article["title"])
            assert data["author"] == ["Ana Pérez", "Li Wei"]
            tokens = MarkdownIt("commonmark").parse(data.content)
            assert not [token for token in tokens if token.type == "html_block"]
            quotes = sum(token.type == "blockquote_open" and token.level == 0 for token in tokens)
            assert quotes >= len(article["highlights"])
            ids += len(re.findall(r"^\^hl-[0-9a-z]{13}$", data.content, re.MULTILINE))
            (Path(vault) / path.name).write_bytes(path.read_bytes())
        notes = otools.Vault(Path(vault)).connect().gather()
        assert len(notes.md_file_index) == len(WANTED)
        assert all(notes.get_front_matter(name)["id"] for name in notes.md_file_index)
    assert ids == len(MARKS)
    return f"{len(WANTED)} files, {ids} block ids, titles and people the same"


def org() -> str:
    import orgparse

    nodes = [node for node in orgparse.load(str(OUT / "org.org"))[1:] if node.level == 2]
    assert len(nodes) == len(MARKS), (len(nodes), len(MARKS))
    for node, mark in zip(nodes, MARKS, strict=True):
        body = node.get_body(format="raw")
        quote = body.split("#+begin_quote\n", 1)[1].split("\n#+end_quote", 1)[0]
        quote = re.sub(r"^,(?=,*(?:\*|#|:))", "", quote, flags=re.MULTILINE)
        # a zero-width space keeps org from following what is quoted
        assert quote.replace("\u200b", "") == mark["quote"].strip("\n"), (quote, mark["quote"])
        assert bool(node.tags) == bool(mark["tags"])
    return f"{len(nodes)} headings, quotes the same"


def w3c() -> str:
    """Expand with the context of W3C, of which GIVEN is a copy: no value is lost, each becomes its triple."""
    from pyld import jsonld

    document = json.loads((OUT / "w3c.jsonld").read_text("utf-8"))
    if sys.argv[3]:
        context = json.loads(Path(sys.argv[3]).read_text("utf-8"))
        jsonld.set_document_loader(
            lambda url, options: {"contentType": "application/ld+json", "contextUrl": None,
                                  "documentUrl": url, "document": context})  # fmt: skip
    try:
        expanded = jsonld.expand(document)
    except jsonld.JsonLdError as error:
        if "load" in str(error):
            skip("the context could not be had from W3C; give a copy with --context")
        raise
    back = jsonld.compact(expanded, document["@context"])
    assert _values(back) == _values(document)
    graph = jsonld.to_rdf(expanded)["@default"]
    oa, number = "http://www.w3.org/ns/oa#", "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"

    def values(term: str, datatype: str = "http://www.w3.org/2001/XMLSchema#string") -> list[str]:
        found = [each["object"] for each in graph if each["predicate"]["value"] == term]
        assert all(each.get("datatype", datatype) == datatype for each in found), found[:3]
        return sorted(each["value"] for each in found)

    assert values(f"{oa}exact") == sorted(mark["quote"] for mark in MARKS)
    assert values(f"{oa}start", number) == sorted(str(mark["start"]) for mark in MARKS)
    assert values(f"{oa}end", number) == sorted(str(mark["end"]) for mark in MARKS)
    said = [value for mark in MARKS for value in (mark["note"], *mark["tags"]) if value]
    bodies = values("http://www.w3.org/1999/02/22-rdf-syntax-ns#value")
    assert sorted(value for value in bodies if not value.startswith(".yellow {")) == sorted(said)
    kinds = values("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    assert kinds.count(f"{oa}Annotation") == kinds.count(f"{oa}SpecificResource") == len(MARKS)
    return f"{len(MARKS)} annotations expanded, no value lost, {len(graph)} triples"


def _values(value: Any) -> Counter[str]:
    """Count the names and values of a document, whatever lists they stand in."""
    if isinstance(value, dict):
        return sum((Counter([key]) + _values(each) for key, each in value.items()), Counter())
    if isinstance(value, list):
        return sum(map(_values, value), Counter())
    return Counter([str(value)])


def w3c_schemas() -> str:
    """Validate by the schemas of W3C's test suite, of which GIVEN is a checkout: all that must be so."""
    from jsonschema import Draft4Validator
    from referencing import Registry
    from referencing.jsonschema import DRAFT4

    suite = Path(sys.argv[3] or "nowhere")
    lists = sorted(suite.glob("*/*Musts.test"))
    if not lists:
        skip("there is no checkout of w3c/web-annotation-tests; give one with --w3c")
    registry: Registry[Any] = Registry().with_resources(
        (path.name, DRAFT4.create_resource(json.loads(path.read_text("utf-8"))))
        for path in sorted(suite.glob("definitions/*.json"))
    )
    document = json.loads((OUT / "w3c.jsonld").read_text("utf-8"))
    items = document["first"]["items"]
    count = 0
    for path in lists:
        own = [document] if "collection" in path.name.lower() else items
        for name in json.loads(path.read_text("utf-8"))["assertions"]:
            schema = json.loads((suite / name).read_text("utf-8"))
            check = Draft4Validator(schema, registry=registry, format_checker=Draft4Validator.FORMAT_CHECKER)
            for item in own:
                check.validate({"@context": document["@context"], **item})
            count += 1
    return f"{len(items)} annotations and their collection by {count} schemas"


def hypothesis() -> str:
    """Check the fields that the importer of Hypothesis reads, and that offsets are UTF-16 units."""
    count = 0
    for number, article in enumerate(WANTED):
        document = json.loads((OUT / f"{number}-hypothesis.json").read_text("utf-8"))
        assert isinstance(document["export_date"], str) and isinstance(document["annotations"], list)
        for item, mark in zip(document["annotations"], article["highlights"], strict=True):
            assert isinstance(item["user"], str) and re.fullmatch(r"acct:[^@]+@\S+", item["user"])
            assert isinstance(item["uri"], str) and isinstance(item["tags"], list)
            assert isinstance(item["document"]["title"], list)
            selectors = item["target"][0]["selector"]
            (quote,) = [each for each in selectors if each["type"] == "TextQuoteSelector"]
            assert quote["exact"] == mark["quote"]
            units = article["body"].encode("utf-16-le")
            positions = [each for each in selectors if each["type"] == "TextPositionSelector"]
            assert bool(positions) == (not article["url"])
            for place in positions:
                assert units[2 * place["start"] : 2 * place["end"]].decode("utf-16-le") == mark["quote"]
            assert (item["text"], item["tags"]) == (mark["note"], mark["tags"])
            count += 1
    return f"{count} annotations"


def bibtex() -> str:
    from bibtexparser.entrypoint import parse_file

    library = parse_file(str(OUT / "bibtex.bib"))
    assert not library.failed_blocks
    assert len(library.entries) == len(WANTED)
    assert len({entry.key for entry in library.entries}) == len(WANTED)
    return f"{len(library.entries)} entries, no failed block"


def anki() -> str:
    from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(f"{folder}/collection.anki2")
        request = ImportAnkiPackageRequest(
            package_path=str(OUT / "anki.apkg"), options=ImportAnkiPackageOptions()
        )
        counts = []
        for _ in range(2):
            log = collection.import_anki_package(request).log
            counts.append((len(log.new), len(log.updated), len(log.duplicate)))
        total = collection.note_count()
        collection.close()
    assert counts[0][0] == total == len(MARKS), counts
    assert counts[1][:2] == (0, 0), counts
    return f"{total} notes; the second import adds {counts[1][0]}"


def spacy() -> str:
    import spacy
    from spacy.tokens import DocBin, Span

    nlp = spacy.blank("xx")
    lines = (OUT / "spacy.jsonl").read_text("utf-8").split("\n")
    kept, wanted, off = DocBin(store_user_data=True), 0, 0
    for line, article in zip(filter(None, lines), WANTED, strict=True):
        item = json.loads(line)
        doc = nlp.make_doc(item["text"])
        spans = []
        labels = [(mark["quote"], tag) for mark in article["highlights"] for tag in mark["tags"]]
        assert [(item["text"][s["start"] : s["end"]], s["label"]) for s in item["spans"]] == labels
        for span in item["spans"]:
            found = doc.char_span(span["start"], span["end"], span["label"], alignment_mode="expand")
            assert isinstance(found, Span) and item["text"][span["start"] : span["end"]] in found.text
            exact = doc.char_span(span["start"], span["end"])
            off += exact is None
            spans.append(found)
        doc.spans["sc"] = spans
        wanted += len(spans)
        kept.add(doc)
    again = list(DocBin().from_bytes(kept.to_bytes()).get_docs(nlp.vocab))
    assert sum(len(doc.spans["sc"]) for doc in again) == wanted
    return f"{wanted} spans kept in a DocBin and read back; {off} do not end with a token"


def label_studio() -> str:
    from label_studio_sdk.converter import Converter

    labels = sorted({tag for mark in MARKS for tag in mark["tags"]})
    listed = "".join(f'<Label value="{label}"/>' for label in labels)
    view = (
        f'<View><Labels name="label" toName="text">{listed}</Labels><Text name="text" value="$text"/></View>'
    )
    with tempfile.TemporaryDirectory() as folder:
        given, out = Path(folder) / "in", Path(folder) / "out"
        given.mkdir()
        (given / "tasks.json").write_bytes((OUT / "label-studio.json").read_bytes())
        converter = Converter(view, project_dir=None)
        converter.convert_to_json_min(str(given), str(out), is_dir=True)
        tasks = json.loads((out / "result.json").read_text("utf-8"))
        converter.convert_to_conll2003(str(given), str(Path(folder) / "conll"), is_dir=True)
        tagged = (Path(folder) / "conll" / "result.conll").read_text("utf-8")
    count = 0
    by_text = {task["text"]: task.get("label", []) for task in tasks}
    for article in WANTED:
        wanted = [
            (mark["start"], mark["end"], mark["quote"], mark["tags"])
            for mark in article["highlights"]
            if mark["tags"]
        ]
        found = [
            (each["start"], each["end"], each["text"], each["labels"]) for each in by_text[article["body"]]
        ]
        assert found == wanted, (found, wanted)
        count += len(found)
    assert " B-" in tagged
    return f"{count} labelled spans the same in its JSON_MIN; CoNLL made"


if __name__ == "__main__":
    print(globals()[sys.argv[1]]())
