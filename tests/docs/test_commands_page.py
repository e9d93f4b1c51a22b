"""docs/commands.md and docs/problems.md say what the program says, and every command explains itself."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from docpages import ROOT, text

from shequ_cli.rules.catalogue import CODES


def tool() -> ModuleType:
    """tools/command_pages.py, which is no package."""
    file = ROOT / "tools" / "command_pages.py"
    spec = importlib.util.spec_from_file_location("command_pages", file)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules.setdefault(spec.name, module)
    spec.loader.exec_module(module)
    return module


COMMANDS: list[tuple[str, Any, Any]] = list(tool().commands())
LEAVES = [(words, command) for words, command, _context in COMMANDS if not hasattr(command, "list_commands")]


@pytest.fixture(scope="module")
def written() -> dict[str, str]:
    """What the tool would write, by the page's name."""
    return {path.name: page for path, page in tool().pages().items()}


@pytest.mark.parametrize("name", ["commands.md", "problems.md", "CODE.md"])
def test_a_generated_page_is_current(name: str, written: dict[str, str]) -> None:
    assert text(ROOT / "docs" / name) == written[name], "stale: run make docs"


def test_check_says_which_page_is_stale_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    module, page = tool(), tmp_path / "docs" / "commands.md"
    page.parent.mkdir()
    page.write_text("old", encoding="utf-8")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "pages", lambda: {page: "new"})
    assert module.main(["--check"]) == 1
    assert (capsys.readouterr().out, text(page)) == ("docs/commands.md\n", "old")
    assert module.main([]) == 0
    assert text(page) == "new"
    assert module.main(["--check"]) == 0


@pytest.mark.parametrize(("words", "command"), LEAVES, ids=[words for words, _command in LEAVES])
def test_a_command_has_help_with_an_example_and_its_exit_codes(words: str, command: Any) -> None:  # noqa: ANN401
    examples = re.findall(rf"^ *{words}(?= |$)", command.help, re.MULTILINE)
    assert command.help.strip().splitlines()[0].endswith("。")
    assert "例：" in command.help and examples, f"{words} has no example of itself"
    assert re.search(r"退出码：0 ", command.help)


@pytest.mark.parametrize(("words", "command"), LEAVES, ids=[words for words, _command in LEAVES])
def test_every_option_and_argument_is_explained(words: str, command: Any) -> None:  # noqa: ANN401
    unexplained = [one.name for one in command.params if not one.hidden and not one.help]
    assert unexplained == []


def test_every_command_has_its_place_on_the_page_and_a_link_to_it() -> None:
    page = text(ROOT / "docs" / "commands.md")
    for words, _command, _context in COMMANDS:
        assert f"\n## {words}" in page
        assert words == "shequ" or f"[`{words}`](#{words.replace(' ', '-')})" in page


def test_every_problem_code_has_its_place_once() -> None:
    headings = re.findall(r"^### (\S+)", text(ROOT / "docs" / "problems.md"), re.MULTILINE)
    assert sorted(headings) == sorted(CODES)


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_problem_is_explained_in_one_way_only(code: str) -> None:
    from shequ_cli.rules.catalogue_checks import CHECKS
    from shequ_cli.rules.catalogue_files import FILES
    from shequ_cli.rules.catalogue_values import VALUES

    assert [entry.code for entry in (*FILES, *VALUES, *CHECKS)].count(code) == 1
