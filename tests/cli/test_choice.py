"""What the options of `list` mean as SQL and as columns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import yaml

from shequ_cli.cli.choice import Choice
from shequ_cli.cli.viewer import Viewer
from shequ_cli.rules.ledgerfile import read_ledger
from shequ_cli.rules.privacy import Audience
from shequ_cli.rules.schema import Ledger
from shequ_cli.words.errors import BadPeriod, UnknownName
from shequ_cli.words.record import Record


def ledger(on: str = "date") -> Ledger:
    return read_ledger(
        "case",
        yaml.safe_load(
            f"""
title: 纠纷
x-ledger: {{date: day, label: "{{summary}}", states: {{field: state, flow: {{受理: [调解中], 调解中: []}}}}}}
properties:
  day: {{title: 日期, type: string, format: {on}}}
  summary: {{title: 摘要, type: string}}
  amount: {{title: 金额, type: number, x-money: true}}
  state: {{title: 状态, type: string, enum: [受理, 调解中]}}
"""
        ),
    )


TODAY = date(2026, 4, 15)
RECORDS = [
    Record("case", "case-1", {"day": date(2026, 3, 1), "summary": "漏水", "amount": Decimal("12.50"), "state": "受理"})
]
VIEWER = Viewer(Audience.UPWARD)


def choice(on: str = "date") -> Choice:
    return Choice(ledger(on), {}, TODAY)


def test_nothing_chosen_is_everything() -> None:
    assert choice().condition([], None, []) == ("", {})


def test_a_period_is_half_open() -> None:
    assert choice().condition([], "2026-03", []) == (
        '("day" >= :start AND "day" < :end)',
        {"start": "2026-03-01", "end": "2026-04-01"},
    )


@pytest.mark.parametrize(
    ("period", "start", "end"), [("2026-03", "2026-03", "2026-03~"), ("2026", "2026-01", "2026-12~")]
)
def test_a_ledger_of_months_is_compared_by_months(period: str, start: str, end: str) -> None:
    _sql, parameters = choice("month").condition([], period, [])

    assert parameters == {"start": start, "end": end}
    assert start <= "2026-03" < end


def test_every_part_must_hold() -> None:
    sql, parameters = choice().condition(["金额 > 10", "摘要 like '%水%'"], "上月", ["受理", "调解中"])

    assert sql.count(" AND (") == 3
    assert parameters == {"start": "2026-03-01", "end": "2026-04-01", "state0": "受理", "state1": "调解中"}


def test_wrong_words_are_told() -> None:
    with pytest.raises(UnknownName, match="状态"):
        choice().condition([], None, ["受里"])
    with pytest.raises(BadPeriod):
        choice().condition([], "三月吧", [])
    with pytest.raises(UnknownName, match="金恶"):
        choice().condition(["金恶 > 1"], None, [])


def test_the_order_is_always_the_same() -> None:
    assert choice().order("") == '"day" ASC, id'
    assert choice().order("-金额") == '"amount" DESC, id'
    with pytest.raises(UnknownName):
        choice().order("没有")


def test_columns_short_chosen_and_whole() -> None:
    short, _rows = choice().laid_out(RECORDS, "", VIEWER, whole=False)
    chosen, rows = choice().laid_out(RECORDS, "金额，编号、摘要", VIEWER, whole=False)
    whole, _rows = choice().laid_out(RECORDS, "", VIEWER, whole=True)

    assert short == ["编号", "日期", "状态", "摘要"]
    assert (chosen, rows) == (["金额", "编号", "摘要"], [[Decimal("12.50"), "case-1", "漏水"]])
    assert whole == ["编号", "日期", "摘要", "金额", "状态"]
    assert choice().figures(chosen) == [0]
