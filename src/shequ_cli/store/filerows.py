"""One file of records to rows of the index, with every problem in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from shequ_cli.rules.reading import Reader, Reading
from shequ_cli.rules.schema import ID_TITLE, Field, Ledger
from shequ_cli.store import csvfile, yamlfile
from shequ_cli.store.columns import Cell, Packer, extra
from shequ_cli.store.encoding import decoded
from shequ_cli.store.fileread import FileRead, Task, digest_of
from shequ_cli.store.ids import ALPHABET
from shequ_cli.store.packed import packed
from shequ_cli.store.searchtext import SearchText
from shequ_cli.words.language import _
from shequ_cli.words.place import Place
from shequ_cli.words.problem import Keys, Level, Problem
from shequ_cli.words.record import Value

_OF_THE_KEY = frozenset({"E-unknown-field", "E-twice"})
"""Problems that concern a key and not its value."""


class FileRows:
    """Reads the files of one ledger; built once, called for every file."""

    def __init__(self, ledger: Ledger, reader: Reader) -> None:
        self._ledger, self._reader = ledger, reader
        self._packer, self._search_text = Packer(ledger), SearchText(ledger)
        self._date = ledger.field(ledger.date)
        self._id = re.compile(rf"{re.escape(ledger.name)}-\d{{8}}-[{ALPHABET}]{{4}}")
        judged = [field for field in ledger.fields if _is_judged_by_today(field)]
        self._judged_days = tuple(field.name for field in judged if field.kind == "date")
        self._judged_others = tuple(field.name for field in judged if field.kind != "date")
        self.columns = self._packer.names

    def read(self, task: Task, data: bytes) -> FileRead:
        """The rows and problems of one file."""
        return self._yaml(task, data) if self._ledger.storage == "yaml" else self._csv(task, data)

    def _yaml(self, task: Task, data: bytes) -> FileRead:
        parsed = yamlfile.parse(data, task.path)
        id, month = task.name[: -len(".yaml")], task.folder[-len("2026-03") :]
        problems = [problem.at(problem.place, id) for problem in parsed.problems]
        if parsed.broken:
            return FileRead([], packed(problems), "", digest_of(data))
        reading = self._reader.read(parsed.tree)
        if reading.problems:
            problems += _placed_in_yaml(reading.problems, data, task.path, id)
        if not self._is_in_place(id, reading, month):
            problems += self._of_the_place(id, reading, Place(task.path, 1, 1), month)
        row = self._row(id, 1, reading)
        return FileRead([row], packed(problems), self._latest(reading.values), digest_of(data))

    def read_rest(self, task: Task, data: bytes, skipped: int) -> FileRead:
        """The rows of a table without the first ones: so many lines are left out between its header and the others."""
        return self._csv(task, data, skipped)

    def _csv(self, task: Task, data: bytes, skipped: int = 0) -> FileRead:
        table = csvfile.parse(data, self._ledger, task.path)
        problems = list(table.problems)
        rows: list[tuple[Cell, ...]] = []
        latest, month = "", task.name[: -len(".csv")]
        for place_in_data, raw in table.rows:
            id, reading = str(raw.get(ID_TITLE, "")).strip(), self._reader.read(raw)
            line = place_in_data + skipped
            place = Place(task.path, line, 1)
            if not id:
                problems.append(_nameless(place))
                id = f"{task.path}:{line}"
            elif not self._is_in_place(id, reading, month):
                problems += self._of_the_place(id, reading, place, month)
            problems += [_placed_in_table(problem, table, place, id) for problem in reading.problems]
            rows.append(self._row(id, line, reading))
            latest = max(latest, self._latest(reading.values))
        return FileRead(rows, packed(problems), latest, digest_of(data))

    def _row(self, id: str, line: int, reading: Reading) -> tuple[Cell, ...]:
        cells, blanks = self._packer.cells(reading.values)
        text, private = self._search_text.of(id, reading.values)
        return (id, line, *cells, extra(reading.passed, reading.unknown, blanks), text, private)

    def _latest(self, values: Mapping[str, Value]) -> str:
        days = [day for name in self._judged_days if isinstance(day := values.get(name), date)]
        found = [max(days).isoformat()] if days else [""]
        found += [_latest_in(values[name]) for name in self._judged_others if name in values]
        return max(found)

    def _is_in_place(self, id: str, reading: Reading, month: str) -> bool:
        dated = reading.values.get(self._date.name)
        return self._id.fullmatch(id) is not None and (dated is None or str(dated)[:7] == month)

    def _of_the_place(self, id: str, reading: Reading, place: Place, month: str) -> Iterator[Problem]:
        """An id of another form, and a record that lies in another month than its date."""
        if not self._id.fullmatch(id):
            form = f"{self._ledger.name}-20260312-7k3f"
            why = _("编号应写成 {form} 的样子（台账-日期-四位数字或字母）").format(form=form)
            yield Problem("E-id", Level.ERROR, why, place=place, title=ID_TITLE, value=id, record=id)
        field = self._date
        dated = reading.values.get(field.name)
        if dated is not None and (right := str(dated)[:7]) != month:
            why = _("日期在 {right}，文件却放在 {month}").format(right=right, month=month)
            yield Problem("H-month", Level.HINT, why, (), place, field.name, field.title, str(dated), (), right, id)


def _is_judged_by_today(field: Field) -> bool:
    if field.kind in ("date", "month"):
        return not field.raw.get("x-future")
    inner = (*field.fields, *([field.item] if field.item else []))
    return any(map(_is_judged_by_today, inner))


def _latest_in(value: Value) -> str:
    """The latest day or month in a value, as text; other texts count for nothing."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return max(map(_latest_in, value), default="")
    if isinstance(value, dict):
        return max(map(_latest_in, value.values()), default="")
    is_month = isinstance(value, str) and len(value) == 7 and value[4] == "-" and value[:4].isdecimal()
    return str(value) if is_month else ""


def _placed_in_yaml(problems: Sequence[Problem], data: bytes, path: str, id: str) -> list[Problem]:
    places = yamlfile.places(decoded(data).text)
    return [problem.at(Place(path, *_spot(problem, places)), id) for problem in problems]


def _spot(problem: Problem, places: Mapping[Keys, tuple[int, int]]) -> tuple[int, int]:
    """Line and column of the value, or of the nearest thing around it."""
    keys = problem.keys
    if problem.code in _OF_THE_KEY and (found := places.get((*keys, yamlfile.KEY))):
        return found
    while keys and keys not in places:
        keys = keys[:-1]
    return places.get(keys, (1, 1))


def _placed_in_table(problem: Problem, table: csvfile.CsvTable, place: Place, id: str) -> Problem:
    """The column of a table counts cells."""
    column = table.column(str(problem.keys[0])) if problem.keys else 0
    return problem.at(place._replace(column=column or 1), id)


def _nameless(place: Place) -> Problem:
    why = _("这一行没有编号；运行 shequ edit 或在表里补上后，别处才能引用它")
    return Problem("H-no-id", Level.HINT, why, place=place, title=ID_TITLE, record=f"{place.path}:{place.line}")
