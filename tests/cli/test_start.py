"""What a start loads: `--help` and a misspelt word nothing heavy, and no command pydantic or rich off the terminal."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"yaml", "jinja2", "pandas", "numpy", "openpyxl", "docx", "jsonschema_rs", "markdown_it", "questionary", "borax",
         "lxml", "sqlite3", "rich", "pydantic", "prompt_toolkit", "filelock"}  # fmt: skip
SCRIPT = """
import json, sys
from shequ_cli.cli.app import main
try:
    main()
except SystemExit:
    pass
sys.stderr.write("\\n" + json.dumps(sorted({name.split(".")[0] for name in sys.modules})))
"""


def loaded(*words: str) -> set[str]:
    """Top-level modules in memory when the command is over."""
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, *words], capture_output=True, text=True, encoding="utf-8", check=True
    )
    return set(json.loads(run.stderr.splitlines()[-1]))


@pytest.mark.parametrize(
    "words", [["--help"], ["--version"], ["add", "--help"], ["report", "--help"], ["plan", "--help"], ["adde"]]
)
def test_help_and_slips_load_nothing_heavy(words: list[str]) -> None:
    assert not loaded(*words) & HEAVY


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        (["list", "纠纷"], {"sqlite3"}),
        (["list", "纠纷", "--json"], {"sqlite3"}),
        (["find", "漏水"], {"sqlite3"}),
        (["report", "monthly", "2026-03", "--json"], {"sqlite3"}),
    ],
)
def test_an_answer_loads_the_index_and_little_else(made: Path, words: list[str], needed: set[str]) -> None:
    loaded("--dir", str(made), *words)

    assert loaded("--dir", str(made), "--today", "2026-04-15", *words) & HEAVY <= needed | {"filelock"}
