"""Types shequ commands in this process, with the streams apart, and looks at what became of the store."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from shequ_cli.cli.app import app

TODAY = "2026-04-15"


@dataclass(frozen=True)
class Answer:
    code: int
    stdout: str
    stderr: str
    raw: bytes = b""

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever the command says
        return json.loads(self.stdout)

    def __repr__(self) -> str:
        return f"exit {self.code}\n--- stdout\n{self.stdout}\n--- stderr\n{self.stderr}"


class _Stream(io.TextIOWrapper):
    def __init__(self, data: bytes = b"") -> None:
        super().__init__(io.BytesIO(data), encoding="utf-8", write_through=True)

    def data(self) -> bytes:
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue()


def shequ(*words: object, at: Path | None = None, typed: bytes | str = b"", today: str = TODAY) -> Answer:
    """`shequ("list", "纠纷", at=folder)`; `typed` goes to stdin, `today` fixes the clock."""
    place = ["--dir", str(at)] if at else []
    streams = _Stream(typed.encode() if isinstance(typed, str) else typed), _Stream(), _Stream()
    kept = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = streams
    try:
        command = typer.main.get_command(app)
        code = command.main([*place, "--today", today, *map(str, words)], prog_name="shequ", standalone_mode=False)
    finally:
        sys.stdin, sys.stdout, sys.stderr = kept
    out, err = (stream.data() for stream in streams[1:])
    return Answer(code, out.decode("utf-8", "replace"), err.decode("utf-8"), out)


def ids(root: Path, ledger: str = "纠纷") -> list[str]:
    """Ids of a ledger, in order of date."""
    return [record["id"] for record in shequ("list", ledger, "--json", at=root).json["records"]]


def git(root: Path, *words: str) -> str:
    """What git says about a store."""
    return subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=True).stdout


def files(root: Path) -> dict[str, bytes]:
    """Every file of a store but git's and the derived ones."""
    paths = [path for path in root.rglob("*") if path.is_file() and not {".git", ".shequ"} & set(path.parts)]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
