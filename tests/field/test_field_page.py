"""docs/field.md: every body of work S01–S94, rule R01–R74, enumeration E01–E21 and story is served, shown and proven.

The commands of the page are typed on a copy of the example store.
"""

from __future__ import annotations

import ast
import re
import shlex
import shutil
from functools import cache
from pathlib import Path

import pytest
import yaml
from fieldstore import ledgers, measures
from test_enumerations import WHERE

from clerk import Shell
from shequ_cli.documents.template import split

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "field.md"
TODAY = "2026-10-28"

SYSTEMS = [f"S{n:02}" for n in range(1, 95)]
RULES = [
    *(f"R{n:02}" for n in (*range(1, 18), *range(20, 28), *range(30, 41), *range(50, 75))),
    "R56b",
]
ENUMERATIONS = [f"E{n:02}" for n in range(1, 22)]
STORIES = range(1, 51)

_ROW = re.compile(r"^\| ?(?P<id>[SRE]\d\d[a-z]?|\d{1,2}) ?\|(?P<cells>.+)\|$", re.MULTILINE)
_SERVED = re.compile(r"(?P<kind>ledger|measure|assessment|report|posting|plan|codelist) `(?P<name>[\w-]+)`")
_PROOF = re.compile(r"`(?P<file>tests/[\w/.]+\.py)::(?P<test>\w+)`")
_WHERE = re.compile(r"`(?P<file>(?:schemas|templates|src)/[\w/.-]+)`(?:: `(?P<words>[^`]+)`)?")


@cache
def rows() -> dict[str, list[str]]:
    """Every row of the page's tables: id → its other cells."""
    found: dict[str, list[str]] = {}
    for row in _ROW.finditer(PAGE.read_text(encoding="utf-8")):
        assert row["id"] not in found, f"{row['id']} stands twice"
        found[row["id"]] = [cell.strip() for cell in re.split(r"(?<!\\)\|", row["cells"])]
    return found


@cache
def functions_of(file: str) -> dict[str, str]:
    """The test functions of a file: name → source."""
    text = (ROOT / file).read_text(encoding="utf-8")
    found = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    return {node.name: ast.get_source_segment(text, node) or "" for node in found}


def proven(id: str, cell: str) -> None:
    """The proof exists, and names what it proves in its name or in its text."""
    proofs = list(_PROOF.finditer(cell))
    assert proofs, f"{id}: no proof in “{cell}”"
    for proof in proofs:
        assert (ROOT / proof["file"]).is_file(), f"{id}: {proof['file']} is missing"
        found = functions_of(proof["file"])
        assert proof["test"] in found, f"{id}: {proof['file']} has no {proof['test']}"
    sources = "\n".join(functions_of(proof["file"])[proof["test"]] for proof in proofs)
    assert re.search(rf"(?<![a-z0-9]){id}(?![a-z0-9])", sources.replace("_", " "), re.IGNORECASE), (
        f"{id} is not named in {cell}"
    )


def definition(kind: str, name: str) -> Path:
    """The file of an assessment, report, posting, plan or code list."""
    path = {"report": f"templates/{name}.md"}.get(kind, f"schemas/{kind}s/{name}.yaml")
    return ROOT / path


def claims(kind: str, name: str) -> set[str]:
    """The bodies of work that a definition itself says it serves; it has to exist."""
    if kind == "ledger":
        return set(ledgers()[name].systems)
    if kind == "measure":
        return set(measures()[name].systems)
    path = definition(kind, name)
    assert path.is_file(), f"{path} is missing"
    text = path.read_text(encoding="utf-8")
    raw = yaml.safe_load(split(text, str(path)).front if kind == "report" else text)
    return set(raw.get("systems", ()))


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A shell in a copy of the example store, which the commands only read."""
    root = tmp_path_factory.mktemp("field") / "幸福社区"
    shutil.copytree(ROOT / "examples" / "xingfu", root, ignore=shutil.ignore_patterns(".shequ", ".git"))
    return Shell(root)


@pytest.mark.parametrize("id", SYSTEMS)
def test_every_body_of_work_is_served_and_proven(id: str) -> None:
    name, served, command, proof = rows()[id]

    assert name
    assert command.startswith("`shequ ")
    servants = [(found["kind"], found["name"]) for found in _SERVED.finditer(served)]
    assert servants, f"{id}: “{served}” names no definition"
    assert any(id in claims(*each) for each in servants), f"{id}: none of {servants} says that it serves {id}"
    proven(id, proof)


@pytest.mark.parametrize("id", SYSTEMS)
def test_the_command_of_a_body_of_work_says_what_the_example_has_of_it(id: str, shell: Shell) -> None:
    """S01–S94: exit 0, and more than the head of an empty list."""
    command = re.fullmatch(r"`shequ (.+)`", rows()[id][2])
    assert command

    answer = shell(*shlex.split(command[1]), today=TODAY)

    assert answer.code == 0, answer
    assert len(answer.out.splitlines()) >= 2, answer


@pytest.mark.parametrize("id", RULES)
def test_every_rule_is_data_that_stands_where_the_page_says(id: str) -> None:
    what, where, proof = rows()[id]

    assert what
    places = list(_WHERE.finditer(where))
    assert places, f"{id}: “{where}” names no file"
    for place in places:
        path = ROOT / place["file"]
        assert path.is_file(), f"{id}: {place['file']} is missing"
        words = place["words"] or ""
        assert words in path.read_text(encoding="utf-8"), f"{id}: {place['file']} does not hold “{words}”"
    proven(id, proof)


@pytest.mark.parametrize("id", ENUMERATIONS)
def test_every_enumeration_is_read_by_the_code_lists_that_the_page_names(id: str) -> None:
    title, lists, proof = rows()[id]

    assert title
    named = [(found["kind"], found["name"]) for found in _SERVED.finditer(lists)]
    assert named == [("codelist", name) for name in WHERE[id]]
    assert all(definition(*each).is_file() for each in named)
    found = list(_PROOF.finditer(proof))
    assert any(match["file"] == "tests/field/test_enumerations.py" for match in found), proof
    assert all(match["test"] in functions_of(match["file"]) for match in found), proof


@pytest.mark.parametrize("number", STORIES)
def test_every_story_is_told_on_the_example(number: int) -> None:
    (cell, proof) = rows()[str(number)]

    assert cell
    found = [match for match in _PROOF.finditer(proof) if match["file"].startswith("tests/stories/")]
    assert found, f"story {number} has no test in tests/stories"
    assert all(match["test"] in functions_of(match["file"]) for match in found), proof
    assert any(match["test"].startswith(f"test_story_{number:02}_") for match in found), proof


def test_the_page_names_nothing_that_the_field_does_not_have() -> None:
    known = {*SYSTEMS, *RULES, *ENUMERATIONS, *map(str, STORIES)}

    assert set(rows()) == known


def test_a_proof_names_the_whole_id() -> None:
    proof = "`tests/field/test_assessments.py::test_S35_S77_R58_R72_democratic_law_asks_three_opens_and_two_noughts`"

    proven("S35", proof)
    for id in ("S3", "S350", "S36"):
        with pytest.raises(AssertionError, match="is not named"):
            proven(id, proof)


def test_a_proof_that_is_not_there_is_told() -> None:
    for proof, said in (
        ("no proof", "no proof in"),
        ("`tests/field/test_nothing.py::test_it`", "is missing"),
        ("`tests/field/test_field_page.py::test_it`", "has no test_it"),
    ):
        with pytest.raises(AssertionError, match=said):
            proven("S01", proof)
