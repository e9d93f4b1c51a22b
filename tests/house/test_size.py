"""Files under 300 lines, functions under 40: past that an idea has split in two (docs/CODE.md)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "src").rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT / "src").as_posix())
def test_a_file_holds_one_idea(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT / "src").as_posix())
def test_functions_fit_on_a_screen(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    long = {
        node.name: (node.end_lineno or 0) - node.lineno + 1
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > 40
    }

    assert not long


def test_only_the_command_line_prints_or_reads_the_clock() -> None:
    for path in (ROOT / "src" / "shequ_cli").rglob("*.py"):
        if "cli" in path.relative_to(ROOT / "src" / "shequ_cli").parts[:1]:
            continue
        names = {
            ast.unparse(node.func)
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Call)
        }
        assert not names & {
            "print",
            "input",
            "date.today",
            "datetime.now",
            "typer.echo",
            "os.getenv",
            "os.environ.get",
        }, path
