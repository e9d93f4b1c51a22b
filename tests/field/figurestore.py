"""A store into which figures are written by hand, as a clerk would who does not ask the program, and then checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import yaml

from clerk import Answer, Shell
from shequ_cli.rules.schema import ID_TITLE, Ledger
from shequ_cli.store import csvfile, yamlfile
from shequ_cli.store.assets import Assets
from shequ_cli.words.record import Raw

TODAY = "2026-10-28"
FIGURES: Mapping[str, Mapping[str, Any]] = {
    entry["id"]: entry for entry in yaml.safe_load((Path(__file__).parent / "figures.yaml").read_text("utf-8"))
}
"""figures.yaml: real figures with relations, each true or false."""

PROVEN: set[tuple[str, str]] = set()
"""Relations that a test of this folder reproduces, or reports as false: (figure, expression)."""

Test = TypeVar("Test", bound=Callable[..., None])


def proves(figure: str, *expressions: str) -> Callable[[Test], Test]:
    """Marks a test with the relations that it is about; an expression that is not in the file fails at once."""
    known = [relation["e"] for relation in FIGURES[figure]["rel"]]

    def marked(test: Test) -> Test:
        for expression in expressions:
            assert expression in known, expression
            PROVEN.add((figure, expression))
        return test

    return marked


class Said(NamedTuple):
    """One problem of `shequ check --json`."""

    code: str
    field: str
    suggestion: str
    message: str


@dataclass(frozen=True)
class FigureStore:
    """A store whose files are written by hand and judged by the commands."""

    root: Path

    def __call__(self, *words: str) -> Answer:
        """A command."""
        return Shell(self.root)(*words, today=TODAY)

    def define(self, name: str, text: str) -> None:
        """A ledger of the store's own."""
        folder = self.root / "schemas" / "ledgers"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.yaml").write_text(text, "utf-8")

    def put(self, ledger: str, *rows: Mapping[str, Raw], start: int = 1) -> None:
        """Records as their files would hold them; nothing is checked on the way."""
        known = Assets(self.root).ledger(ledger)
        for number, row in enumerate(rows, start):
            self._put(known, f"{number:04}", dict(row))

    def _put(self, ledger: Ledger, tail: str, row: dict[str, Raw]) -> None:
        day = str(row[ledger.field(ledger.date).title])
        id = f"{ledger.name}-{(day.replace('-', '') + '01')[:8]}-{tail}"
        folder = self.root / "records" / ledger.name
        if ledger.storage == "csv":
            path = folder / f"{day[:7]}.csv"
            path.parent.mkdir(parents=True, exist_ok=True)
            before = path.read_bytes() if path.exists() else None
            path.write_bytes(csvfile.append(before, ledger, [{ID_TITLE: id, **row}]))
            return
        path = folder / day[:7] / f"{id}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yamlfile.dump(row), "utf-8")

    def check(self, *ledgers: str) -> list[Said]:
        """What `shequ check` reports."""
        found: Sequence[Mapping[str, str]] = self("check", *ledgers, "--json").json["problems"]
        return [Said(each["code"], each["field"], each["suggestion"] or "", each["message"]) for each in found]

    def codes(self, *ledgers: str) -> list[str]:
        """The codes alone."""
        return [each.code for each in self.check(*ledgers)]

    def query(self, sql: str) -> list[list[Any]]:
        """The rows that `shequ query` gives."""
        rows: list[list[Any]] = self("query", sql, "--json").json["rows"]
        return rows
