"""The files of `schema export`: a plain JSON Schema a ledger, and a Data Package of the CSV ledgers."""

from __future__ import annotations

from collections.abc import Iterator
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING

from shequ_cli.cli.choice import Choice
from shequ_cli.exchange.datapackage import CsvFile, descriptor
from shequ_cli.exchange.export import exported
from shequ_cli.exchange.plainschema import plain_schema
from shequ_cli.store import csvfile

if TYPE_CHECKING:
    from shequ_cli.cli.viewer import Viewer
    from shequ_cli.rules.schema import Ledger
    from shequ_cli.store.store import Store


def exported_files(store: Store, folder: Path, viewer: Viewer) -> Iterator[tuple[Path, bytes]]:
    """Paths and contents, the descriptor last."""
    for ledger in store.ledgers.values():
        yield folder / f"{ledger.name}.schema.json", _json(plain_schema(ledger, store.codelists))
    tables = [ledger for ledger in store.ledgers.values() if ledger.storage == "csv"]
    inside = store.root.resolve().is_relative_to(folder.resolve())
    files: list[CsvFile] = []
    for ledger in tables:
        if inside:
            files.extend(_in_place(store, folder, ledger))
        else:
            titles, data = _copied(store, ledger, viewer)
            files.append(CsvFile(ledger, f"data/{ledger.name}.csv", titles))
            yield folder / "data" / f"{ledger.name}.csv", data
    name = store.profile.code or "shequ"
    yield folder / "datapackage.json", _json(descriptor(f"shequ-{name}", store.profile.name, files, store.codelists))


def _in_place(store: Store, folder: Path, ledger: Ledger) -> Iterator[CsvFile]:
    for path in sorted((store.root / "records" / ledger.name).glob("*.csv")):
        header = csvfile.parse(path.read_bytes(), ledger).header
        yield CsvFile(ledger, path.resolve().relative_to(folder.resolve()).as_posix(), header)


def _copied(store: Store, ledger: Ledger, viewer: Viewer) -> tuple[tuple[str, ...], bytes]:
    choice = Choice(ledger, store.codelists, store.today)
    titles, rows = choice.laid_out(store.chosen(ledger.name, order=choice.order("")), "", viewer, whole=True)
    return tuple(titles), exported("csv", titles, rows)


def _json(content: object) -> bytes:
    return (dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
