"""Both READMEs, followed as a reader would: commands run on a copy of the example, and end and answer as the page says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from docpages import ROOT, blocks, missing, run, text, typed_in

READMES = ("README.md", "README.zh.md")

INSTALLING = (
    r"make (demo|test|wheel)",
    r"(py|python3) -m venv \S+",
    r"\. \.venv/bin/activate|\S+\\Scripts\\activate",
    r"python -m pip (install|download) .+",
    r"git (init --quiet|add --all|add -A|commit --quiet -m start|commit -m 手工修改)",
)
"""Lines that a test does not type: what they do is done by `make test` itself, or by the fixture."""


@pytest.mark.parametrize("name", READMES)
def test_the_commands_of_a_readme_run_and_end_and_answer_as_it_says(name: str, warm: Path, tmp_path: Path) -> None:
    here = tmp_path
    for typed in typed_in(text(ROOT / name)):
        if typed.line.startswith("cd "):
            here = _entered(here, tmp_path, typed.line.split()[-1])
        elif copied := re.fullmatch(r"cp -r examples/xingfu (\S+)|shequ demo (\S+)", typed.line):
            shutil.copytree(warm, here / (copied[1] or copied[2]))
        elif typed.line.startswith("shequ ") and typed.line != "shequ demo":
            answer = run(typed.line, here)
            assert (typed.line, answer.code) == (typed.line, typed.exit_code), answer
            assert missing(typed.shown, answer) == [], answer
        else:
            assert typed.line == "shequ demo" or any(re.fullmatch(way, typed.line) for way in INSTALLING), typed.line


def _entered(here: Path, top: Path, folder: str) -> Path:
    return top if folder.endswith(":\\") else here / folder


@pytest.mark.parametrize("name", READMES)
def test_a_file_that_a_readme_makes_is_made(name: str) -> None:
    asked = re.findall(r"-o (\S+)", "\n".join(typed.line for typed in typed_in(text(ROOT / name))))
    assert {Path(file).suffix for file in asked} >= {".docx", ".xlsx"}


def test_every_make_target_that_the_pages_name_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", text(ROOT / "Makefile"), re.MULTILINE))
    for page in (*(ROOT / name for name in READMES), ROOT / "docs" / "CODE.md"):
        assert set(re.findall(r"`make ([a-z]+)`", text(page))) <= targets, page
    lines = [typed.line for typed in typed_in(text(ROOT / "README.md")) if typed.line.startswith("make ")]
    assert {line.removeprefix("make ") for line in lines} <= targets


def test_the_wheel_has_the_version_that_the_readmes_name() -> None:
    import shequ_cli

    for name in READMES:
        named = set(re.findall(r"shequ-([0-9.]+)-py3", text(ROOT / name)))
        assert named == {shequ_cli.__version__}


def test_the_dataframe_of_the_readme_is_one(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = [block.text for block in blocks(text(ROOT / "README.md")) if block.language == "python"]
    example.rename(example.parent / "my-store")
    monkeypatch.chdir(example.parent)
    seen: dict[str, object] = {}
    exec(code, seen)
    assert "受理日期" in seen["frame"].columns  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["word.png", "excel.png"])
def test_the_pictures_are_small_and_shown_in_both_readmes(name: str) -> None:
    picture = ROOT / "docs" / "pictures" / name
    assert picture.read_bytes().startswith(b"\x89PNG") and picture.stat().st_size < 300_000
    assert all(f"docs/pictures/{name}" in text(ROOT / readme) for readme in READMES)
