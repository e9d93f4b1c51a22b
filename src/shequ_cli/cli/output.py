"""The only place that prints: results to stdout, remarks and problems to stderr; colour only on a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from typing import IO, Any

from shequ_cli.cli.width import cut, filled, width
from shequ_cli.words.language import _
from shequ_cli.words.problem import Level, Problem, RolledUp, rolled_up, sentence, worst_first

_COLOURS = {"red": "31", "yellow": "33", "green": "32", "cyan": "36", "dim": "2", "bold": "1"}
_OF_LEVEL = {Level.ERROR: "red", Level.DOUBT: "yellow", Level.HINT: "cyan"}
_plain: list[bool] = [False]


def prepare(*, plain: bool) -> None:
    """Speak UTF-8 whatever the console's code page says; `plain` is --no-color."""
    _plain[0] = plain or "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and (stream.encoding or "").lower().replace("-", "") != "utf8":
            reconfigure(encoding="utf-8", errors="replace")


def on_terminal(stream: IO[str] | None = None) -> bool:
    """Whether somebody watches the stream (stdout when none is named)."""
    return (stream or sys.stdout).isatty()


def painted(text: str, colour: str, stream: IO[str]) -> str:
    """`text` in a colour when the stream can show it."""
    if _plain[0] or not stream.isatty():
        return text
    return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m"


def show(text: str) -> None:
    """A result, one line or several."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def title(text: str) -> None:
    """A heading above a result."""
    show(painted(text, "bold", sys.stdout))


def raw(data: bytes) -> None:
    """A result in bytes (a document written to `-`)."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def remark(text: str) -> None:
    """Something said beside the result."""
    sys.stdout.flush()
    sys.stderr.write(text if text.endswith("\n") else text + "\n")


def fault(text: str) -> None:
    """Why there is no answer."""
    remark(painted(_("错误："), "red", sys.stderr) + text)


def problems(found: Iterable[Problem], *, every: bool = False, on_stdout: bool = False) -> None:
    """Problems worst first, the same cause once with how often it occurs, or each one with `every`."""
    stream, ordered = sys.stdout if on_stdout else sys.stderr, worst_first(found)
    causes = [RolledUp(problem, 1) for problem in ordered] if every else rolled_up(ordered)
    for cause in causes:
        level = cause.first.level
        told = sentence(cause.first, cause.times)
        stream.write(told.replace(level.word, painted(level.word, _OF_LEVEL[level], stream), 1) + "\n")


def progress(done: int, total: int) -> None:
    """How far a long work is, on one line of a terminal; elsewhere nothing."""
    if not sys.stderr.isatty():
        return
    told = _("读取记录 {done}/{total}").format(done=done, total=total)
    sys.stderr.write(f"\r{told}" if done < total else "\r" + " " * width(told) + "\r")
    sys.stderr.flush()


def table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], *, right: Iterable[int] = (), whole: bool = False
) -> None:
    """Rows under their columns; `right` are the numbers of the columns with figures. `whole` folds long cells, and cuts none."""
    if on_terminal():
        _drawn(columns, rows, set(right), whole=whole)
    else:
        show(aligned(columns, rows, right))


def aligned(columns: Sequence[str], rows: Sequence[Sequence[str]], right: Iterable[int] = ()) -> str:
    """Columns lined up with blanks, two between them: for pipes and files."""
    flush, lines = set(right), [list(columns), *([" ".join(cell.split()) for cell in row] for row in rows)]
    widths = [max(width(line[n]) for line in lines) for n in range(len(columns))]
    text = (
        "  ".join(filled(cell, widths[n], right=n in flush) for n, cell in enumerate(line)).rstrip() for line in lines
    )
    return "\n".join(text)


def _drawn(columns: Sequence[str], rows: Sequence[Sequence[str]], right: set[int], *, whole: bool) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    drawn = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for n, column in enumerate(columns):
        drawn.add_column(column, justify="right" if n in right else "left", overflow="fold", no_wrap=n == 0)
    for row in rows:
        drawn.add_row(*(cell if whole else cut(cell, 60) for cell in row))
    Console(no_color=_plain[0], markup=False, highlight=False).print(drawn)


def fields(pairs: Sequence[tuple[str, str]]) -> None:
    """A value beside its name, one a line."""
    left = max((width(name) for name, _value in pairs), default=0) + 2
    for name, value in pairs:
        first, *rest = value.split("\n")
        show(painted(filled(name, left), "cyan", sys.stdout) + first)
        for line in rest:
            show(" " * left + line)


def as_json(shape: str, content: Mapping[str, Any]) -> None:
    """A promised shape (design §6.1); numbers that must stay exact are decimal strings."""
    json_text({"shequ": f"{shape}/1", **content})


def json_text(content: Mapping[str, Any]) -> None:
    """JSON on one line for programs, indented for people."""
    from json import dumps

    show(dumps(content, ensure_ascii=False, indent=2 if on_terminal() else None, default=_plain_value))


def json_bytes(content: Mapping[str, Any]) -> bytes:
    """The same as a file."""
    from json import dumps

    return (dumps(content, ensure_ascii=False, indent=2, default=_plain_value) + "\n").encode()


def _plain_value(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (tuple, set, frozenset)):
        return list(value)
    if isinstance(value, (date, time)):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else str(value)
