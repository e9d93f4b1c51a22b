"""Many records from one file or from standard input: YAML, JSON, JSON lines or CSV, each with its line."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import PurePath

from shequ_cli.exchange import jsontext
from shequ_cli.exchange.entries import Batch, Entry
from shequ_cli.rules.schema import ID_TITLE, Ledger
from shequ_cli.store import csvfile, yamlevents
from shequ_cli.words.errors import UsageFault
from shequ_cli.words.language import _
from shequ_cli.words.place import Place
from shequ_cli.words.problem import Level, Problem

STDIN = "<stdin>"


def read_batch(data: bytes, path: str, ledger: Ledger, given: Collection[str] = ()) -> Batch:
    """The records of a file; `path` "" is standard input, whose format is told from its first characters.

    `given` are titles of fields that come from elsewhere, so that a table may lack their columns.
    """
    name = path or STDIN
    form = _form(path) or _sniffed(data)
    if form == "csv":
        return _csv(data, name, ledger, given)
    text, problems = _text(data, name)
    if problems:
        return Batch((), problems)
    read = {"json": jsontext.read, "jsonl": jsontext.read_lines, "yaml": _yaml}[form]
    batch = _numbered(read(text, name))
    return (
        batch
        if batch.entries or batch.problems
        else Batch((), (Problem("E-batch", Level.ERROR, _("没有记录"), place=Place(name, 1)),))
    )


def _form(path: str) -> str:
    suffix = PurePath(path).suffix.lower()
    if suffix in (".xlsx", ".xls", ".et"):
        raise UsageFault(_("{path}：Excel 文件请先另存为 CSV（UTF-8）再登记").format(path=path))
    known = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv"}
    return known.get(suffix, "")


def _sniffed(data: bytes) -> str:
    """Braces and brackets are JSON (a brace on the second line too: JSON lines), a colon before any comma is YAML."""
    lines = [line.strip() for line in data.removeprefix(b"\xef\xbb\xbf").splitlines() if line.strip()]
    first = next((line for line in lines if not line.startswith(b"#")), b"")
    if first.startswith(b"{") and len(lines) > 1 and first.endswith(b"}"):
        return "jsonl"
    if first.startswith((b"{", b"[")):
        return "json"
    head = first.partition(b",")[0]
    return "yaml" if b":" in head or first.startswith(b"-") else "csv"


def _text(data: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    from shequ_cli.store.encoding import decoded

    file = decoded(data, path)
    return file.text, () if file.encoding else file.problems


def _numbered(batch: Batch) -> Batch:
    """Ids are given on saving; a record that brings one is probably a copy of one that is saved already."""
    why = _("编号由 shequ 在保存时给出，请去掉；要改已有的记录用 shequ edit")
    found = [
        Problem("E-batch", Level.ERROR, why, (ID_TITLE,), entry.place, title=ID_TITLE, value=str(entry.raw[ID_TITLE]))
        for entry in batch.entries
        if entry.raw.get(ID_TITLE)
    ]
    return Batch(batch.entries, (*batch.problems, *found))


def _csv(data: bytes, path: str, ledger: Ledger, given: Collection[str]) -> Batch:
    table = csvfile.parse(data, ledger, path)
    supplied = {ledger.field(title).name for title in given} | {one.name for one in ledger.fields if one.default}
    problems = tuple(one for one in table.problems if one.field not in supplied)
    columns = {key: number for number, key in enumerate(table.header, 1) if key}
    rows = ((line, {key: cell for key, cell in row.items() if cell}) for line, row in table.rows)
    entries = (Entry(row, Place(path, line), columns) for line, row in rows)
    return _numbered(Batch(tuple(entries), problems))


def _yaml(text: str, path: str) -> Batch:
    """One record, a list of records, or records divided by `---` lines."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    for line, column, piece in _pieces(text):
        there = "\n" * (line - 1) + " " * (column - 1) + piece
        tree, found, broken = yamlevents.read(there, path)
        problems.extend(found)
        if not broken:
            entries.append(Entry(tree, Place(path, line), text=there))
    return Batch(tuple(entries), tuple(problems))


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """Line, column and text of each record; read again where they stood, they keep their lines."""
    for line, document in _documents(text):
        root = yamlevents.compose(document)
        if root is not None and root.kind == "list":
            for item in root.items:
                yield line + item.line - 1, item.column, document[item.start : item.end]
        elif root is not None or document.strip():
            yield line, 1, document


def _documents(text: str) -> Iterator[tuple[int, str]]:
    held: list[str] = []
    first = 1
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        if line.rstrip() == "---":
            yield first, "".join(held)
            held, first = [], number + 1
        else:
            held.append(line)
    yield first, "".join(held)
