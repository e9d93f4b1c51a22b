"""What a clerk types on 2026-10-28, and what she reads off the answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from typed import Answer
from typed import shequ as _shequ

TODAY = "2026-10-28"


def shequ(*words: object, at: Path, typed: str = "", today: str = TODAY, code: int = 0) -> Answer:
    """A command in the store's folder, which has to end with `code`."""
    answer = _shequ(*words, at=at, typed=typed, today=today)
    assert answer.code == code, answer
    return answer


def rows(answer: Answer) -> list[list[str]]:
    """The cells of a table on the screen, without its head; a cell with a space in it counts as two."""
    return [line.split() for line in answer.stdout.splitlines()[1:]]


def select(sql: str, at: Path) -> list[list[Any]]:
    """The rows of `shequ query`."""
    return [list(row) for row in shequ("query", sql, "--json", at=at).json["rows"]]


def figure(name: str, period: str, at: Path, report: str = "monthly") -> Any:  # noqa: ANN401 - as the report gives it
    """One figure of a report's `--json`."""
    return shequ("report", report, period, "--json", at=at).json["figures"][name]


def add(ledger: str, at: Path, today: str = TODAY, **fields: object) -> str:
    """Register a record; its id. `a__b` names the field b of a group."""
    words = [word for name, value in fields.items() for word in ("--set", f"{name.replace('__', '.')}={value}")]
    return str(shequ("add", ledger, *words, "--json", at=at, today=today).json["id"])


def due(at: Path, today: str = TODAY, *words: object) -> Sequence[dict[str, Any]]:
    """What `shequ today` lists."""
    return shequ("today", *words, "--json", at=at, today=today).json["items"]  # type: ignore[no-any-return]
