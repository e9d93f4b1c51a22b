"""What the index keeps of every file: its problems as JSON, and how many records it holds."""

from __future__ import annotations

import json
from collections.abc import Sequence

from shequ_cli.store.columns import table_of
from shequ_cli.store.index import Index
from shequ_cli.words.place import Place
from shequ_cli.words.problem import Level, Problem


def packed(problems: Sequence[Problem]) -> str | None:
    """Problems as text; None when there are none."""
    if not problems:
        return None
    rows = [
        [
            problem.code,
            problem.level.value,
            problem.message,
            problem.keys,
            problem.place,
            problem.field,
            problem.title,
            problem.value,
            problem.allowed,
            problem.suggestion,
            problem.record,
        ]
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False)


def unpacked(text: str) -> list[Problem]:
    """The problems that were packed."""
    return [
        Problem(
            code, Level(level), message, tuple(keys), Place(*place), field, title, value, tuple(allowed), suggestion, id
        )
        for code, level, message, keys, place, field, title, value, allowed, suggestion, id in json.loads(text)
    ]


def kept_problems(index: Index, ledgers: Sequence[str], *, whole: bool) -> list[Problem]:
    """The problems of these ledgers' files; with `whole` also of files that lie beside them."""
    wanted = {*ledgers, ""} if whole else set(ledgers)
    rows = index.connection.execute("SELECT ledger, problems FROM shequ_files WHERE problems IS NOT NULL")
    return [problem for ledger, text in rows if ledger in wanted for problem in unpacked(text)]


def counted(index: Index, ledger: str, condition: str = "1") -> int:
    """How many records of a ledger meet a condition."""
    found = index.connection.execute(f"SELECT count(*) FROM {table_of(ledger)} WHERE {condition}")
    return int(found.fetchone()[0])


def unread(index: Index, ledger: str) -> int:
    """Records that could not be read at all: broken YAML files, and rows of a table that are no rows."""
    select = "SELECT name, records, problems FROM shequ_files WHERE ledger = ? AND problems IS NOT NULL"
    found = index.connection.execute(select, (ledger,)).fetchall()
    files = [name for name, records, _problems in found if name.endswith(".yaml") and not records]
    return len(files) + sum(problem.code == "E-csv" for *_file, text in found for problem in unpacked(text))
