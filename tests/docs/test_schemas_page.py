"""docs/schemas.md names every word that a definition may hold, and its example is a ledger with no code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from docpages import ROOT, blocks, run, text

from shequ_cli.rules.checks import ACROSS_RECORDS, KINDS
from shequ_cli.rules.definition import FIELD_WORDS
from shequ_cli.rules.keywords import CONDITIONS
from shequ_cli.rules.privacy import MASKS
from shequ_cli.rules.schema import LEVELS, PRIVACY
from shequ_cli.work.expression import FUNCTIONS
from shequ_cli.work.matrix import ACROSS, Side
from shequ_cli.work.plan import CADENCES
from shequ_cli.work.planfile import (
    ACCEPT,
    FACTS,
    FINISHED,
    GENERATED,
    KEYS,
    KIND,
    PHASES,
    REMARKS,
    TASKS,
    TITLE,
    YEAR,
    YEARS,
)
from shequ_cli.work.posting import CHANNEL_KNOWS, TEXT_KNOWS, TITLE_KNOWS
from shequ_cli.work.postingfile import KEYS as POSTING_KEYS
from shequ_cli.work.reportwords import KIND_WORDS
from shequ_cli.work.submission import EVERY
from shequ_cli.work.submissionfile import KEYS as SUBMISSION_KEYS
from shequ_cli.work.submissionfile import LEDGER_KEYS, PERIOD_END, RECORDED
from shequ_cli.work.tablespec import COLUMNS, PARTS

SOURCE = ROOT / "src" / "shequ_cli"
PAGE = text(ROOT / "docs" / "schemas.md")
NAMED = set(re.findall(r"`([^`\n]+)`", PAGE))

READERS = (
    "rules/ledgerfile.py",
    "rules/codelist.py",
    "rules/check_terms.py",
    "rules/check_lists.py",
    "rules/check_balance.py",
    "store/serial.py",
    "work/measurefile.py",
    "work/reportfile.py",
    "work/tablefile.py",
    "work/matrixfile.py",
    "work/planrulefile.py",
    "work/workday.py",
    "work/campaign.py",
    "work/submissionfile.py",
    "work/postingfile.py",
)
"""The modules that read definitions, each by key."""

ELSEWHERE = {
    "work/measurefile.py": {"integer", "money", "number", "rate"},
    "work/reportfile.py": {"report", "table"},
    "work/campaign.py": {"day"},
    "work/submissionfile.py": {"rest"},
}
"""Texts that look like keys in a module and are none."""


def constants(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def keys_read_by(module: str) -> set[str]:
    """The texts in `x["…"]`, `x.get("…")`, `"…" in x` and `x == "…"` of a module: what it asks a definition for."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text(SOURCE / module))):
        if isinstance(node, ast.Subscript):
            found.update(constants(node.slice))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
            found.update(word for argument in node.args[:1] for word in constants(argument))
        elif isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
            found.update(constants(node.left))
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_first":
            found.update(word for argument in node.args for word in constants(argument))
    return {word for word in found if re.fullmatch(r"[$\w-]+", word)} - ELSEWHERE.get(module, set())


@pytest.mark.parametrize("module", READERS)
def test_every_key_that_a_reader_asks_for_is_on_the_page(module: str) -> None:
    keys = keys_read_by(module)
    assert keys
    assert keys - words_named() == set()


def words_named() -> set[str]:
    """Words in backticks, alone or within a short example."""
    return {word for piece in NAMED for word in re.findall(r"[$\w-]+", piece)}


def shipped_words(kind: str) -> set[str]:
    """Every x- keyword in the shipped files of a kind."""
    files = sorted((ROOT / "schemas").glob(f"{kind}/*.yaml"))
    return {word for file in files for word in re.findall(r"\bx-[a-z-]+(?=:)", text(file))}


def test_every_x_word_that_is_read_or_shipped_is_on_the_page() -> None:
    read = {word for file in SOURCE.rglob("*.py") for word in re.findall(r'"(x-[a-z-]+)"', text(file))}
    words = read | shipped_words("ledgers") | {*FIELD_WORDS}
    assert len(words) > 12
    assert words - NAMED == set()


def test_every_constant_of_the_vocabulary_is_on_the_page() -> None:
    vocabulary: Mapping[str, Any] = {
        "checks": (*KINDS, *ACROSS_RECORDS),
        "levels": LEVELS,
        "privacy": PRIVACY,
        "masks": MASKS,
        "conditions": CONDITIONS,
        "functions": FUNCTIONS,
        "columns": COLUMNS,
        "across": ACROSS,
        "parts": PARTS,
        "sides": tuple(Side),
        "postings": (*POSTING_KEYS, *TEXT_KNOWS, *TITLE_KNOWS, *CHANNEL_KNOWS),
        "periods": KIND_WORDS,
        "cadences": CADENCES,
        "submissions": (*SUBMISSION_KEYS, *LEDGER_KEYS, *EVERY, PERIOD_END, RECORDED),
        "targets": ("annual", "at_least", "at_most", "linear"),
        "plan": (*KEYS, ACCEPT, FINISHED, FACTS, GENERATED, KIND, PHASES, REMARKS, TASKS, TITLE, YEAR, YEARS),
    }
    assert {name: set(words) - words_named() for name, words in vocabulary.items() if set(words) - words_named()} == {}


def properties(raw: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Names and titles of fields, inner ones too."""
    for name, field in (raw.get("properties") or {}).items():
        yield name, field["title"]
        yield from properties(field)


def test_every_key_of_the_profile_is_on_the_page() -> None:
    raw = yaml.safe_load(text(ROOT / "schemas" / "profile.yaml"))
    assert {word for pair in properties(raw) for word in pair} - NAMED == set()


@pytest.mark.parametrize("kind", ["ledgers", "codelists", "indicators", "plans", "calendar", "submissions", "postings"])
def test_the_shipped_files_use_no_key_that_the_page_does_not_name(kind: str) -> None:
    depth = {
        "ledgers": ("x-ledger",),
        "codelists": (),
        "indicators": (),
        "plans": (),
        "calendar": (),
        "submissions": (),
        "postings": (),
    }[kind]
    known = words_named()
    for file in sorted((ROOT / "schemas" / kind).glob("*.yaml")):
        raw = yaml.load(text(file), yaml.BaseLoader)
        named = kind in ("indicators", "submissions")
        keys = {key for entry in raw.values() for key in entry} if named else set(raw)
        keys |= {key for word in depth for key in raw[word]}
        for entries in raw.values() if kind in ("plans", "calendar") else ():
            keys |= {key for entry in entries if isinstance(entry, dict) for key in entry}
        assert keys - known == set(), file.name


@pytest.fixture
def enlarged(example: Path) -> Path:
    """The example with the files that the page shows."""
    shown = [block for block in blocks(PAGE) if block.file]
    assert {Path(block.file).parts[1] for block in shown if block.file.startswith("schemas")} >= {
        "ledgers",
        "codelists",
    }
    for block in shown:
        file = example / block.file
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block.text, encoding="utf-8")
    return example


def test_the_ledger_on_the_page_works_without_code(enlarged: Path) -> None:
    (lines,) = [block.text.splitlines() for block in blocks(PAGE) if block.mark == "run"]
    answers = {line.split()[1]: run(line, enlarged) for line in lines}
    assert {verb: answer.code for verb, answer in answers.items()} == dict.fromkeys(answers, 0), answers
    assert answers["add"].stdout.startswith("records/service/2026-10/service-20261020-")
    assert "助老服务：为独居老人打扫卫生" in answers["list"].stdout
    assert "错误 0，疑问 0，提示 0" in answers["check"].stderr
    assert "开展志愿服务1次、6人次" in answers["report"].stdout
    assert "6人次" in answers["explain"].stdout


def test_its_states_clock_paper_number_and_checks_work(enlarged: Path) -> None:
    added = "shequ add 志愿 --set 服务日期=2026-10-20 --set 种类=3 --set 内容=劝导 --set 状态=已开展 --json"
    refused = run(added, enlarged)
    assert refused.code == 1 and "已经开展的要写参加人数" in refused.stderr
    id = run(f"{added} --set 参加人数=4", enlarged).json["id"]
    assert "工时确认" in run("shequ today", enlarged).stdout
    assert run(f"shequ advance {id} 取消", enlarged).code == 1
    assert run(f"shequ advance {id} 已确认", enlarged).code == 0
    shown = run(f"shequ show {id} --json", enlarged).json
    assert (shown["values"]["number"], shown["values"]["confirmed_on"]) == ("志2026-001", "2026-10-28")
    assert shown["clocks"][0]["state"] == "done"


def test_the_small_examples_are_yaml() -> None:
    for block in blocks(PAGE):
        if block.language == "yaml":
            assert yaml.safe_load(block.text)
