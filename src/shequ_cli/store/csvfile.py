"""A CSV ledger's file: rows as text with their true lines, and edits that leave every other byte alone.

A cell that Excel would run as a formula (it begins with = + - @, a tab or a carriage return, and is no number) is
written with an apostrophe before it; reading takes that apostrophe away again, so that the text is always the same.
A file in an old encoding becomes UTF-8 when it is edited; Excel needs the byte order mark that new files get.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from shequ_cli.rules.schema import ID_TITLE, Ledger
from shequ_cli.store import csvheader
from shequ_cli.store.encoding import Decoded, decoded
from shequ_cli.words.errors import Refused
from shequ_cli.words.language import _
from shequ_cli.words.place import Place
from shequ_cli.words.problem import Level, Problem
from shequ_cli.words.record import Raw

_RISKY = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[-+]?\d[\d,]*(\.\d+)?%?|-")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A file's rows. `header` holds, column by column, the key of a row's cells: the field's title where the ledger
    knows the column, the word as written where it does not, "" where a column has no key of its own.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, Raw]], ...]
    """(line, cells by key); a row within quotes over several lines counts from its first."""
    problems: tuple[Problem, ...] = ()
    encoding: str = "utf-8-sig"
    newline: str = "\r\n"

    def column(self, key: str) -> int:
        """The column, from 1, that holds a key; 0 when none does."""
        return self.header.index(key) + 1 if key in self.header else 0


def parse(data: bytes, ledger: Ledger, path: str = "") -> CsvTable:
    """The rows of a ledger's file, and what is wrong with the file as a table. Never an exception."""
    file = decoded(data, path)
    if not file.encoding:
        return CsvTable((), (), file.problems, "")
    sheet = Sheet(file.text)
    header = csvheader.recognised(sheet.first(csvheader.DEEPEST), ledger, path)
    problems = [*file.problems, *header.problems]
    keys, width = header.keys, len(header.keys)
    guarded = "'" in file.text
    rows: list[tuple[int, dict[str, Raw]]] = []
    for line, cells in sheet.records(header.line - 1, Place(path), problems):
        if line == header.line or not any(cells):
            continue
        if len(cells) != width and (fault := _ragged(cells, width, Place(path, line))):
            problems.append(fault)
        row: dict[str, Raw] = dict(zip(keys, map(_bare, cells) if guarded else cells, strict=False))
        rows.append((line, row))
    if "" in keys:
        problems += _nameless(rows, keys, Place(path, header.line))
    return CsvTable(keys, tuple(rows), tuple(problems), file.encoding, sheet.newline)


def _ragged(cells: Sequence[str], width: int, place: Place) -> Problem | None:
    """More cells than columns is an error unless they are blank; fewer is worth a hint, as cells may have shifted."""
    if len(cells) < width:
        why = _("这一行比表头少 {n} 格，缺的按空白读").format(n=width - len(cells))
        return Problem("H-ragged", Level.HINT, why, place=place)
    if not any(cells[width:]):
        return None
    why = _("这一行比表头多 {n} 格，可能是多了逗号；含逗号的文字要加双引号").format(n=len(cells) - width)
    extra = place._replace(column=width + 1)
    return Problem("E-ragged", Level.ERROR, why, place=extra, value=",".join(cells[width:]))


def _nameless(rows: Sequence[tuple[int, dict[str, Raw]]], keys: Sequence[str], place: Place) -> list[Problem]:
    """Takes the cells of columns without a key out of the rows; a hint if there was anything in them."""
    if not any([row.pop("", "") for _line, row in rows]):
        return []
    why = _("有的列没有表头或与前面的列重名，其中的内容没有读")
    return [Problem("H-column", Level.HINT, why, place=place._replace(column=keys.index("") + 1))]


class Sheet:
    """A table's text: its records with the lines they begin in, whatever its line ends and separator."""

    def __init__(self, text: str) -> None:
        self.lines = list(io.StringIO(text, newline=""))
        first = next((line for line in self.lines if line.strip()), "")
        self.newline = re.findall(r"\r\n|\n|\r|\Z", first)[0] or "\r\n"
        self.separator = "\t" if "\t" in first and "," not in first else ","

    def first(self, count: int) -> list[tuple[int, list[str]]]:
        """The first filled records."""
        found = (record for record in self.records(0, Place(), []) if any(record[1]))
        return [record for _number, record in zip(range(count), found, strict=False)]

    def records(self, after: int, place: Place, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
        """(line, cells) of each record below line `after`. A record whose quotes do not close is a problem and left out."""
        while 0 <= after < len(self.lines):
            reader = csv.reader(itertools.islice(self.lines, after, None), delimiter=self.separator, strict=True)
            done = 0
            try:
                for cells in reader:
                    yield after + done + 1, cells
                    done = reader.line_num
                return
            except csv.Error:
                after += done + 1
                why = _("这一行的双引号没有配对，整行没有读")
                problems.append(Problem("E-csv", Level.ERROR, why, place=place._replace(line=after)))


def _bare(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text


def _guarded(text: str) -> str:
    return "'" + text if _RISKY.match(text) and not _NUMBER.fullmatch(text) else text


def cell(raw: Raw) -> str:
    """A value as one cell: lists joined by “；”, mappings as 键=值."""
    if isinstance(raw, str):
        return raw
    parts = raw if isinstance(raw, list) else [f"{key}={cell(item)}" for key, item in raw.items()]
    return "；".join(cell(part) for part in parts)


def new(ledger: Ledger) -> bytes:
    """A file with its header only: 编号, then every title in the order of the schema; UTF-8 with BOM, CRLF."""
    titles = [ID_TITLE, *(field.title for field in ledger.fields)]
    return Decoded("", "utf-8-sig").encode(",".join(titles) + "\r\n")


def append(data: bytes | None, ledger: Ledger, rows: Sequence[Mapping[str, Raw]]) -> bytes:
    """The file with rows added at its end, made when there is none. A row is keyed by words of the ledger's fields."""
    file = _File(data or new(ledger), ledger)
    given = [file.keyed(row) for row in rows]
    file.widen({key: raw for row in given for key, raw in row.items() if cell(raw)})
    if not file.text.endswith(("\r", "\n")):
        file.text += file.newline
    file.text += "".join(file.line(row, []) + file.newline for row in given)
    return file.encoded()


def replace(data: bytes, ledger: Ledger, line: int, row: Mapping[str, Raw]) -> bytes:
    """The file with the row that begins in `line` changed: the keys of `row` are set, all other cells stay."""
    file = _File(data, ledger)
    given = file.keyed(row)
    file.widen(given)
    start, end, cells = file.find(line)
    whole = file.text[start:end]
    ending = whole[len(whole.rstrip("\r\n")) :]
    file.text = file.text[:start] + file.line(given, cells) + ending + file.text[end:]
    return file.encoded()


def remove(data: bytes, ledger: Ledger, line: int) -> bytes:
    """The file without the row that begins in `line`."""
    file = _File(data, ledger)
    start, end, _cells = file.find(line)
    file.text = file.text[:start] + file.text[end:]
    return file.encoded()


class _File:
    """A file's text being edited."""

    def __init__(self, data: bytes, ledger: Ledger) -> None:
        self.decoded = decoded(data)
        self.text = self.decoded.text
        self.words = csvheader.words_of(ledger)
        sheet = self.sheet()
        self.newline, self.separator = sheet.newline, sheet.separator
        header = csvheader.recognised(sheet.first(csvheader.DEEPEST), ledger, "")
        self.header_line, self.keys = header.line, list(header.keys)
        if not self.decoded.encoding or not any(ledger.has(key) for key in self.keys):
            raise Refused([*self.decoded.problems, *header.problems])

    def sheet(self) -> Sheet:
        return Sheet(self.text)

    def spans(self) -> Iterator[tuple[int, int, int, list[str]]]:
        """(line, start, end, cells) of every record, with its line end; Refused when one cannot be read."""
        sheet, problems = self.sheet(), list[Problem]()
        starts = [0, *itertools.accumulate(len(line) for line in sheet.lines)]
        found = list(sheet.records(0, Place(), problems))
        if problems:
            raise Refused(problems)
        ends = [line - 1 for line, _cells in found[1:]] + [len(sheet.lines)]
        for (line, cells), end in zip(found, ends, strict=True):
            yield line, starts[line - 1], starts[end], cells

    def find(self, line: int) -> tuple[int, int, list[str]]:
        """Where the record that begins in `line` starts and ends, and its cells."""
        for number, start, end, cells in self.spans():
            if number == line:
                return start, end, cells
        raise ValueError(f"no record begins in line {line}")

    def widen(self, given: Mapping[str, Raw]) -> None:
        """A column for every filled key that has none: its name in the header, an empty cell in every row.

        Refused when a row has more cells than columns, as they would seem to belong to the new one.
        """
        added = [key for key, raw in given.items() if key not in self.keys and cell(raw)]
        if not added:
            return
        parts: list[str] = []
        for line, start, end, cells in self.spans():
            if len(cells) > len(self.keys) and (fault := _ragged(cells, len(self.keys), Place("", line))):
                raise Refused([fault])
            whole = self.text[start:end]
            body = whole.rstrip("\r\n")
            more = self.joined(added) if line == self.header_line else self.separator.join([""] * len(added))
            filled = body and line >= self.header_line
            parts.append(f"{body}{self.separator}{more}{whole[len(body) :]}" if filled else whole)
        self.text = "".join(parts)
        self.keys += added

    def line(self, given: Mapping[str, Raw], cells: Sequence[str]) -> str:
        """A record without its line end: cells as given, the others as they are."""
        width = max(len(self.keys), len(cells))
        new = [*cells, *[""] * (width - len(cells))]
        for index, key in enumerate(self.keys):
            if key in given:
                new[index] = _guarded(cell(given[key]))
        return self.joined(new)

    def keyed(self, row: Mapping[str, Raw]) -> dict[str, Raw]:
        """A row under the keys of the columns, however its fields are named."""
        return {csvheader.key_of(word, self.words) or word: raw for word, raw in row.items()}

    def joined(self, cells: Sequence[str]) -> str:
        """Cells with quotes where they are needed. The writer's own line end is what makes it quote line breaks."""
        buffer = io.StringIO(newline="")
        csv.writer(buffer, delimiter=self.separator, lineterminator="\r\n").writerow(cells)
        return buffer.getvalue()[:-2]

    def encoded(self) -> bytes:
        kept = self.decoded.encoding in ("utf-8", "utf-8-sig")
        return Decoded("", self.decoded.encoding if kept else "utf-8-sig").encode(self.text)
