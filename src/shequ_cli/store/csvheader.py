"""Which column of a CSV file is which field, however the header spells it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from shequ_cli.rules.schema import ID_TITLE, PASSED_TITLE, Ledger
from shequ_cli.words.language import _
from shequ_cli.words.nearest import nearest
from shequ_cli.words.place import Place
from shequ_cli.words.problem import Level, Problem

DEEPEST = 10
"""Rows from the top among which the header is looked for: above it Excel users like to put a title."""

_AFTER = re.compile(r"(?<=.)\([^()]*\)$|(?<=.)[*:]$")
"""What people add after a column's name: a unit or a remark in brackets, a star for “required”, a colon."""


@dataclass(frozen=True, slots=True)
class Header:
    """The line a header stands in, and for each column its key ("" where it has none of its own)."""

    line: int
    keys: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


def recognised(rows: Sequence[tuple[int, Sequence[str]]], ledger: Ledger, path: str) -> Header:
    """The header among the first rows of a file. Its faults are problems; reading goes on with what was recognised."""
    if not rows:
        return Header(0, (), (Problem("E-header", Level.ERROR, _("文件是空的，没有表头"), place=Place(path, 1, 1)),))
    words = words_of(ledger)
    line, cells = max(rows, key=lambda row: sum(key_of(cell, words) is not None for cell in row[1]))
    if not any(key_of(cell, words) for cell in cells):
        line, cells = rows[0]
    keys: list[str] = []
    problems: list[Problem] = []
    if line != rows[0][0]:
        why = _("第 {line} 行才像表头，已从那里读起；表头应在第一行").format(line=line)
        problems.append(Problem("E-header", Level.ERROR, why, place=Place(path, rows[0][0], 1)))
    for number, cell in enumerate(cells, 1):
        key = key_of(cell, words) or cell.strip()
        if key and key in keys:
            why = _("“{key}”有两列，第 {first} 列和第 {second} 列；已读第一列").format(
                key=key, first=keys.index(key) + 1, second=number
            )
            problems.append(Problem("E-header", Level.ERROR, why, place=Place(path, line, number), title=key))
            key = ""
        keys.append(key)
    return Header(line, tuple(keys), (*problems, *_missing(ledger, keys, Place(path, line, 1))))


def _missing(ledger: Ledger, keys: Sequence[str], place: Place) -> list[Problem]:
    """Every required field needs a column; a column with a similar name is probably meant."""
    known = {field.title for field in ledger.fields} | {ID_TITLE, PASSED_TITLE}
    foreign = [key for key in keys if key and key not in known]
    problems = []
    for field in ledger.fields:
        if field.required and field.title not in keys:
            near = next(iter(nearest(field.title, foreign, 1)), "")
            why = _("缺少必填的列“{title}”").format(title=field.title)
            why += _("；“{near}”是不是这一列？").format(near=near) if near else ""
            at = place._replace(column=keys.index(near) + 1) if near else place
            meant = field.title if near else ""
            problems.append(Problem("E-header", Level.ERROR, why, (), at, field.name, field.title, near, (), meant))
    return problems


def words_of(ledger: Ledger) -> dict[str, str]:
    """Every spelling that is known, as it is and in its plain form → the key of the column."""
    words = {word: field.title for field in reversed(ledger.fields) for word in reversed(field.words)}
    words |= {ID_TITLE: ID_TITLE, "id": ID_TITLE, PASSED_TITLE: PASSED_TITLE}
    return {_plain(word): key for word, key in words.items()} | words


def _plain(word: str) -> str:
    """Without spaces, in half-width brackets and letters."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", word))


def key_of(cell: str, words: dict[str, str]) -> str | None:
    """The key of a column with this heading; None when the ledger has none."""
    if cell in words:
        return words[cell]
    plain = _plain(cell)
    while plain not in words:
        shorter = _AFTER.sub("", plain)
        if shorter == plain:
            return None
        plain = shorter
    return words[plain]
