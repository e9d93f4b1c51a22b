"""docs/CODE.md: what it names exists, and its list of modules is the list of files."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from docpages import ROOT, text

PAGE = text(ROOT / "docs" / "CODE.md")
SOURCE = ROOT / "src" / "shequ_cli"
LAYERS = ("words", "rules", "store", "work", "documents", "exchange", "cli")
TEXT = PAGE.partition("## Every room")[0]
NAMED = sorted(set(re.findall(rf"`((?:{'|'.join(LAYERS)})\.[\w.]+)`", TEXT)))


@pytest.mark.parametrize("name", NAMED)
def test_a_name_in_the_text_exists(name: str) -> None:
    layer, module, *attributes = name.split(".")
    found = import_module(f"shequ_cli.{layer}.{module}")
    for attribute in attributes:
        assert hasattr(found, attribute), name
        found = getattr(found, attribute)


def test_the_traces_name_functions_of_every_layer() -> None:
    assert {name.split(".")[0] for name in NAMED} >= {"words", "rules", "store", "work", "documents", "cli"}
    assert len(NAMED) > 40


@pytest.mark.parametrize("layer", LAYERS)
def test_every_module_is_listed_with_its_promise(layer: str) -> None:
    part = PAGE.split(f"\n### {layer}/ — ")[1].split("\n### ")[0]
    listed = dict(re.findall(r"^\| `(\w+\.py)` \| (.+) \|$", part, re.MULTILINE))
    assert set(listed) == {file.name for file in (SOURCE / layer).glob("*.py")} - {"__init__.py"}
    assert all(len(promise) > 10 for promise in listed.values())


def test_every_folder_of_tests_that_it_names_exists() -> None:
    assert [name for name in re.findall(r"`(tests/\w+)/`", PAGE) if not (ROOT / name).is_dir()] == []


def test_every_folder_of_tests_is_explained() -> None:
    folders = {path.name for path in (ROOT / "tests").iterdir() if any(path.glob("test_*.py"))}
    assert folders - set(re.findall(r"`tests/(\w+)/`", PAGE)) == set()
