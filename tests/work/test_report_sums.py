"""Tables of a report add up: what stands side by side or below each other is what its total says, whatever the records are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import planstore
from planstore import Memory
from shequ_cli.work.periodwords import parse
from shequ_cli.work.report import build
from shequ_cli.work.reportfile import read_definition
from shequ_cli.work.series import series
from shequ_cli.work.table import Absent, Cell, Table

KINDS = ("邻里纠纷", "物业纠纷", "婚姻家庭纠纷", "拖欠农民工工资纠纷")
CASES = st.lists(
    st.tuples(st.integers(1, 12), st.integers(1, 28), st.sampled_from(KINDS), st.sampled_from(("受理", "撤回"))),
    max_size=14,
)
RELIEFS = st.lists(
    st.tuples(
        st.integers(1, 12), st.sampled_from(("临时救助", "残疾慰问", "低保金")), st.integers(0, 10**6), st.booleans()
    ),
    max_size=12,
)


def made(cases: list[tuple[int, int, str, str]]) -> Memory:
    data = Memory()
    data.add("case", accepted_on="2025-12-31", category="邻里纠纷", summary="旧", state="受理")
    for month, day, kind, state in cases:
        data.add("case", accepted_on=f"2026-{month:02}-{day:02}", category=kind, summary="样例", state=state)
    return data


def table(spec: Mapping[str, Any], data: Memory, period: str, today: str = "2027-01-10") -> Table:
    source = planstore.source(data, today)
    front = {"tables": [{"name": "one", **spec}]}
    definition = read_definition("sample", front, planstore.measures(), planstore.ledgers())
    (found,) = build(definition, parse(period, source.today), source).tables
    return found


def number(cell: Cell) -> Decimal:
    assert isinstance(cell, (int, Decimal)), cell
    return Decimal(cell)


@settings(max_examples=25)
@given(CASES, st.sampled_from(("months", "quarters")))
def test_a_cross_table_adds_up_both_ways(cases: list[tuple[int, int, str, str]], across: str) -> None:
    found = table(
        {"cross": {"figure": "mediation_accepted", "by": "category", "across": across}, "all": True},
        made(cases),
        "2026",
    )

    *rows, total = ([number(cell) for cell in row.cells[1:]] for row in found.rows)
    assert len(found.columns) == (14 if across == "months" else 6)
    assert all(sum(row[:-1]) == row[-1] for row in (*rows, total))
    assert [sum(column) for column in zip(*rows, strict=True)] == total


@settings(max_examples=20)
@given(CASES)
def test_months_and_quarters_are_two_ways_to_say_the_same(cases: list[tuple[int, int, str, str]]) -> None:
    data = made(cases)
    spec = {"figure": "mediation_accepted", "by": "category"}
    months = table({"cross": spec, "all": True}, data, "2026")
    quarters = table({"cross": {**spec, "across": "quarters"}, "all": True}, data, "2026")

    for by_month, by_quarter in zip(months.rows, quarters.rows, strict=True):
        cells = [number(cell) for cell in by_month.cells[1:-1]]
        assert [sum(cells[n : n + 3]) for n in range(0, 12, 3)] == [number(cell) for cell in by_quarter.cells[1:-1]]


@settings(max_examples=20)
@given(RELIEFS)
def test_slices_add_up_to_the_fen(reliefs: list[tuple[int, str, int, bool]]) -> None:
    data = Memory()
    for month, kind, cents, persons in reliefs:
        counted = {"counted_as": "人", "persons": 2} if persons else {"counted_as": "户", "households": 1}
        amount = str(Decimal(cents) / 100)
        data.add("relief", paid_on=f"2026-{month:02}-10", kind=kind, amount=amount, **counted)  # type: ignore[arg-type]

    found = table({"slices": {"figures": ["relief_paid", "relief_persons"], "by": "kind"}, "all": True}, data, "2026")

    *rows, total = found.rows
    if not reliefs:
        assert total.cells[1:] == (Absent.NOT_REPORTED, Absent.NOT_REPORTED)
        return
    paid = [number(row.cells[1]) for row in rows]
    assert sum(paid) == number(total.cells[1]) == Decimal(sum(cents for _m, _k, cents, _p in reliefs)) / 100
    counted = [number(row.cells[2]) for row in rows if isinstance(row.cells[2], int)]
    assert sum(counted) == number(total.cells[2]) == 2 * sum(persons for *_rest, persons in reliefs)


@settings(max_examples=20)
@given(CASES, st.sampled_from(("2026-03", "2026Q2", "2026H2", "2026")))
def test_parts_below_a_figure_add_up_to_it(cases: list[tuple[int, int, str, str]], period: str) -> None:
    rows = ["mediation_accepted", {"part": "mediation_accepted", "by": "category", "all": True}]

    found = table({"rows": rows, "columns": ["value", "ytd"]}, made(cases), period)

    whole, *parts = found.rows
    for place in range(1, len(whole.cells)):
        assert sum(number(row.cells[place]) for row in parts) == number(whole.cells[place])


@settings(max_examples=20)
@given(CASES, st.integers(1, 12))
def test_a_list_has_a_row_for_every_record_of_the_period(cases: list[tuple[int, int, str, str]], month: int) -> None:
    period = f"2026-{month:02}"
    spec = {"ledger": "case", "fields": ["accepted_on", "category"], "where": "状态 = '受理'"}

    found = table({"list": spec}, made(cases), period)

    wanted = sorted(f"{period}-{day:02}" for when, day, _kind, state in cases if when == month and state == "受理")
    assert [row.cells[1] for row in found.rows] == wanted
    assert len({row.cells[0] for row in found.rows}) == len(wanted)


def test_a_quarter_that_still_runs_stops_at_the_month_of_today() -> None:
    data = made([(1, 5, "邻里纠纷", "受理"), (4, 5, "邻里纠纷", "受理"), (6, 5, "邻里纠纷", "受理")])

    found = table({"cross": {"figures": ["mediation_accepted"], "across": "quarters"}}, data, "2026H1", "2026-05-10")

    assert [column.title for column in found.columns][2:] == ["第一季度", "第二季度", "合计"]
    assert found.rows[0].cells[2:4] == (1, 1)


def test_a_year_that_has_not_begun_shows_one_month_of_nothing() -> None:
    found = table({"cross": {"figures": ["visits"]}}, Memory(), "2027", "2026-05-10")

    assert [column.title for column in found.columns][2:] == ["1月", "合计"]
    assert found.rows[0].cells[2:] == (Absent.NOT_REPORTED, Absent.NOT_REPORTED)


def test_a_kind_that_is_on_no_list_has_its_own_row_in_every_table() -> None:
    data = made([(3, 5, "邻里纠纷", "受理")])
    data.add("case", accepted_on="2026-02-05", category="没有的类型", summary="样例", state="受理")

    crossed = table({"cross": {"figure": "mediation_accepted", "by": "category"}}, data, "2026-03", "2026-03-31")
    rows = {row.cells[0]: row.cells[1:] for row in crossed.rows}

    assert rows["没有的类型"] == (0, 1, 0, 1)
    assert rows["合计"] == (0, 1, 1, 2)


def test_kinds_without_a_record_are_left_out_unless_all_are_asked_for() -> None:
    data = made([(3, 5, "物业纠纷", "受理")])
    spec = {"figures": ["mediation_accepted"], "by": "category"}

    few = table({"slices": spec}, data, "2026-03")
    every = table({"slices": spec, "all": True}, data, "2026-03")

    assert [row.cells[0] for row in few.rows] == ["物业纠纷", "合计"]
    titles = [row.cells[0] for row in every.rows]
    assert len(titles) > 10 and titles[-1] == "合计"
    assert {row.cells[1] for row in every.rows if row.cells[0] not in ("物业纠纷", "合计")} == {0}


def test_a_turned_table_by_quarters_names_them() -> None:
    spec = {"figures": ["mediation_accepted", "visits"], "turned": True, "across": "quarters"}
    found = table({"cross": spec}, made([(2, 5, "物业纠纷", "受理")]), "2026H1")

    assert [column.title for column in found.columns] == ["季度", "受理矛盾纠纷（件）", "走访探访（人次）"]
    assert [row.cells for row in found.rows] == [
        ("第一季度", 1, Absent.NOT_REPORTED),
        ("第二季度", 0, Absent.NOT_REPORTED),
    ]


@settings(max_examples=20)
@given(CASES, st.lists(st.sampled_from([f"2026-{n:02}" for n in range(1, 13)] + ["2026Q1", "2026"]), min_size=1))
def test_a_span_says_the_same_in_whatever_company_it_is_asked(
    cases: list[tuple[int, int, str, str]], codes: list[str]
) -> None:
    source = planstore.source(made(cases), "2027-01-10")
    spans = [parse(code, source.today) for code in codes]

    together = series(("mediation_accepted", "mediation_open"), spans, source)

    for span, figures in zip(spans, together, strict=True):
        (alone,) = series(("mediation_accepted", "mediation_open"), [span], source)
        assert {name: figure.value for name, figure in figures.items()} == {
            name: figure.value for name, figure in alone.items()
        }


def test_spans_that_are_no_whole_months_are_asked_one_by_one() -> None:
    source = planstore.source(made([(3, 5, "物业纠纷", "受理"), (3, 20, "物业纠纷", "受理")]), "2026-11-21")
    spans = [parse(code, date(2026, 11, 21)) for code in ("2026-03-01..2026-03-10", "2026-03-20", "2026-03")]

    found = series(("mediation_accepted",), spans, source)

    assert [figures["mediation_accepted"].value for figures in found] == [1, 1, 2]


@pytest.mark.parametrize(
    ("period", "titles"),
    [
        ("2026-03", ["本月数", "上月数", "环比±%", "上年同期"]),
        ("2026Q1", ["本季数", "上季数", "环比±%", "上年同期"]),
        ("2026H1", ["本期数", "上期数", "环比±%", "上年同期"]),
        ("2026", ["本年数", "上年数"]),
    ],
)
def test_columns_are_called_after_the_kind_of_period(period: str, titles: list[str]) -> None:
    spec = {"rows": ["visits"], "columns": ["value", "previous", "change", "last_year"]}

    assert [column.title for column in table(spec, Memory(), period).columns][1:] == titles
