"""A clerk's own small store, worked on through the commands as in a shell."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import typer

TODAY = "2026-04-15"


@dataclass(frozen=True)
class Answer:
    """What a command said, the streams apart."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever the command says
        return json.loads(self.out)


@dataclass(frozen=True)
class Shell:
    """A shell that stands in the store's folder."""

    root: Path

    def __call__(self, *words: str, typed: str = "", today: str = TODAY) -> Answer:
        from shequ_cli.cli.app import app

        streams = [io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8", write_through=True) for text in (typed, "", "")]
        kept = sys.stdin, sys.stdout, sys.stderr
        sys.stdin, sys.stdout, sys.stderr = streams
        try:
            given = ["--dir", str(self.root), "--today", today, *words]
            code = typer.main.get_command(app).main(given, prog_name="shequ", standalone_mode=False)
        finally:
            sys.stdin, sys.stdout, sys.stderr = kept
        out, err = (stream.buffer.getvalue().decode() for stream in streams[1:])
        return Answer(code, out, err)

    def add(self, ledger: str, **fields: str) -> str:
        """Add a record; its id."""
        pairs = [word for key, value in fields.items() for word in ("--set", f"{key.replace('__', '.')}={value}")]
        answer = self("add", ledger, *pairs, "--json")
        assert answer.code == 0, answer
        return str(answer.json["id"])

    def file(self, id: str) -> Path:
        """The file of a YAML record."""
        (found,) = self.root.rglob(f"{id}.yaml")
        return found


@contextmanager
def somebody(name: str = "李小明", email: str = "li@example.org") -> Iterator[None]:
    """Whoever types has git and a name, and none of our own settings."""
    with pytest.MonkeyPatch.context() as patch:
        for ours in ("SHEQU_DIR", "SHEQU_LANG", "NO_COLOR", "COLUMNS"):
            patch.delenv(ours, raising=False)
        for role in ("AUTHOR", "COMMITTER"):
            patch.setenv(f"GIT_{role}_NAME", name)
            patch.setenv(f"GIT_{role}_EMAIL", email)
        patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        yield
