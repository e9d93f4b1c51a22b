"""The example store examples/xingfu: made by its script to the byte, sound, and with nobody real in it."""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest
from fieldstore import TODAY, ledgers, measures, timing

from shequ_cli.store.store import Store
from shequ_cli.words.problem import Level
from shequ_cli.work.clock import ClockState, open_clocks
from shequ_cli.work.figure import figures
from shequ_cli.work.periodwords import parse

EXAMPLES = Path(__file__).parents[2] / "examples"
XINGFU = EXAMPLES / "xingfu"


@pytest.fixture(scope="module")
def script() -> Iterator[ModuleType]:
    """examples/make_xingfu.py."""
    before, seen = list(sys.path), set(sys.modules)
    about = importlib.util.spec_from_file_location("make_xingfu", EXAMPLES / "make_xingfu.py")
    assert about
    assert about.loader
    found = importlib.util.module_from_spec(about)
    about.loader.exec_module(found)
    yield found
    sys.path[:] = before
    for name in [name for name in sys.modules if name.partition(".")[0] == "making" and name not in seen]:
        del sys.modules[name]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A copy of the example, opened on its last day."""
    root = tmp_path_factory.mktemp("xingfu") / "库"
    shutil.copytree(XINGFU, root, ignore=shutil.ignore_patterns(".shequ", ".git"))
    with Store.open(root, TODAY) as found:
        yield found


def test_the_script_makes_the_example_to_the_byte(script: ModuleType) -> None:
    made = script.files()
    there = {
        path.relative_to(XINGFU).as_posix(): path.read_bytes()
        for path in (*XINGFU.rglob("records/**/*.*"), *(XINGFU / name for name in made))
    }

    assert sorted(made) == sorted(there)
    assert [path for path, data in made.items() if there[path] != data] == []


def test_the_example_passes_its_check(store: Store) -> None:
    found = store.problems()

    assert {problem.level for problem in found} <= {Level.HINT}
    assert {problem.place.path.split("/")[1] for problem in found} <= {"submission"}, "two reports went out late"


def test_the_example_holds_records_of_every_ledger(store: Store) -> None:
    counts = store.count()

    assert 4500 <= sum(counts.values()) <= 6000
    assert set(counts) == set(ledgers())
    assert min(counts.values()) >= 2
    for name in ("inspection", "case", "relief", "dibao", "visit", "request", "activity", "meeting", "pledge"):
        months = {str(record.values[ledgers()[name].date])[:7] for record in store.chosen(name)}
        assert min(months) == "2025-01"
        assert max(months) >= "2026-09"


def test_nothing_in_the_example_has_happened_after_its_last_day(store: Store) -> None:
    for ledger in store.ledgers.values():
        past = [field for field in ledger.fields if field.kind == "date" and not field.raw.get("x-future")]
        for record in store.chosen(ledger.name):
            assert all(record.values.get(field.name, TODAY) <= TODAY for field in past), record.id


def test_february_2026_is_F02_and_nothing_else(store: Store) -> None:
    names = ("relief_paid", "relief_persons", "relief_households", "relief_kinds")
    found = figures(names, parse("2026-02", TODAY), measures(), store, TODAY)

    assert [found[name].value for name in names] == [Decimal("113095.78"), 161, 9, 12]


def test_some_clocks_run_and_some_are_overdue(store: Store) -> None:
    clocks = open_clocks(store.ledgers.values(), store, timing(TODAY), store.codelists)
    states = [clock.standing.state for clock in clocks]

    assert 20 <= states.count(ClockState.OVERDUE) <= 80
    assert states.count(ClockState.OPEN) + states.count(ClockState.SOON) >= 30
    assert {clock.ledger for clock in clocks} >= {"case", "hazard", "request", "visit", "meeting", "pledge", "activity"}
    assert {clock.ledger for clock in clocks} >= {"grid_event", "housing", "posting", "jobseeker", "care", "premises"}


def test_texts_differ_from_record_to_record(store: Store) -> None:
    for name, field, least in (("case", "summary", 120), ("request", "content", 100), ("activity", "theme", 180)):
        texts = {record.values[field] for record in store.chosen(name)}
        assert len(texts) >= least, name


def test_stock_measures_have_a_value_in_every_month(store: Store) -> None:
    for year, month in [(2025, month) for month in range(1, 13)] + [(2026, month) for month in range(1, 11)]:
        period = parse(f"{year}-{month:02d}", TODAY)
        found = figures(("dibao_households", "dibao_amount"), period, measures(), store, TODAY)
        assert 20 <= int(found["dibao_households"].value or 0) <= 30


def test_nobody_in_the_example_is_real() -> None:
    texts = {path: path.read_text(encoding="utf-8-sig") for path in XINGFU.glob("records/**/*.*")}

    assert not [path for path, text in texts.items() if re.search(r"(?<![\d-])\d{17}[\dXx]", text)], "no citizen ids"
    phones = {number for text in texts.values() for number in re.findall(r"(?<!\d)1[3-9]\d{9}(?!\d)", text)}
    assert phones
    assert all(number.startswith("1990000") for number in phones)
    assert '区划代码: "990101001001"' in (XINGFU / "shequ.yaml").read_text(encoding="utf-8")
