"""F02 entered through the commands and reported to the 分 (S39, story 25)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer

from shequ_cli.cli.app import app

DATA = Path(__file__).parents[1] / "data"


def typed(*words: str) -> int:
    """A command, as it is typed; its exit code."""
    command = typer.main.get_command(app)
    return int(command.main(["--today", "2026-03-02", *words], prog_name="shequ", standalone_mode=False) or 0)


def test_the_february_payments_come_out_as_they_went_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = str(tmp_path / "库")
    assert typed("init", root, "--name", "幸福社区居民委员会", "--no-commit") == 0
    assert typed("--dir", root, "add", "救助", "--from", str(DATA / "f02.csv"), "--no-commit") == 0
    capsys.readouterr()

    assert typed("--dir", root, "check") == 0
    capsys.readouterr()
    assert typed("--dir", root, "report", "monthly", "2026-02", "--json") == 0
    figures = json.loads(capsys.readouterr().out)["figures"]

    assert figures["relief_paid"]["value"] == "113095.78"
    assert (figures["relief_persons"]["value"], figures["relief_households"]["value"]) == (161, 9)
