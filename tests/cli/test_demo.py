"""shequ demo: the main job on the example store, end to end."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from typed import Answer, files, git, shequ


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Answer]:
    root = tmp_path_factory.mktemp("demo") / "演示"
    return root, shequ("demo", root)


def test_every_command_is_shown_and_succeeds(shown: tuple[Path, Answer]) -> None:
    root, answer = shown

    assert answer.code == 0, answer
    lines = [line for line in answer.stdout.splitlines() if line.startswith("$ shequ ")]
    verbs = [line.split("--today 2026-11-02 ")[1].split()[0] for line in lines]
    assert verbs == ["add", "check", "today", "report", "plan"]
    assert all(f"--dir {root}" in line for line in lines)


def test_the_files_that_were_made_lie_where_it_says(shown: tuple[Path, Answer]) -> None:
    root, answer = shown
    report, plan = root / "reports" / "2026-10", root / "reports" / "2027"

    made = [*sorted(report.iterdir()), *sorted(plan.iterdir())]

    assert [path.suffix for path in made] == [".docx", ".html", ".md", ".xlsx", ".docx", ".md"]
    assert all(f"  {path}" in answer.stdout for path in made)
    assert "2026年10月工作月报" in zipfile.ZipFile(made[0]).read("word/document.xml").decode()
    assert len(openpyxl.load_workbook(made[3]).sheetnames) > 5
    assert (root / "plans" / "2027.yaml").is_file()


def test_the_example_is_checked_and_its_changes_have_history(shown: tuple[Path, Answer]) -> None:
    root, answer = shown

    assert "错误 0，疑问 0" in answer.stderr
    subjects = git(root, "log", "--format=%s").splitlines()
    assert subjects[-1] == "建库：示例"
    assert subjects[0] == "生成计划 2027"
    assert subjects[1].startswith("登记 矛盾纠纷调解 case-20261102-")


def test_a_store_is_never_overwritten_by_the_demo(shown: tuple[Path, Answer]) -> None:
    root, _answer = shown
    before = files(root)

    answer = shequ("demo", root)

    assert answer.code == 2
    assert "已经有一个库" in answer.stderr
    assert files(root) == before
